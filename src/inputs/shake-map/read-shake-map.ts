/** The ShakeMap that a job names: `shakemap_file`, or `shakemap_uri` with its kinds. Nothing is fetched from anywhere. */
import { InputError, type ProblemPlace } from "../../input-error.ts";
import { folderOf, nameInside, readWhole } from "../input-folder.ts";
import { type JobFile, placeOf } from "../job-ini/job-file.ts";
import { type GridFile, readGrid } from "./read-grid.ts";
import { readNpy } from "./read-npy.ts";
import type { ShakeMap } from "./shake-map.ts";
import { zipMembers } from "./zip-members.ts";

export interface ReadShakeMap {
  readonly map: ShakeMap;
  /** Files it was read from, within the folder of the job. */
  readonly files: readonly string[];
  readonly warnings: readonly string[];
}

/** Keys of `shakemap_uri` beside `kind`; the first is needed. */
const KEYS: { readonly [kind: string]: readonly [string, ...string[]] } = {
  usgs_xml: ["grid_url", "uncertainty_url"],
  shapefile: ["fname"],
  file_npy: ["fname"],
};
const KINDS = Object.keys(KEYS).join(", ");

/** Whether a job takes its fields from a ShakeMap. */
export function namesShakeMap({ parameters, inputs }: JobFile): boolean {
  return inputs.has("shakemap") || Object.keys(parameters.shakemap_uri).length > 0;
}

/**
 * @returns undefined for jobs without a ShakeMap
 * @throws InputError for kinds that are not read, addresses, missing files and files that are none
 */
export async function readJobShakeMap(jobFile: JobFile): Promise<ReadShakeMap | undefined> {
  const [npy] = jobFile.inputs.get("shakemap")?.files ?? [];
  const uri = jobFile.parameters.shakemap_uri as { readonly [key: string]: unknown };
  if (npy !== undefined) {
    const place = placeOf(jobFile, "shakemap");
    return { map: readNpy(npy, readWhole(jobFile.folder, npy, place)), files: [npy], warnings: [] };
  }
  if (Object.keys(uri).length === 0) return undefined;
  const place = placeOf(jobFile, "shakemap_uri");
  const { kind } = uri;
  const keys = typeof kind === "string" && Object.hasOwn(KEYS, kind) ? KEYS[kind] : undefined;
  if (kind === "usgs_id")
    throw new InputError("ShakeMaps are not fetched from the USGS", {
      ...place,
      allowed: `grid.xml and uncertainty.xml of the event, downloaded and given as {"kind": "usgs_xml", "grid_url": "grid.xml", "uncertainty_url": "uncertainty.xml"}`,
    });
  if (keys === undefined)
    throw new InputError(`a ShakeMap of kind ${JSON.stringify(kind ?? null)} is not read`, {
      ...place,
      allowed: KINDS,
    });
  const unknown = Object.keys(uri).filter((key) => key !== "kind" && !keys.includes(key));
  if (unknown.length > 0 || uri[keys[0]] === undefined)
    throw new InputError(
      unknown.length > 0 ? `${unknown.join(", ")} is not read for this kind of ShakeMap` : `${keys[0]} is missing`,
      { ...place, allowed: ["kind", ...keys].join(", ") },
    );
  const open = (key: string): GridFile => openFile(jobFile, uri[key], key, place);
  switch (kind) {
    case "file_npy": {
      const file = open("fname");
      return { map: readNpy(file.name, file.bytes), files: [file.name], warnings: [] };
    }
    case "shapefile":
      return readAreas(jobFile, open("fname"), place);
    default:
      return readGrids(open("grid_url"), uri["uncertainty_url"] === undefined ? undefined : open("uncertainty_url"));
  }
}

function openFile({ folder, file }: JobFile, value: unknown, key: string, place: ProblemPlace): GridFile {
  if (typeof value !== "string")
    throw new InputError(`${key} is ${JSON.stringify(value)}`, { ...place, allowed: "the name of a file" });
  if (/^(https?|ftp):/i.test(value))
    throw new InputError(`${key} is an address: nothing is fetched`, {
      ...place,
      allowed: "the name of a file beside the job file: download it first",
    });
  const name = nameInside(folderOf(file), value.replace(/^file:(\/\/)?/, ""), place);
  return { name, bytes: readWhole(folder, name, place) };
}

const isArchive = ({ name }: GridFile): boolean => name.toLowerCase().endsWith(".zip");

async function readAreas(jobFile: JobFile, given: GridFile, place: ProblemPlace): Promise<ReadShakeMap> {
  const { readShapefile } = await import("./read-shapefile.ts");
  if (isArchive(given)) {
    const [shapes, table] = await zipMembers(given, [".shp", ".dbf"]);
    if (shapes === undefined || table === undefined)
      throw new InputError("the archive holds no shapefile", { file: given.name, allowed: "one .shp and its .dbf" });
    return { map: readShapefile(shapes, table), files: [given.name], warnings: [] };
  }
  // Any of its files may be named.
  const stem = given.name.replace(/\.[^./]*$/, "");
  const part = (ending: string): GridFile => {
    const name = `${stem}${ending}`;
    return name === given.name ? given : { name, bytes: readWhole(jobFile.folder, name, place) };
  };
  const [shapes, table] = [part(".shp"), part(".dbf")];
  return { map: readShapefile(shapes, table), files: [shapes.name, table.name], warnings: [] };
}

async function readGrids(grid: GridFile, uncertainty: GridFile | undefined): Promise<ReadShakeMap> {
  const files = [grid, ...(uncertainty === undefined ? [] : [uncertainty])].map(({ name }) => name);
  let main: GridFile | undefined = grid;
  let beside = uncertainty;
  if (uncertainty === undefined && isArchive(grid)) {
    [main, beside] = await zipMembers(grid, ["grid.xml", "uncertainty.xml"]);
    if (main === undefined) [main] = await zipMembers(grid, [".xml"]);
  } else {
    if (isArchive(grid)) [main] = await zipMembers(grid, [".xml"]);
    if (beside !== undefined && isArchive(beside)) [beside] = await zipMembers(beside, [".xml"]);
  }
  if (main === undefined || (uncertainty !== undefined && beside === undefined))
    throw new InputError("the archive holds no grid", {
      file: main === undefined ? grid.name : uncertainty!.name,
      allowed: "a file whose name ends in grid.xml, and uncertainty.xml beside it",
    });
  const warnings =
    beside === undefined ? [`there is no uncertainty grid beside ${grid.name}: its motions count as sure`] : [];
  return { map: readGrid(main, beside), files, warnings };
}
