import { expect, test } from "bun:test";
import { inferredRates, multiFaultValues, prepareMultiFault } from "../../../src/hazard/sources/multi-fault.ts";
import type { MultiFaultSource } from "../../../src/hazard/sources/source.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { km, NEXT_WALL, WALL } from "../small-geometries.ts";
import { COMMON } from "../small-sources.ts";

const SOURCE: MultiFaultSource = {
  ...COMMON,
  kind: "multiFault",
  sections: new Map([
    ["a", WALL],
    ["b", NEXT_WALL],
  ]),
  ruptures: [
    { mag: 7, rake: 0, sections: ["b", "a"], occurrenceProbabilities: Float64Array.of(0.99, 0.01) },
    { mag: 6, rake: 90, sections: ["a"], occurrenceProbabilities: Float64Array.of(1, 0) },
  ],
};

test("sections are numbered as ruptures first name them; rates are -ln p0, never quite 0", () => {
  const { sections, first, members } = prepareMultiFault(SOURCE, 2);
  expect(sections.length).toBe(2);
  expect([Array.from(first), Array.from(members)]).toEqual([
    [0, 2, 3],
    [0, 1, 1],
  ]);
  expectAllClose(inferredRates(SOURCE), [-Math.log(0.99), 1e-30], "rates", 1e-12, 0);
});

test("what models see: means by area of the close sections, none if none is close", () => {
  const fault = prepareMultiFault(SOURCE, 2);
  const all = multiFaultValues(fault, 0, () => true, true)!;
  expectAllClose([all.strike, all.dip, all.ztor, all.zbot], [90, 90, 2, 12], "values", 1e-5, 0);
  expectClose(all.uMax, 40, "largest U", 1e-3, 0);
  expectClose(all.hypocentre[0], km(10), "middle of the wall, which is nearest to 20 km", 1e-3, 0);
  expect(multiFaultValues(fault, 0, () => false, false)).toBeUndefined();
});

test("a section that no geometry model has is told by name", () => {
  const sections = new Map([["a", WALL]]);
  expect(() => prepareMultiFault({ ...SOURCE, sections }, 2)).toThrow('section "b"');
});
