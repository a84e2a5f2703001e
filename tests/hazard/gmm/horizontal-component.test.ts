import { expect, test } from "bun:test";
import { componentFactors } from "../../../src/hazard/gmm/horizontal-component.ts";

const PGA = { name: "PGA", kind: "PGA", period: 0 };
const SA = (period: number) => ({ name: `SA(${period})`, kind: "SA", period });

test("the factors of example E14", () => {
  expect(componentFactors("Average Horizontal (RotD50)", PGA)?.c).toBe(1.009);
  expect(componentFactors("Average Horizontal (RotD50)", SA(0.2))?.c).toBeCloseTo(1.017142709, 9);
  expect(componentFactors("Average Horizontal (RotD50)", SA(1))?.c).toBeCloseTo(1.031686626, 9);
  expect(componentFactors("Average Horizontal (GMRotI50)", SA(0.2))?.s).toBeCloseTo(0.031718555, 9);
  expect(componentFactors("Average Horizontal (GMRotI50)", SA(1))?.s).toBe(0.04);
  expect(componentFactors("Random horizontal", SA(0.2))).toMatchObject({ r: 1.05 });
  expect(componentFactors("Random horizontal", SA(0.2))?.s).toBeCloseTo(0.07687422, 9);
  expect(componentFactors("Greater of two horizontal", SA(0.2))?.c).toBeCloseTo(1.136950188, 9);
  expect(componentFactors("Greater of two horizontal", SA(1))?.c).toBeCloseTo(1.17392309, 9);
  expect(componentFactors("Average Horizontal", PGA)).toBeUndefined();
});
