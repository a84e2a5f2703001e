/** Losses whose answer is known beforehand: curves of a function that is the same at all levels, layers of insurance, averages over events. */
import { expect, test } from "bun:test";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { insuredLoss } from "../../../src/risk/finance/insurance.ts";
import {
  annualRate,
  averageLoss,
  classicalLossCurve,
  exceedanceMatrix,
  lossRatioSurvival,
} from "../../../src/risk/losses/classical-loss-curve.ts";
import { runProgram } from "../../cli/program.ts";
import { PROJECT, tempFolder } from "../../harness.ts";
import { makeFunction } from "./portfolio.ts";

test("a function that is the same at all levels gives 1 - exp(-rate S(ratio)), and so many mean losses as motions", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.02, max: 0.15, noNaN: true }),
      fc.double({ min: 0.1, max: 0.5, noNaN: true }),
      fc.double({ min: 1e-4, max: 2e-3, noNaN: true }),
      (mean, cov, most) => {
        const levels = [0.1, 0.2, 0.4, 0.8];
        const fn = makeFunction("f", "PGA", levels, Array(4).fill(mean), Array(4).fill(cov));
        const hazard = Float64Array.from({ length: 12 }, (_, i) => 0.05 + 0.1 * i);
        const poes = hazard.map((level) => most * Math.exp(-3 * (level - hazard[0]!)));
        const ratios = Float64Array.from({ length: 2001 }, (_, i) => i / 2000);
        const curve = classicalLossCurve(fn, exceedanceMatrix(fn, ratios), { levels: hazard, poes, years: 1 }, 1)!;
        // Motions between half-way below the first level and half-way above the last one do damage.
        const at = (level: number) => {
          const low = Math.min(hazard.length - 2, Math.floor((level - hazard[0]!) / 0.1));
          const share = (level - hazard[low]!) / 0.1;
          return annualRate(poes[low]! + share * (poes[low + 1]! - poes[low]!), 1);
        };
        const rate = at(0.05) - at(1);
        for (const r of [0, 100, 300, 900]) {
          const survival = lossRatioSurvival("LN", ratios[r]!, mean, cov * mean);
          expect(curve[r]!).toBeCloseTo(1 - Math.exp(-rate * survival), 9);
        }
        expect(Math.abs(averageLoss(ratios, curve) / (rate * mean) - 1)).toBeLessThan(2e-3);
      },
    ),
    { numRuns: 30 },
  );
});

test("what is insured and what is retained make up the loss", () => {
  const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(amount, amount, amount, (loss, deductible, layer) => {
      const limit = deductible + layer;
      const retained = loss < deductible ? loss : deductible + Math.max(0, loss - limit);
      expect(insuredLoss(loss, deductible, limit) + retained).toBeCloseTo(loss, 6);
    }),
  );
});

test("average losses are the losses of all events over the time", async () => {
  using folder = tempFolder();
  cpSync(join(PROJECT, "examples/event-based-risk"), folder.path, { recursive: true });
  const ini = join(folder.path, "job.ini");
  // One realization: sums need no weights.
  writeFileSync(ini, readFileSync(ini, "utf8").replace(/^(number_of_logic_tree_samples) = 0$/m, "$1 = 1"));
  const { code, err } = await runProgram(["run", ini, "--quiet", "--exports", "csv", "--export-dir", folder.path]);
  expect([code, err]).toEqual([0, expect.any(String)]);
  const rows = (name: string): { readonly [column: string]: string }[] => {
    const [head, ...lines] = readFileSync(join(folder.path, name), "utf8")
      .split(/\r?\n/)
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => line.split(","));
    return lines.map((cells) => Object.fromEntries(head!.map((column, c) => [column, cells[c]!])));
  };
  const sumOf = (table: readonly { readonly [column: string]: string }[], column: string) =>
    table.reduce((sum, row) => sum + Number(row[column]), 0);
  // 50 years, 200 event sets; losses of one year.
  const years = 50 * 200;
  const events = rows("risk_by_event.csv");
  const totals = new Map(rows("aggrisk-.csv").map((row) => [row["loss_type"]!, Number(row["loss_value"])]));
  const assets = rows("avg_losses-rlz-000.csv");
  expect([...totals.keys()]).toEqual(["contents", "structural", "structural_ins"]);
  for (const [lossType, total] of totals) {
    const lost = sumOf(
      events.filter((row) => row["loss_type"] === lossType),
      "loss",
    );
    expect(lost / years / total).toBeCloseTo(1, 4);
    expect(sumOf(assets, lossType) / total).toBeCloseTo(1, 4);
  }
});
