import { describe, expect, test } from "bun:test";
import { makeContextBlock } from "../../../src/hazard/context-block.ts";
import { makeGroundMotionBlock } from "../../../src/hazard/gmm/model.ts";
import { buildModel } from "../../../src/hazard/gmm/registry.ts";
import { pointGrid } from "../../../src/hazard/gmm/tables/shaking-fields.ts";
import { PGA, parseIntensityMeasure } from "../../../src/hazard/intensity-measure.ts";

const SIZE = 251;

/** A skewed and slightly bent grid, as kilometres are in degrees. */
function bentGrid(): { lon: Float64Array; lat: Float64Array } {
  const lon = new Float64Array(SIZE * SIZE);
  const lat = new Float64Array(SIZE * SIZE);
  for (let c = 0; c < SIZE; c++)
    for (let r = 0; r < SIZE; r++) {
      lon[c * SIZE + r] = 11 + 0.0192 * c * (1 + 0.00005 * r) - 0.0009 * r;
      lat[c * SIZE + r] = 40.7 + 0.0144 * r + 0.0003 * c - 0.0000004 * (c - 125) ** 2;
    }
  return { lon, lat };
}

describe("grids of shaking fields", () => {
  test("the nearest point is the one a search of all points finds", () => {
    const { lon, lat } = bentGrid();
    const grid = pointGrid(lon, lat);
    for (let k = 0; k < 300; k++) {
      const x = 10.2 + 6.5 * ((k * 0.618034) % 1);
      const y = 40.2 + 4.7 * ((k * 0.754878) % 1);
      let best = 0;
      for (let p = 1; p < lon.length; p++)
        if ((lon[p]! - x) ** 2 + (lat[p]! - y) ** 2 < (lon[best]! - x) ** 2 + (lat[best]! - y) ** 2) best = p;
      expect(grid.nearest(x, y)).toBe(best);
    }
  });
});

describe("SgobbaEtAl2020", () => {
  const columns = ["hypo_lat", "hypo_lon", "mag", "rjb", "lat", "lon"] as const;
  /** Epicentres inside the first cluster, outside of all, and inside the third. */
  const rows = [
    [42.3, 13.4, 5.5, 12, 42.4, 13.3],
    [44.0, 12.0, 5.5, 12, 42.4, 13.3],
    [43.02, 13.05, 5.5, 12, 42.4, 13.3],
  ];

  function evaluate(selected: readonly number[][], args = {}): number[][] {
    const block = makeContextBlock(columns, selected.length);
    block.length = selected.length;
    for (const [i, row] of selected.entries()) for (const [k, column] of columns.entries()) block[column][i] = row[k]!;
    const out = makeGroundMotionBlock(selected.length);
    buildModel("SgobbaEtAl2020", args).forMeasure(PGA)(block, out);
    return selected.map((_, i) => [out.mean[i]!, out.sigma[i]!, out.tau[i]!, out.phi[i]!]);
  }

  test("a row does not depend on the others", () => {
    expect(evaluate(rows)).toEqual(rows.flatMap((row) => evaluate([row])));
  });

  test("the cluster is the one that has the epicentre", () => {
    const [first, outside, third] = evaluate(rows);
    expect(evaluate(rows.slice(0, 1), { cluster: 1 })[0]).toEqual(first!);
    expect(evaluate(rows.slice(1, 2), { cluster: 0 })[0]).toEqual(outside!);
    expect(evaluate(rows.slice(2), { cluster: 5 })[0]).toEqual(third!);
  });

  test("a known event has no deviation between events, and its name may be a number", () => {
    const [known] = evaluate(rows.slice(0, 1), { event_id: "090406013242" });
    expect(known![2]).toBe(0);
    expect(evaluate(rows.slice(0, 1), { event_id: 90406013242 })[0]).toEqual(known!);
  });

  test("what it does not have is refused", () => {
    expect(() => buildModel("SgobbaEtAl2020", { cluster: 2 })).toThrow("there is no cluster 2");
    expect(() => buildModel("SgobbaEtAl2020", { event_id: "000000000000" })).toThrow("event_id");
    const model = buildModel("SgobbaEtAl2020", { event_id: "090406013242" });
    expect(() => model.forMeasure(parseIntensityMeasure("SA(0.3)"))).toThrow("no term for SA(0.3)");
  });
});
