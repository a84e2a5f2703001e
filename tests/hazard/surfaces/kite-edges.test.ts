import { expect, test } from "bun:test";
import { orthographicOf } from "../../../src/geo/orthographic.ts";
import { growProfiles } from "../../../src/hazard/surfaces/kite-edges.ts";
import { resampleProfiles } from "../../../src/hazard/surfaces/kite-profiles.ts";
import { expectClose } from "../../geo/closeness.ts";
import { KITE, km } from "../small-geometries.ts";

test("new profiles go on from the reference to the last, spacing by spacing", () => {
  const { profiles } = resampleProfiles(KITE.profiles, 2);
  const projection = orthographicOf({
    lon: Float64Array.from(profiles.flatMap(({ lon }) => Array.from(lon))),
    lat: Float64Array.from(profiles.flatMap(({ lat }) => Array.from(lat))),
  });
  const grown = growProfiles(profiles, 2, projection);
  expect(grown.length).toBeGreaterThanOrEqual(10);
  for (const profile of grown) expect(profile.length).toBe(8);
  const tops = grown.map((profile) => profile[0]![0]);
  for (const [i, lon] of tops.entries()) if (i > 0) expectClose(lon - tops[i - 1]!, km(2), `top ${i}`, 1e-3, 0);
});
