import { expect, test } from "bun:test";
import { COLOUR_STEPS, colour, colourScale } from "../../src/drawing/colour-scale.ts";

test("steps go by the logarithm, from the least to the greatest value above 0", () => {
  const scale = colourScale(Float64Array.of(0, 0.01, 0.1, 1, Number.NaN));
  expect([scale.least, scale.greatest]).toEqual([0.01, 1]);
  expect([0.01, 0.1, 1, 2].map(scale.step)).toEqual([0, COLOUR_STEPS / 2, COLOUR_STEPS - 1, COLOUR_STEPS - 1]);
  expect([0, Number.NaN].map(scale.step)).toEqual([-1, -1]);
});

test("the scale runs from dark violet to yellow", () => {
  expect(colour(0)).toBe("rgb(68,1,84)");
  expect(colour(COLOUR_STEPS - 1)).toBe("rgb(253,231,37)");
});

test("one value for all sites has a colour", () => {
  const scale = colourScale(Float64Array.of(0.2, 0.2));
  expect(scale.step(0.2)).toBe(COLOUR_STEPS / 2);
});

test("differences and ratios have nothing in the middle", () => {
  const difference = colourScale(Float64Array.of(-1, 0, 3), "difference");
  expect([difference.least, difference.greatest]).toEqual([-3, 3]);
  const ratio = colourScale(Float64Array.of(0.5, 1, 1.2), "ratio");
  expect([ratio.least, ratio.greatest]).toEqual([0.5, 2]);
  for (const scale of [difference, ratio]) expect(scale.step(scale.kind === "ratio" ? 1 : 0)).toBe(COLOUR_STEPS / 2);
});
