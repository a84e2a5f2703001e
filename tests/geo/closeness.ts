/** How golden numbers are compared: relative, with an absolute floor. */
import { expect } from "bun:test";

/** Passes when |got - wanted| <= relative |wanted| + floor; the message names what was compared. */
export function expectClose(got: number, wanted: number, what: string, relative = 1e-9, floor = 1e-6): void {
  const limit = relative * Math.abs(wanted) + floor;
  if (Math.abs(got - wanted) <= limit) return;
  expect(`${what}: ${got}`).toBe(`${what}: ${wanted} (+- ${limit})`);
}

export function expectAllClose(
  got: ArrayLike<number>,
  wanted: ArrayLike<number>,
  what: string,
  relative = 1e-9,
  floor = 1e-6,
): void {
  expect(`${what}: ${got.length} values`).toBe(`${what}: ${wanted.length} values`);
  for (let i = 0; i < wanted.length; i++) expectClose(got[i]!, wanted[i]!, `${what}[${i}]`, relative, floor);
}

/** Angles in degrees, compared modulo 360. */
export function expectSameAngle(got: number, wanted: number, what: string, tolerance = 1e-8): void {
  const apart = Math.abs(((got - wanted + 540) % 360) - 180);
  if (apart <= tolerance) return;
  expect(`${what}: ${got}`).toBe(`${what}: ${wanted} (+- ${tolerance})`);
}
