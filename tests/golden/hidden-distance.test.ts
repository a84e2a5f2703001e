/**
 * ArtetaEtAl2023 is evaluated at the rupture distance, which its table does not hold. The distance of a point follows from one of its
 * values, and is a whole number of metres as all distances of the tables are; the other values of the point must then agree.
 */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { makeContextBlock, type NumericColumn } from "../../src/hazard/context-block.ts";
import { makeGroundMotionBlock } from "../../src/hazard/gmm/model.ts";
import { buildModel } from "../../src/hazard/gmm/registry.ts";
import { TOLERANCE } from "../../src/hazard/gmm/verify.ts";
import { parseIntensityMeasure } from "../../src/hazard/intensity-measure.ts";
import { goldenPath, hasGolden } from "../harness.ts";

describe.if(hasGolden())("ArtetaEtAl2023 at the distances of its table", () => {
  test("one distance explains all measures of a point", () => {
    const [heading = "", ...lines] = readFileSync(goldenPath("gsim", "ArtetaEtAl2023.csv"), "utf8").trim().split("\n");
    const names = heading.split(",");
    const columns = names.slice(0, names.indexOf("imt")) as NumericColumn[];
    const rows = lines.map((line) => line.split(","));
    const points = new Set(rows.map((row) => row.slice(0, columns.length).join()));
    const model = buildModel("ArtetaEtAl2023");
    const block = makeContextBlock([...columns, "rrup"], 1);
    block.length = 1;
    const out = makeGroundMotionBlock(1);
    let compared = 0;
    for (const point of points) {
      point.split(",").forEach((cell, k) => {
        block[columns[k]!][0] = Number(cell);
      });
      const ofPoint = rows.filter((row) => row.slice(0, columns.length).join() === point);
      const pga = model.forMeasure(parseIntensityMeasure("PGA"));
      const wanted = Number(ofPoint.find((row) => row[columns.length] === "PGA")?.[columns.length + 1]);
      let near = 0;
      let far = 2000;
      for (let k = 0; k < 60; k++) {
        block.rrup[0] = (near + far) / 2;
        pga(block, out);
        if (out.mean[0]! > wanted) near = block.rrup[0]!;
        else far = block.rrup[0]!;
      }
      block.rrup[0] = Math.round(near * 1000) / 1000;
      for (const row of ofPoint) {
        model.forMeasure(parseIntensityMeasure(row[columns.length]!))(block, out);
        [out.mean, out.sigma, out.tau, out.phi].forEach((column, k) => {
          const value = Number(row[columns.length + 1 + k]);
          expect(Math.abs(column[0]! - value)).toBeLessThan(TOLERANCE * Math.max(1, Math.abs(value)));
          compared++;
        });
      }
    }
    expect(compared).toBe(rows.length * 4);
    expect(rows.length).toBe(200);
  });
});
