/** Ruptures as csv, one a row: what `extract/ruptures` of a calculation writes. */

import type { RuptureOrigin } from "../../hazard/events/rupture-code.ts";
import type { StoredMesh, StoredSurface } from "../../hazard/events/stored-rupture.ts";
import type { MeshKind } from "../../hazard/surfaces/whole-surface.ts";
import { InputError, ProblemList } from "../../input-error.ts";
import { readCsv } from "../csv.ts";
import { numberColumn, textColumn } from "../csv-columns.ts";
import { type InputFolder, readWhole } from "../input-folder.ts";

export interface CsvRupture {
  readonly seed: number;
  readonly mag: number;
  readonly rake: number;
  readonly hypocentre: readonly [number, number, number];
  readonly tectonicRegionType: string;
  /** Annual; NaN where it is not told. */
  readonly rate: number;
  readonly origin: RuptureOrigin;
  /** Names of classes: of the rupture and of its surface. */
  readonly kind: string;
  readonly surface: StoredSurface;
  /** The reference finds no box around a surface whose first mesh has gaps, and so no site near the rupture. */
  readonly withoutBox: boolean;
  readonly line: number;
}

/** By the class of the surface. */
const MESH_KINDS: { readonly [className: string]: MeshKind } = {
  SimpleFaultSurface: "simpleFault",
  ComplexFaultSurface: "complexFault",
  KiteSurface: "kite",
  GriddedSurface: "gridded",
};

/** @throws InputError for missing columns and cells that are no numbers, kinds or meshes */
export function readRuptureCsv(folder: InputFolder, file: string): readonly CsvRupture[] {
  const table = readCsv(readWhole(folder, file), file);
  const problems = new ProblemList();
  const column = (name: string) => numberColumn(table, name, problems);
  const [seed, mag, rake, lon, lat, depth] = ["seed", "mag", "rake", "lon", "lat", "dep"].map(column);
  const [tectonicRegionTypes, kinds, meshes] = ["trt", "kind", "mesh"].map((name) => textColumn(table, name));
  const extras = table.fields.includes("extra") ? textColumn(table, "extra") : undefined;
  problems.throwIfAny();
  const ruptures = table.rows.map((_, i): CsvRupture | undefined => {
    const place = { file, line: table.lines[i]! };
    const surface = problems.attempt(() => readSurface(kinds![i]!, meshes![i]!, place));
    return surface === undefined
      ? undefined
      : {
          seed: seed![i]!,
          mag: mag![i]!,
          rake: rake![i]!,
          hypocentre: [lon![i]!, lat![i]!, depth![i]!],
          tectonicRegionType: tectonicRegionTypes![i]!,
          kind: kinds![i]!,
          rate: readRate(extras?.[i] ?? ""),
          origin: originOf(kinds![i]!),
          surface,
          withoutBox: surface.meshes[0]!.lon.some(Number.isNaN),
          line: place.line,
        };
  });
  problems.throwIfAny();
  if (ruptures.length === 0) throw new InputError(`${file} holds no rupture`, { file });
  return ruptures.filter((rupture) => rupture !== undefined);
}

/** `{"occurrence_rate": 1e-05}`; ruptures with probabilities tell none. */
function readRate(text: string): number {
  const rate = /"occurrence_rate"\s*:\s*([^,}\s]+)/.exec(text)?.[1];
  return rate === undefined ? Number.NaN : Number(rate);
}

/** By the class of the rupture. */
function originOf(kind: string): RuptureOrigin {
  if (kind.startsWith("ParametricProbabilisticRupture")) return "rates";
  return kind.startsWith("NonParametricProbabilisticRupture") ? "probabilities" : "given";
}

function readSurface(kind: string, text: string, place: { file: string; line: number }): StoredSurface {
  const meshes = readMeshes(text, place);
  const className = kind.split(/\s+/)[1] ?? "";
  const isPlane = ({ rows, columns }: StoredMesh): boolean => rows === 1 && columns === 4;
  if (className === "PlanarSurface") {
    if (meshes.length !== 1 || !isPlane(meshes[0]!))
      throw new InputError("the mesh of a plane has four corners", { ...place, parameter: "mesh" });
    return { kind: "planar", meshes };
  }
  if (className === "MultiSurface") return { kind: meshes.every(isPlane) ? "multiPlanar" : "multiKite", meshes };
  const meshKind = MESH_KINDS[className];
  if (meshKind === undefined)
    throw new InputError(`unknown kind of rupture "${kind}"`, {
      ...place,
      parameter: "kind",
      allowed: ["PlanarSurface", "MultiSurface", ...Object.keys(MESH_KINDS)].join(", "),
    });
  return { kind: meshKind, meshes: [meshes[0]!] };
}

/** JSON: a list of surfaces, each longitudes, latitudes and depths, each rows of nodes. */
function readMeshes(text: string, place: { file: string; line: number }): readonly StoredMesh[] {
  const wrong = (): InputError =>
    new InputError("mesh is not a list of surfaces with rows of longitudes, latitudes and depths", {
      ...place,
      parameter: "mesh",
    });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/\bNaN\b/g, "null"));
  } catch {
    throw wrong();
  }
  if (!Array.isArray(parsed) || parsed.length === 0) throw wrong();
  return parsed.map((surface): StoredMesh => {
    if (!Array.isArray(surface) || surface.length !== 3) throw wrong();
    const [lon, lat, depth] = surface as [number[][], number[][], number[][]];
    const rows = lon.length;
    const columns = lon[0]?.length ?? 0;
    const flat = (values: number[][]): Float32Array => {
      if (!Array.isArray(values) || values.length !== rows || values.some((row) => row.length !== columns))
        throw wrong();
      return Float32Array.from(values.flat(), (value) => value ?? Number.NaN);
    };
    if (rows * columns === 0) throw wrong();
    return { rows, columns, lon: flat(lon), lat: flat(lat), depth: flat(depth) };
  });
}
