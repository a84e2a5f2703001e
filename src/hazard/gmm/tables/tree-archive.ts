/**
 * Ground-motion models made of boosted trees: an archive holds the thresholds of all trees, and for every measure the coded trees
 * of its mean and its standard deviations. Written by `scripts/convert-boosted-trees.ts`.
 */
import { InputError } from "../../../input-error.ts";
import type { ContextBlock } from "../../context-block.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { type BoostedTrees, sumOfTrees } from "../boosted-trees.ts";
import { decodeThresholds, decodeTrees, type Thresholds } from "../coded-trees.ts";
import { fillStandardDeviations } from "../make-model.ts";
import type { GroundMotionEvaluator } from "../model.ts";
import { type ArrayArchive, arrayArchive, type NumericTable } from "./array-archive.ts";

/** ln of 1 g in the cm/s2 the trees were trained with. */
const LN_GAL = Math.log(981);

export interface TreeArchive {
  /**
   * Evaluator of a measure: `fill` puts the inputs of row `i` into `row`.
   * @throws InputError for measures without trees.
   */
  readonly evaluator: (
    imt: IntensityMeasure,
    fill: (ctx: ContextBlock, i: number, row: Float32Array) => void,
  ) => GroundMotionEvaluator;
}

export function treeArchive(path: string): TreeArchive {
  const archive = arrayArchive(path);
  const decoded = new Map<string, BoostedTrees>();
  let thresholds: Thresholds | undefined;
  function treesOf(name: string, table: NumericTable): BoostedTrees {
    thresholds ??= readThresholds(archive);
    let trees = decoded.get(name);
    if (trees === undefined) {
      const [base, step, count, nodes] = ["base", "step", "trees", "nodes"].map((fact) => numberOf(table, fact));
      trees = decodeTrees(codeOf(table), { base: base!, step: step!, trees: count!, nodes: nodes! }, thresholds);
      decoded.set(name, trees);
    }
    return trees;
  }
  return {
    evaluator(imt, fill) {
      const name = imt.kind === "SA" ? `ln(PSA=${imt.name.slice(3, -1)})` : `ln(${imt.name})`;
      const names = archive.names();
      if (!names.includes(name))
        throw new InputError(`there are no trees for ${imt.name}`, {
          allowed: names
            .slice(1)
            .map((other) => other.slice(3, -1).replace(/^PSA=(.*)$/, "SA($1)"))
            .join(", "),
        });
      const table = archive.table(name);
      const trees = treesOf(name, table);
      const row = new Float32Array(thresholds?.length ?? 0);
      const shift = imt.kind === "PGV" ? 0 : -LN_GAL;
      const [tau, phi, sigma] = ["tau", "phi", "sigma"].map((fact) => numberOf(table, fact));
      return (ctx, out) => {
        for (let i = 0; i < ctx.length; i++) {
          fill(ctx, i, row);
          out.mean[i] = sumOfTrees(trees, row) + shift;
        }
        fillStandardDeviations(out, ctx.length, tau!, phi!, sigma);
      };
    },
  };
}

function readThresholds(archive: ArrayArchive): Thresholds {
  const table = archive.table("thresholds");
  return decodeThresholds(codeOf(table), numberOf(table, "inputs"));
}

function codeOf(table: NumericTable): Uint8Array {
  return Uint8Array.from(table.arrays.get("code")?.data ?? []);
}

function numberOf(table: NumericTable, name: string): number {
  return Number(table.attributes[name]);
}
