import { expect, test } from "bun:test";
import { outsideNotches, withoutStraightRuns } from "../../../src/geo/plane/notches.ts";

const NONE = new Uint8Array(20);
/** A square of 10 with a notch in its lower side, 0.1 wide and 2 deep. */
const NOTCHED = {
  x: Float64Array.of(0, 5, 5.05, 5.1, 10, 10, 0),
  y: Float64Array.of(0, 0, 2, 0, 0, 10, 10),
};

test("a notch with a narrow mouth is left out, a wider or a protected one stays", () => {
  expect([...outsideNotches(NOTCHED, 0.2, 1, NONE)]).toEqual([0, 1, 3, 4, 5, 6]);
  expect(outsideNotches(NOTCHED, 0.05, 1, NONE).length).toBe(7);
  const stays = NONE.slice();
  stays[2] = 1;
  expect(outsideNotches(NOTCHED, 0.2, 1, stays).length).toBe(7);
});

test("a tooth that points outwards stays", () => {
  const tooth = { x: NOTCHED.x, y: NOTCHED.y.map((y, i) => (i === 2 ? -2 : y)) };
  expect(outsideNotches(tooth, 0.2, 1, NONE).length).toBe(7);
});

test("corners of nearly straight runs are left out, and what is left out lies within the tolerance", () => {
  const x = Float64Array.from({ length: 11 }, (_, i) => i);
  const y = x.map((_, i) => (i % 2) * 0.01);
  const ring = { x: Float64Array.of(...x, 10, 0), y: Float64Array.of(...y, 5, 5) };
  const all = Uint32Array.from(ring.x.keys());
  expect([...withoutStraightRuns(ring, all, 0.02, NONE)]).toEqual([0, 10, 11, 12]);
  expect(withoutStraightRuns(ring, all, 0.001, NONE).length).toBe(13);
});
