import { expect, test } from "bun:test";
import { type PlanarDefinition, planarTemplates } from "../../../src/hazard/ruptures/planar-templates.ts";
import { expectAllClose } from "../../geo/closeness.ts";

const DEFINITION: PlanarDefinition = {
  planes: [
    { probability: 0.6, strike: 0, dip: 90, rake: 0 },
    { probability: 0.4, strike: 90, dip: 90, rake: 180 },
  ],
  depths: [
    { probability: 0.7, depth: 5 },
    { probability: 0.3, depth: 9 },
  ],
  layer: { upper: 0, lower: 10 },
  aspectRatio: 4,
  area: () => 100,
  shiftHypocentre: false,
};

test("magnitudes, planes, depths; depths fastest", () => {
  const { count, bin, rake, hypoDepth, planeProbability } = planarTemplates([6, 7], DEFINITION);
  expect(count).toBe(8);
  expect(Array.from(bin)).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  expect(Array.from(rake.subarray(0, 4))).toEqual([0, 0, 180, 180]);
  expect(Array.from(hypoDepth.subarray(0, 2))).toEqual([5, 9]);
  expect(planeProbability[2]).toBe(0.4);
});

test("a plane of 20 by 5 km around its depth, moved up into the layer where it would stick out", () => {
  const { ztor, zbot, length, width, moved } = planarTemplates([6], DEFINITION);
  expectAllClose([length[0]!, width[0]!], [20, 5], "size", 1e-3, 0);
  expectAllClose([ztor[0]!, zbot[0]!], [2.5, 7.5], "around 5 km", 1e-12, 0);
  expectAllClose([ztor[1]!, zbot[1]!], [5, 10], "moved up", 1e-12, 0);
  expect(Array.from(moved.subarray(0, 2))).toEqual([0, 1]);
  const shifted = planarTemplates([6], { ...DEFINITION, shiftHypocentre: true });
  expect(shifted.hypoDepth[1]).toBe(7.5);
});

test("a fraction down dip puts the hypocentre there", () => {
  const top = [{ probability: 1, depth: 2, downDipFraction: 0 }];
  const { ztor } = planarTemplates([6], { ...DEFINITION, depths: top });
  expectAllClose([ztor[0]!], [2], "at the top", 1e-12, 0);
});
