/** One rupture of an event set that another calculation stored as HDF5: `rupture_model_file` and `rupture_id`. */
import { kindAndOriginOf, type RuptureOrigin } from "../../hazard/events/rupture-code.ts";
import type { StoredMesh, StoredSurface } from "../../hazard/events/stored-rupture.ts";
import { InputError } from "../../input-error.ts";
import { type Hdf5File, openHdf5 } from "../hdf5-file.ts";
import { type JobFile, placeOf } from "../job-ini/job-file.ts";

export interface RuptureOfEventSet {
  readonly seed: number;
  readonly mag: number;
  readonly rake: number;
  readonly hypocentre: readonly [number, number, number];
  readonly tectonicRegionType: string | undefined;
  /** Annual. */
  readonly rate: number;
  readonly origin: RuptureOrigin;
  readonly surface: StoredSurface;
}

/** Paths of a group of realizations that share a tectonic region type: the lower bits of `trt_smr`. */
const PATHS = 2 ** 24;

/** @throws InputError when `rupture_id` is not given, or the file has no such rupture */
export async function readRuptureOfEventSet(jobFile: JobFile, file: string): Promise<RuptureOfEventSet> {
  const id = jobFile.parameters.rupture_id;
  if (id === undefined)
    throw new InputError(`rupture_id must say which rupture of ${file} is meant`, {
      ...placeOf(jobFile, "rupture_model"),
      parameter: "rupture_id",
      allowed: "the number of a rupture, as in the column rup_id of ruptures.csv",
    });
  const hdf5 = await openHdf5(jobFile.folder, file);
  try {
    return ruptureOf(hdf5, file, id, jobFile);
  } finally {
    hdf5.close();
  }
}

function ruptureOf(hdf5: Hdf5File, file: string, id: number, jobFile: JobFile): RuptureOfEventSet {
  const table = hdf5.get("ruptures");
  const { fields = [] } = table ?? {};
  const wrong = (what: string): InputError => new InputError(`${file}: ${what}`, { file, parameter: "ruptures" });
  if (table === null || fields.length === 0) throw wrong("no table of ruptures");
  const records = table.value as readonly (readonly unknown[])[];
  const place = (name: string): number => {
    const at = fields.indexOf(name);
    if (at < 0) throw wrong(`the table of ruptures has no column ${name}`);
    return at;
  };
  const idAt = place("id");
  const record = records.find((each) => Number(each[idAt]) === id);
  if (record === undefined) {
    const ids = records.slice(0, 5).map((each) => String(each[idAt]));
    throw new InputError(`${file} has no rupture ${id}`, {
      ...placeOf(jobFile, "rupture_id"),
      allowed: records.length === 0 ? "a file with ruptures" : `${ids.join(", ")}${records.length > 5 ? " ..." : ""}`,
    });
  }
  const number = (name: string): number => Number(record[place(name)]);
  const names = hdf5.get("full_lt")?.attributes["trts"];
  const trt = Array.isArray(names) ? names[Math.floor(number("trt_smr") / PATHS)] : undefined;
  const { kind, origin } = kindAndOriginOf(number("code"));
  const meshes = meshesOf(hdf5, number("geom_id"), wrong);
  return {
    seed: number("seed"),
    mag: number("mag"),
    rake: number("rake"),
    hypocentre: hypocentreOf(record, fields, number),
    tectonicRegionType: trt === undefined ? undefined : String(trt),
    rate: number("occurrence_rate"),
    origin,
    surface: { kind: kind === "multi" ? (meshes.every(isPlane) ? "multiPlanar" : "multiKite") : kind, meshes },
  };
}

const isPlane = ({ rows, columns }: StoredMesh): boolean => rows === 1 && columns === 4;

/** Three numbers in one column, or a column each (files of ours). */
function hypocentreOf(
  record: readonly unknown[],
  fields: readonly string[],
  number: (name: string) => number,
): readonly [number, number, number] {
  const at = fields.indexOf("hypo");
  if (at < 0) return [number("hypo_0"), number("hypo_1"), number("hypo_2")];
  const [lon = 0, lat = 0, depth = 0] = Array.from(record[at] as ArrayLike<number>);
  return [lon, lat, depth];
}

/** Number of surfaces, rows and columns of each, then all longitudes, latitudes and depths of each. */
function meshesOf(hdf5: Hdf5File, geometry: number, wrong: (what: string) => InputError): readonly StoredMesh[] {
  const values = geometryOf(hdf5, geometry);
  if (values === undefined) throw wrong(`no geometry ${geometry} in rupgeoms`);
  const count = values[0]!;
  let at = 1 + 2 * count;
  return Array.from({ length: count }, (_, i): StoredMesh => {
    const [rows, columns] = [values[1 + 2 * i]!, values[2 + 2 * i]!];
    const size = rows * columns;
    const part = (axis: number) => values.slice(at + axis * size, at + (axis + 1) * size);
    const mesh = { rows, columns, lon: part(0), lat: part(1), depth: part(2) };
    at += 3 * size;
    return mesh;
  });
}

/** Lists of different length in one array, or all values with the places where each begins (files of ours). */
function geometryOf(hdf5: Hdf5File, geometry: number): Float32Array | undefined {
  const item = hdf5.get("rupgeoms");
  if (item?.shape !== undefined && item.shape !== null) {
    const [found] = geometry < (item.shape[0] ?? 0) ? (item.rows(geometry, geometry + 1) as ArrayLike<number>[]) : [];
    return found === undefined ? undefined : Float32Array.from(found);
  }
  const offsets = hdf5.get("rupgeoms/offsets")?.value as BigInt64Array | undefined;
  const [from, to] = [offsets?.[geometry], offsets?.[geometry + 1]];
  if (from === undefined || to === undefined) return undefined;
  return Float32Array.from(hdf5.get("rupgeoms/values")!.rows(Number(from), Number(to)) as ArrayLike<number>);
}
