/** Which parameters name files: any key that ends in `_file`, `_csv` or `_hdf5`. */
import { InputError, type ProblemPlace } from "../../input-error.ts";
import { nameInside } from "../input-folder.ts";
import { LOSS_TYPES } from "../loss-types.ts";
import { isLiteralMap, type Literal, parseLiteral } from "./literal.ts";

const SUFFIX = /^(.+)_(file|csv|hdf5)$/;

/** Keys that take a blank-separated list of files. */
const LISTS: ReadonlySet<string> = new Set([
  "hazard_curves_csv",
  "hazard_curves_file",
  "gmfs_csv",
  "gmfs_file",
  "site_model_csv",
  "site_model_file",
  "source_model_file",
  "exposure_csv",
  "exposure_file",
]);

const PERILS = ["groundshaking", "liquefaction", "landslide"];

/** Names of the inputs that are known, without suffix. */
export const INPUT_KEYS: ReadonlySet<string> = new Set([
  "amplification",
  "consequence",
  "delta_rates",
  "exposure",
  "fragility",
  "geometry",
  "gmfs",
  "gsim_logic_tree",
  "hazard_curves",
  "ins_loss",
  "insurance",
  "mmi",
  "multi_peril",
  "post_loss_amplification",
  "reinsurance",
  "reqv",
  "reqv_ignore_sources",
  "rupture_model",
  "shakemap",
  "site_model",
  "sites",
  "source_model",
  "source_model_logic_tree",
  "station_data",
  "structural_vulnerability_retrofitted",
  "taxonomy_mapping",
  ...LOSS_TYPES.map((loss) => `${loss}_vulnerability`),
  ...["structural", "nonstructural", "contents", "business_interruption"].flatMap((loss) => [
    `${loss}_fragility`,
    `${loss}_consequence`,
  ]),
  ...PERILS.flatMap((peril) => [`${peril}_fragility`, `${peril}_vulnerability`]),
]);

/** Files of one input. */
export interface InputFiles {
  /** Relative to the job's folder. */
  readonly files: readonly string[];
  /** For values like `{'taxonomy': 'c.csv'}`: the files of each name. */
  readonly byName?: ReadonlyMap<string, readonly string[]>;
}

/** The input key of a parameter that names files, undefined for other parameters. */
export function inputKey(parameter: string): string | undefined {
  return SUFFIX.exec(parameter)?.[1];
}

/**
 * The files a value names, relative to the root; none for an empty value.
 * @param from folder of the job file, relative to the root.
 * @throws InputError for absolute and outside names, and files of different kinds.
 */
export function parseInputFiles(parameter: string, value: string, from: string, place: ProblemPlace): InputFiles {
  if (value.startsWith("{")) {
    const literal = parseLiteral(value);
    if (!isLiteralMap(literal)) throw new InputError(`${parameter} must be a dictionary name -> file`, place);
    const byName = new Map<string, readonly string[]>();
    for (const [name, item] of literal) {
      const names = Array.isArray(item) ? (item as readonly Literal[]) : [item];
      byName.set(
        name,
        names.map((file) => {
          if (typeof file !== "string") throw new InputError(`${name}: a file name is expected`, place);
          return nameInside(from, file, place);
        }),
      );
    }
    const files = [...byName.values()].flat();
    sameExtension(files, place);
    return { files, byName };
  }
  const names = LISTS.has(parameter) ? value.split(/\s+/).filter(Boolean) : [value].filter((name) => name !== "");
  if (names.length === 0 && LISTS.has(parameter))
    throw new InputError(`${parameter} names no file`, { ...place, allowed: "one or more files" });
  for (const name of names) {
    if (name.startsWith("${"))
      throw new InputError(`${parameter}=${name}: folders outside the job cannot be named`, {
        ...place,
        allowed: "files of the job's folder",
      });
  }
  const files = names.map((name) => nameInside(from, name, place));
  sameExtension(files, place);
  return { files };
}

function sameExtension(files: readonly string[], place: ProblemPlace): void {
  const extension = (file: string) => /\.[^./]*$/.exec(file)?.[0] ?? "";
  const [first, ...rest] = files;
  if (first === undefined) return;
  const other = rest.find((file) => extension(file) !== extension(first));
  if (other !== undefined) throw new InputError(`${other} does not end with ${extension(first)}`, place);
}
