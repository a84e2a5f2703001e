/** Checks of the HDF5 files a job names: that they are such files, and hold what a calculation will look for. */
import { InputError, type InputProblem, ProblemList } from "../input-error.ts";
import { type Hdf5File, openHdf5 } from "./hdf5-file.ts";
import type { JobFile } from "./job-ini/job-file.ts";

/** Arrays that must be there, by input key. */
const CONTENTS: { readonly [input: string]: readonly string[] } = {
  // Ground-motion fields of another calculation: rows of site, event, motions.
  gmfs: ["sitecol/sids", "sitecol/lon", "sitecol/lat", "gmf_data/sid", "gmf_data/eid"],
  // Equivalent distances: a row a distance, a column a magnitude.
  reqv: ["default/mags", "default/repi", "default/reqv"],
  // Ruptures of another calculation; their surfaces stand in one array or two.
  rupture_model: ["ruptures"],
};

/** Columns of a table must be of the same length. */
const TABLES: { readonly [input: string]: readonly (readonly string[])[] } = {
  gmfs: [
    ["sitecol/sids", "sitecol/lon", "sitecol/lat"],
    ["gmf_data/sid", "gmf_data/eid"],
  ],
};

export async function hdf5Problems(jobFile: JobFile): Promise<readonly InputProblem[]> {
  const problems = new ProblemList();
  for (const [input, { files }] of jobFile.inputs) {
    for (const name of files.filter((file) => file.endsWith(".hdf5"))) {
      await problems.attemptAsync(async () => {
        const file = await openHdf5(jobFile.folder, name);
        try {
          checkContents(file, name, input, problems);
        } finally {
          file.close();
        }
      });
    }
  }
  return problems.problems;
}

function checkContents(file: Hdf5File, name: string, input: string, problems: ProblemList): void {
  const wanted = CONTENTS[input] ?? [];
  const missing = wanted.filter((path) => shapeOf(file, path) === undefined);
  for (const path of missing)
    problems.add(`${name} has no array ${path}`, { file: name, parameter: path, allowed: wanted.join(", ") });
  if (missing.length > 0) return;
  for (const columns of TABLES[input] ?? []) {
    const lengths = columns.map((path) => shapeOf(file, path)?.[0] ?? 0);
    if (new Set(lengths).size > 1)
      problems.add(`${name}: ${columns.join(", ")} have different lengths: ${lengths.join(", ")}`, { file: name });
  }
  if (input === "reqv") problems.attempt(() => checkLookup(file, name));
}

/** Undefined for groups and what is not there. */
function shapeOf(file: Hdf5File, path: string): readonly number[] | undefined {
  return file.get(path)?.shape ?? undefined;
}

function checkLookup(file: Hdf5File, name: string): void {
  const [distances] = shapeOf(file, "default/repi") ?? [];
  const [magnitudes] = shapeOf(file, "default/mags") ?? [];
  const shape = shapeOf(file, "default/reqv") ?? [];
  if (shape.length !== 2 || shape[0] !== distances || shape[1] !== magnitudes)
    throw new InputError(`${name}: default/reqv is of shape ${shape.join(" x ")}, not ${distances} x ${magnitudes}`, {
      file: name,
      parameter: "default/reqv",
      allowed: "a row a distance, a column a magnitude",
    });
}
