/** The job that a calculation continues, read once more from the folder of its calculation. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ParentCalculation } from "../../calculators/calculator.ts";
import { type DatastoreReader, openDatastore } from "../../datastore/index.ts";
import { InputError } from "../../input-error.ts";
import type { ParentParameters } from "../../inputs/continue-job.ts";
import { withParameters } from "../../inputs/continue-job.ts";
import { locate } from "../../inputs/input-folder.ts";
import type { Job } from "../../inputs/job.ts";
import { readJobFileLeniently } from "../../inputs/job-ini/job-file.ts";
import { readJson } from "../../write-json.ts";
import { folderPart } from "../calculation-folder.ts";
import type { CalculationRequest } from "../engine.ts";
import { engineResults } from "../openquake/engine-folder.ts";

type Parent = NonNullable<CalculationRequest["parent"]>;

interface ParentPlace {
  readonly root: string;
  readonly ini: string;
  /** The calculation that the parent itself continues. */
  readonly parent: Parent | undefined;
}

/** Where the job file of a calculation is. @throws InputError when its files are gone */
function placeOf({ id, folder }: Parent): ParentPlace {
  // What the other engine computed is continued from what could be adopted of it.
  if (existsSync(engineResults(folder, id)) && !existsSync(join(folderPart(folder, "datastore"), "datastore.json")))
    throw new InputError(
      `calculation ${id} was computed by the OpenQuake Engine, and its results could not be read: continue it with engine = openquake`,
      { parameter: "hazard_calculation_id" },
    );
  const root = folderPart(folder, "inputs");
  const request = readJson<CalculationRequest>(folderPart(folder, "request"));
  if (request === null || !existsSync(join(root, request.ini)))
    throw new InputError(`calculation ${id} cannot be continued: its input files are not there any more`, {
      parameter: "hazard_calculation_id",
    });
  return { root, ini: request.ini, parent: request.parent };
}

/** The finished calculation that a job continues: its job, and what it stored together with the calculations before it. */
export async function openParent(parent: Parent): Promise<ParentCalculation> {
  return { id: parent.id, job: await readParentJob(parent), openResults: () => openResultsOf(parent) };
}

/** @throws InputError when the calculation left no results */
function openResultsOf(parent: Parent): DatastoreReader {
  const { parent: grandparent } = placeOf(parent);
  const folder = folderPart(parent.folder, "datastore");
  if (!existsSync(folder))
    throw new InputError(`calculation ${parent.id} cannot be continued: it has no results`, {
      parameter: "hazard_calculation_id",
    });
  return openDatastore(folder, grandparent === undefined ? undefined : openResultsOf(grandparent));
}

/** The whole job of a calculation, with what it took from its own parent. */
export async function readParentJob(parent: Parent): Promise<Job> {
  const { root, ini, parent: grandparent } = placeOf(parent);
  const { readJob } = await import("../../inputs/read-job.ts");
  return readJob(join(root, ini), {
    root,
    ...(grandparent === undefined ? {} : { parent: await readParentJob(grandparent) }),
  });
}

/** Only its parameters: quick. */
export function readParentParameters(parent: Parent): ParentParameters {
  const { root, ini, parent: grandparent } = placeOf(parent);
  const { folder, file } = locate(join(root, ini), root);
  const { jobFile } = readJobFileLeniently(folder, file);
  return grandparent === undefined ? jobFile : withParameters(jobFile, readParentParameters(grandparent));
}
