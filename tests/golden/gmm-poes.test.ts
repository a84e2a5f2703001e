/** Probabilities of exceedance of models and mixtures against the reference engine. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { makeContextBlock, type NumericColumn } from "../../src/hazard/context-block.ts";
import { type GroundMotionModel, makeGroundMotionBlock } from "../../src/hazard/gmm/model.ts";
import { buildModelFromText } from "../../src/hazard/gmm/model-text.ts";
import { UnknownModelError } from "../../src/hazard/gmm/registry.ts";
import { isLinearMeasure, parseIntensityMeasure } from "../../src/hazard/intensity-measure.ts";
import { normalCdf } from "../../src/numerics/normal.ts";
import { goldenPath, hasGolden } from "../harness.ts";

/** The reference keeps probabilities in 32 bits. */
const ABSOLUTE_TOLERANCE = 2e-6;

function exceedance(model: GroundMotionModel, imt: string, level: number, truncation: number, point: string): number {
  if (model.mixture !== undefined)
    return model.mixture.reduce(
      (sum, part) => sum + part.weight * exceedance(part.model, imt, level, truncation, point),
      0,
    );
  const values = point.split(";").map((pair) => pair.split("=") as [NumericColumn, string]);
  const block = makeContextBlock(
    values.map(([name]) => name),
    1,
  );
  block.length = 1;
  for (const [name, value] of values) block[name][0] = Number(value);
  const out = makeGroundMotionBlock(1);
  const measure = parseIntensityMeasure(imt);
  model.forMeasure(measure)(block, out);
  const threshold = isLinearMeasure(measure) ? level : Math.log(level);
  const z = (threshold - (out.mean[0] ?? Number.NaN)) / (out.sigma[0] ?? Number.NaN);
  const bound = normalCdf(truncation);
  return Math.min(Math.max((bound - normalCdf(z)) / (2 * bound - 1), 0), 1);
}

// The tests are made from the tables, so there are none to skip without them.
if (hasGolden()) describe("probabilities of exceedance against the reference", tablesOfReference);
else test.skip("probabilities of exceedance against the reference", () => {});

function tablesOfReference(): void {
  const lines = readFileSync(goldenPath("gsim", "poes.csv"), "utf8").trim().split("\n").slice(1);
  const byModel = new Map<string, string[][]>();
  for (const line of lines) {
    const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) =>
      (match[1] ?? match[2] ?? "").replaceAll('""', '"'),
    );
    const toml = (cells[0] ?? "").replaceAll("\\n", "\n");
    byModel.set(toml, [...(byModel.get(toml) ?? []), cells]);
  }
  for (const [toml, rows] of byModel) {
    let model: GroundMotionModel;
    try {
      model = buildModelFromText(toml);
    } catch (error) {
      if (!(error instanceof UnknownModelError)) throw error;
      console.log(`not implemented: ${toml}`);
      continue;
    }
    test(`${toml.replaceAll("\n", " ")} (${rows.length} values)`, () => {
      for (const [, truncation = "", imt = "", level = "", wanted = "", point = ""] of rows) {
        const got = exceedance(model, imt, Number(level), Number(truncation), point);
        expect(Math.abs(got - Number(wanted)), `${imt} ${level} at ${point}`).toBeLessThan(ABSOLUTE_TOLERANCE);
      }
    });
  }
}
