import { expect, test } from "bun:test";
import { resampleProfiles } from "../../../src/hazard/surfaces/kite-profiles.ts";
import { InputError } from "../../../src/input-error.ts";
import { KITE, km } from "../small-geometries.ts";

test("samples each spacing; the first of equal profiles is the reference, else the longest", () => {
  const { profiles, reference } = resampleProfiles(KITE.profiles, 2);
  expect(reference).toBe(0);
  expect(profiles.map(({ lon }) => lon.length)).toEqual([8, 8]);
  const longer = Float64Array.of(km(20), 0, 0, km(20), -km(14), 14);
  const uneven = resampleProfiles([KITE.profiles[0]!, longer], 2);
  expect(uneven.reference).toBe(1);
  expect(uneven.profiles[0]!.depth.at(-1)).toBeNaN();
});

test("one profile, or one too short, is refused", () => {
  expect(() => resampleProfiles([KITE.profiles[0]!], 2)).toThrow(InputError);
  expect(() => resampleProfiles([KITE.profiles[0]!, Float64Array.of(0.1, 0, 0, 0.1, 0, 0.5)], 2)).toThrow(InputError);
});
