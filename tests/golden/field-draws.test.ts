/** Draws of fields as the reference makes them: recorded results of its functions. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { betweenResiduals } from "../../src/hazard/fields/between-residuals.ts";
import { parseIntensityMeasure } from "../../src/hazard/intensity-measure.ts";
import { Pcg64 } from "../../src/numerics/random/pcg64.ts";
import { truncatedQuantile } from "../../src/numerics/truncated-normal.ts";
import { goldenPath, hasGolden } from "../harness.ts";

interface DrawRecord {
  id: string;
  draw: string;
  args: {
    seed: number;
    truncation_level: number;
    size: number[];
    imts: string[];
    events: number;
  };
  outputs: number[];
}

const ENGINE_DRAWS = "engine-draws.json";

function recordsOf(draw: string): DrawRecord[] {
  const { records } = JSON.parse(readFileSync(goldenPath("random", ENGINE_DRAWS), "utf8")) as { records: DrawRecord[] };
  return records.filter((record) => record.draw === draw);
}

/** PGA counts as 0.05 s, which correlates fully with 0.1 s. */
function singular(imts: readonly string[]): boolean {
  return imts.includes("PGA") && imts.includes("SA(0.1)");
}

describe.if(hasGolden())("draws of residuals", () => {
  test("truncated normal quantiles", () => {
    const records = recordsOf("truncated_normal");
    expect(records.length).toBeGreaterThan(5);
    for (const { args, outputs } of records) {
      const generator = new Pcg64(args.seed);
      const quantile = truncatedQuantile(args.truncation_level);
      for (const expected of outputs) {
        const value = quantile(generator.double());
        expect(Math.abs(value - expected)).toBeLessThan(3e-12);
        expect(Math.fround(value)).toBe(Math.fround(expected));
      }
    }
  });

  test("correlated between-event residuals", () => {
    const records = recordsOf("between_GodaAtkinson2009");
    expect(records.length).toBe(3);
    for (const { id, args, outputs } of records) {
      const measures = args.imts.map(parseIntensityMeasure);
      const residuals = betweenResiduals(
        new Pcg64(args.seed),
        "GodaAtkinson2009",
        measures,
        args.events,
        args.truncation_level,
      );
      const worst = outputs.reduce((most, value, i) => Math.max(most, Math.abs(value - residuals[i]!)), 0);
      // Where eigenvalues are clipped, the reference's single precision decides what is clipped to 1e-8.
      expect({ id, close: worst < (singular(args.imts) ? 1e-3 : 1e-6) }).toEqual({ id, close: true });
    }
  });
});
