import { expect, test } from "bun:test";
import { addedRates, withAdded } from "../../../src/hazard/contexts/added-rates.ts";
import { InputError } from "../../../src/input-error.ts";

const DIFFERENCES = { ruptures: Uint32Array.of(0, 3), differences: Float64Array.of(0.1, 0.2) };
/** One unit; two ruptures of the first magnitude, two of the second, the source's own order the other way round. */
const LAYOUT = { units: 1, ofBin: [2, 2] };
const turned = () => [1, 0];

test("differences by the source's numbers go to where the contexts have the ruptures", () => {
  const { ofRupture, ofAverage } = addedRates("s", DIFFERENCES, LAYOUT, turned, 10, true);
  expect(Array.from(ofRupture)).toEqual([0, 2, 1, 0]);
  expect(Array.from(ofAverage)).toEqual([2, 1]);
});

test("averages counted one a magnitude get the difference of that number", () => {
  const { ofAverage } = addedRates("s", DIFFERENCES, LAYOUT, turned, 10, false);
  expect(Array.from(ofAverage)).toEqual([0, 1]);
});

test("ruptures that are not there, and more taken away than there is, are refused", () => {
  const far = { ruptures: Uint32Array.of(4), differences: Float64Array.of(1) };
  expect(() => addedRates("s", far, LAYOUT, turned, 1, true)).toThrow(InputError);
  expect(withAdded(0.3, -0.3)).toBe(0);
  expect(() => withAdded(0.3, -0.4)).toThrow(InputError);
});
