import { expect, test } from "bun:test";
import { nonParametricContexts } from "../../../src/hazard/contexts/non-parametric-contexts.ts";
import type { NonParametricSource } from "../../../src/hazard/sources/source.ts";
import { contextsAt, REACH, tileAt } from "../emitted-contexts.ts";
import { NEXT_WALL, RAMP, WALL } from "../small-geometries.ts";
import { COMMON } from "../small-sources.ts";

const rupture = (mag: number, surface: NonParametricSource["ruptures"][number]["surface"]) => ({
  mag,
  rake: 0,
  hypocentre: [0, 0, 5] as const,
  surface,
  occurrenceProbabilities: Float64Array.of(0.9, 0.1),
});

test("magnitudes ascend, weights are the ruptures' numbers, every surface is seen", () => {
  const source: NonParametricSource = {
    ...COMMON,
    kind: "nonParametric",
    ruptures: [rupture(7, WALL), rupture(6, RAMP), rupture(6, NEXT_WALL)],
  };
  const contexts = nonParametricContexts(source, { ruptureMesh: 2, complexFaultMesh: 2 }, { ...REACH, split: true });
  expect([Array.from(contexts.mags), contexts.ruptures, contexts.units]).toEqual([[6, 7], 3, 1]);
  const rows = contextsAt(contexts, tileAt([10, 5]));
  expect(rows.map(({ mag, weight }) => [mag, weight])).toEqual([
    [6, 1],
    [6, 2],
    [7, 0],
  ]);
  expect(contexts.occurrences?.[0]).toEqual(Float64Array.of(0.9, 0.1));
});
