/** Example docs/method/classical.md E6: point sources merged on a grid. */
import { test } from "bun:test";
import type { PointSource } from "../../../src/hazard/sources/source.ts";
import { computeExample, expectClose } from "./compute-example.ts";
import { exampleJob, POINT } from "./example-job.ts";

/** Twelve points: longitudes outer, latitudes inner. */
const SOURCES = Array.from({ length: 12 }, (_, i): PointSource => {
  const k = i + 1;
  return {
    ...POINT,
    id: `p${k}`,
    lon: 10 + Math.floor(i / 3) / 10,
    lat: 45 + (i % 3) / 10,
    mfd: { kind: "truncatedGR", minMag: 5, maxMag: 6.5, aValue: 2 + 0.1 * k, bValue: 1 },
    aspectRatio: k % 3 === 0 ? 1 : 1.5,
    nodalPlanes:
      k % 2 === 1
        ? [
            { probability: 0.6, strike: 30, dip: 60, rake: 90 },
            { probability: 0.4, strike: 120, dip: 90, rake: 0 },
          ]
        : [{ probability: 1, strike: 0, dip: 90, rake: 0 }],
    hypocentralDepths: [
      { probability: 0.7, depth: 8 },
      { probability: 0.3, depth: 14 },
    ],
  };
});

const NEAR: [number, number] = [10.35, 45.05];
const FAR: [number, number] = [11.6, 45.05];
const cases: [string, [number, number], { [name: string]: string }, number[]][] = [
  ["near, merged", NEAR, { ps_grid_spacing: "20" }, [0.969592035, 0.927192569, 0.749612808, 0.342881382, 0.0600686148]],
  ["near, apart", NEAR, {}, [0.96960783, 0.930820823, 0.768929541, 0.373999864, 0.0699709952]],
  ["far, merged", FAR, { ps_grid_spacing: "20" }, [0.757968426, 0.021103641, 0.000504954543, 0, 0]],
  ["far, apart", FAR, { pointsource_distance: "40" }, [0.752211928, 0.0202007052, 0.000475446403, 0, 0]],
];
for (const [name, site, parameters, expected] of cases)
  test(name, async () => {
    const read = await computeExample(exampleJob({ sources: SOURCES, sites: [site], parameters }));
    expectClose(await read("hcurves-stats"), expected);
  });
