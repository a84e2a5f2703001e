/** Which statistics or realizations a query asks for. */
import { badRequest } from "../output-error.ts";
import { type Results, realizationName } from "../results.ts";

export interface Kinds {
  /** As the reference echoes them. */
  readonly names: readonly string[];
  /** Indices along the second dimension. */
  readonly indices: readonly number[];
  /** Names of the arrays of the answer. */
  readonly arrays: readonly string[];
  readonly rlzs: boolean;
}

/** `mean`, `quantile-0.15`, `stats`, `rlzs`, `rlz-3`. @throws OutputError for a kind the calculation does not have. */
export function chooseKinds(results: Results, kinds: readonly string[] | undefined): Kinds {
  const { stats, realizationCount } = results;
  const allowed = [...stats, "stats", "rlzs", "rlz-N"].join(", ");
  if (kinds === undefined) throw badRequest(`kind is missing: give kind=${allowed.replaceAll(", ", " or kind=")}`);
  const names: string[] = [];
  const indices: number[] = [];
  let rlzs = false;
  for (const kind of kinds) {
    const single = /^rlz-(\d+)$/.exec(kind);
    if (single !== null) {
      const index = Number(single[1]);
      if (index >= realizationCount)
        throw badRequest(`kind=${kind}: the calculation has ${realizationCount} realizations`);
      rlzs = true;
      names.push(kind);
      indices.push(index);
    } else if (kind === "rlzs") {
      rlzs = true;
      for (let r = 0; r < realizationCount; r++) {
        names.push(realizationName(r));
        indices.push(r);
      }
    } else if (kind === "stats") {
      names.push(...stats);
      indices.push(...stats.keys());
    } else if (stats.includes(kind)) {
      names.push(kind);
      indices.push(stats.indexOf(kind));
    } else throw badRequest(`unknown kind ${kind}; allowed: ${allowed}`);
  }
  if (rlzs && names.some((name) => !name.startsWith("rlz-"))) {
    throw badRequest("statistics and realizations cannot be asked for together");
  }
  return { names, indices, arrays: rlzs ? indices.map(realizationName) : names, rlzs };
}
