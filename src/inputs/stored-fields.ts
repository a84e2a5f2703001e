/** Ground-motion fields of another calculation in HDF5, with the sites they are at. */
import type { SiteCollection } from "../hazard/sites/site-collection.ts";
import { InputError } from "../input-error.ts";
import type { GroundMotionFields } from "./ground-motion-fields.ts";
import { type Hdf5File, openHdf5 } from "./hdf5-file.ts";
import type { InputFolder } from "./input-folder.ts";
import { parseIntensityMeasure } from "./intensity-measures.ts";

/** Columns of the table of fields, and tables beside them, that are no motions. */
const NO_MOTIONS: ReadonlySet<string> = new Set(["sid", "eid", "slices", "sigma_epsilon", "time_by_rup", "rup_info"]);
const PLACES: ReadonlySet<string> = new Set(["sids", "lon", "lat", "depth"]);

/** @throws InputError for files that hold no fields or no sites */
export async function readStoredFields(folder: InputFolder, name: string): Promise<GroundMotionFields> {
  const file = await openHdf5(folder, name);
  try {
    return fieldsOf(file, name);
  } finally {
    file.close();
  }
}

/** Sites that the fields of a file are at, in the order of their numbers. @throws InputError for a file without sites */
export async function readStoredSites(folder: InputFolder, name: string): Promise<SiteCollection> {
  const file = await openHdf5(folder, name);
  try {
    return sitesOf(file, name);
  } finally {
    file.close();
  }
}

function fieldsOf(file: Hdf5File, name: string): GroundMotionFields {
  const events = numbersOf(file, name, "gmf_data/eid");
  const sites = numbersOf(file, name, "gmf_data/sid");
  const about = file.get("gmf_data")!.attributes;
  // Older files number the measures (`gmv_0`) and name them in an attribute.
  const measures = String(about["imts"] ?? "").split(" ");
  const motions = new Map<string, Float64Array>();
  for (const column of file.members("gmf_data")) {
    if (NO_MOTIONS.has(column)) continue;
    const numbered = /^gmv_(\d+)$/.exec(column);
    const written = numbered === null ? column : measures[Number(numbered[1])];
    if (written === undefined)
      throw new InputError(`${name}: the attribute imts does not name ${column}`, {
        file: name,
        parameter: `gmf_data/${column}`,
      });
    motions.set(parseIntensityMeasure(written).name, numbersOf(file, name, `gmf_data/${column}`));
  }
  const count = Number(about["num_events"] ?? 0);
  const between = file.columns("gmf_data/sigma_epsilon");
  return {
    ...{ events, sites: Array.from(sites, String), byNumber: true, motions },
    ...(count > 0 ? { count } : {}),
    ...(between.size > 0 ? { betweenEvents: between } : {}),
  };
}

function sitesOf(file: Hdf5File, name: string): SiteCollection {
  const lon = numbersOf(file, name, "sitecol/lon");
  const lat = numbersOf(file, name, "sitecol/lat");
  const columns = file.members("sitecol");
  const depth = columns.includes("depth") ? numbersOf(file, name, "sitecol/depth") : new Float64Array(lon.length);
  const parameters = new Map<string, Float64Array>();
  const texts = new Map<string, readonly string[]>();
  for (const column of columns) {
    if (PLACES.has(column)) continue;
    const { value } = file.get(`sitecol/${column}`)!;
    if (Array.isArray(value) && typeof value[0] === "string") texts.set(column, value.map(String));
    else parameters.set(column, numbersOf(file, name, `sitecol/${column}`));
  }
  return { count: lon.length, lon, lat, depth, parameters, texts };
}

/** @throws InputError for an array that is not there or holds no numbers */
function numbersOf(file: Hdf5File, name: string, path: string): Float64Array {
  const value = file.get(path)?.value;
  if (!ArrayBuffer.isView(value) && !Array.isArray(value))
    throw new InputError(`${name} has no numbers ${path}`, { file: name, parameter: path });
  const numbers = Float64Array.from(value as unknown as ArrayLike<number | bigint | boolean>, Number);
  if (!numbers.every(Number.isFinite))
    throw new InputError(`${name}: ${path} holds values that are no numbers`, { file: name, parameter: path });
  return numbers;
}
