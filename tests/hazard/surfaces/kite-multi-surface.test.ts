import { expect, test } from "bun:test";
import { kiteMultiSurface, sectionNodes } from "../../../src/hazard/surfaces/kite-multi-surface.ts";
import { InputError } from "../../../src/input-error.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { KITE, km } from "../small-geometries.ts";

const moved = KITE.profiles.map((profile) => profile.map((value, i) => (i % 3 === 0 ? value + km(40) : value)));

test("areas add up, orientation is their mean, nodes are all of them", () => {
  const surface = kiteMultiSurface([KITE, { ...KITE, profiles: moved }], 2);
  expect(surface.sections.length).toBe(2);
  expectClose(surface.parameters.area, 2 * 20 * 14, "area", 2e-3, 0);
  expectAllClose([surface.parameters.strike, surface.parameters.dip], [90.001, 45], "orientation", 1e-3, 0);
  expect(sectionNodes(surface.sections).lon.length).toBe(2 * 88);
  expect(surface.outlines.length).toBe(2);
});

test("no section is no surface", () => {
  expect(() => kiteMultiSurface([], 2)).toThrow(InputError);
});
