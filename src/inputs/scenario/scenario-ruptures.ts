/** The ruptures of a scenario: of a model in XML, of `rupture_dict`, of a csv file, or of an event set in HDF5. */
import type { Point } from "../../geo/spaced-points.ts";
import type { RuptureOrigin } from "../../hazard/events/rupture-code.ts";
import { hypocentreOnSurface, planeAround } from "../../hazard/events/scenario-rupture.ts";
import { type StoredRupture, storeSurface } from "../../hazard/events/stored-rupture.ts";
import { type RuptureSurface, ruptureSurface } from "../../hazard/surfaces/rupture-surface.ts";
import type { SurfaceGeometry } from "../../hazard/surfaces/surface-geometry.ts";
import type { MeshKind } from "../../hazard/surfaces/whole-surface.ts";
import { InputError, ProblemList } from "../../input-error.ts";
import { type JobFile, placeOf } from "../job-ini/job-file.ts";
import { readRuptureModel } from "../rupture-model.ts";
import { readRuptureCsv } from "./rupture-csv.ts";
import { readRuptureOfEventSet } from "./rupture-of-event-set.ts";

export interface ScenarioRupture extends StoredRupture {
  /** Where it is told; else the ground-motion tree's only one. */
  readonly tectonicRegionType: string | undefined;
  /** Annual, where it is told. */
  readonly rate?: number;
  readonly origin?: RuptureOrigin;
  /** The reference finds no site near it, whatever the distance. */
  readonly withoutBox?: boolean;
}

export interface ScenarioRuptures {
  readonly ruptures: readonly ScenarioRupture[];
  readonly warnings: readonly string[];
}

/**
 * None where the job names no rupture: its fields come from elsewhere.
 * @throws InputError for ruptures that are none
 */
export async function readScenarioRuptures(jobFile: JobFile): Promise<ScenarioRuptures> {
  const { parameters } = jobFile;
  const [file] = jobFile.inputs.get("rupture_model")?.files ?? [];
  const place = placeOf(jobFile, file === undefined ? "rupture_dict" : "rupture_model");
  const warnings =
    parameters.rupture_id === undefined || file?.endsWith(".hdf5") === true
      ? []
      : ["rupture_id picks a rupture of an event set in HDF5: it has no meaning beside another rupture"];
  if (file?.endsWith(".csv")) {
    const ruptures = readRuptureCsv(jobFile.folder, file).map(
      ({ line: _line, kind: _kind, ...rupture }, id): ScenarioRupture => ({
        ...rupture,
        id,
        occurrences: 1,
      }),
    );
    return { ruptures, warnings };
  }
  if (file?.endsWith(".hdf5")) {
    const rupture = await readRuptureOfEventSet(jobFile, file);
    return { ruptures: [{ ...rupture, id: 0, occurrences: 1 }], warnings };
  }
  if (file !== undefined && !file.endsWith(".xml"))
    throw new InputError(`rupture models are read from xml, csv and hdf5, not from ${file}`, {
      ...place,
      allowed: "a file whose name ends in .xml, .csv or .hdf5",
    });
  const given = file === undefined ? ruptureOfParameters(jobFile) : ruptureOfModel(jobFile, file);
  if (given === undefined) return { ruptures: [], warnings };
  const { surface, meshKind, mag, rake, hypocentre, tectonicRegionType } = given;
  const moved = hypocentreOnSurface(surface, hypocentre);
  const rupture: ScenarioRupture = {
    ...{ id: 0, seed: parameters.ses_seed, mag, rake, hypocentre: moved, tectonicRegionType, occurrences: 1 },
    surface: storeSurface(surface, meshKind),
  };
  const shown = ([lon, lat, depth]: Point) => `${lon.toFixed(6)} ${lat.toFixed(6)} ${depth.toFixed(4)}`;
  if (moved !== hypocentre)
    warnings.push(
      `The hypocenter (${shown(hypocentre)}) was outside the surface of the rupture, so it was moved to the middle of the surface (${shown(moved)})`,
    );
  return { ruptures: [rupture], warnings };
}

interface GivenRupture {
  readonly surface: RuptureSurface;
  readonly meshKind: MeshKind;
  readonly mag: number;
  readonly rake: number;
  readonly hypocentre: Point;
  readonly tectonicRegionType: string | undefined;
}

function ruptureOfModel(jobFile: JobFile, file: string): GivenRupture {
  const { mag, rake, hypocentre, surface: geometry } = readRuptureModel(jobFile.folder, file);
  // Complex surfaces have the same spacing here, whatever complex_fault_mesh_spacing says of sources.
  const { rupture_mesh_spacing: ruptureMesh } = jobFile.parameters;
  const surface = ruptureSurface(geometry, { ruptureMesh, complexFaultMesh: ruptureMesh }, { file });
  const [lon, lat, depth] = hypocentre;
  return {
    ...{ surface, mag, rake, tectonicRegionType: undefined },
    meshKind: meshKindOf(geometry),
    hypocentre: [lon, lat, depth],
  };
}

function meshKindOf({ kind }: SurfaceGeometry): MeshKind {
  switch (kind) {
    case "complexFaultGeometry":
      return "complexFault";
    case "kiteSurface":
      return "kite";
    case "griddedSurface":
      return "gridded";
    default:
      return "simpleFault";
  }
}

const NEEDED = ["lon", "lat", "dep", "mag", "rake"] as const;
const FURTHER = ["strike", "dip", "trt", "msr", "aspect_ratio", "rake"] as const;

/** `{'lon': 0, 'lat': 0, 'dep': 6, 'mag': 6.5, 'rake': 0}` and what else is known of it. */
function ruptureOfParameters(jobFile: JobFile): GivenRupture | undefined {
  const given = jobFile.parameters.rupture_dict as { readonly [name: string]: unknown };
  if (Object.keys(given).length === 0) return undefined;
  const place = placeOf(jobFile, "rupture_dict");
  const problems = new ProblemList();
  const number = (name: string, standard: number | undefined, low: number, high: number): number => {
    const value = given[name] ?? standard;
    if (typeof value !== "number" || !(value >= low && value <= high)) {
      const what = value === undefined ? `rupture_dict has no ${name}` : `rupture_dict: ${name} is ${String(value)}`;
      problems.add(what, { ...place, allowed: `a number from ${low} to ${high}` });
      return Number.NaN;
    }
    return value;
  };
  for (const name of Object.keys(given))
    if (![...NEEDED, ...FURTHER].includes(name as (typeof NEEDED)[number]))
      problems.add(`rupture_dict: ${name} has no meaning`, { ...place, allowed: [...NEEDED, ...FURTHER].join(", ") });
  const hypocentre: Point = [
    number("lon", undefined, -180, 180),
    number("lat", undefined, -90, 90),
    number("dep", undefined, 0, 1000),
  ];
  const { msr, trt } = given;
  const parameters = {
    mag: number("mag", undefined, 0, 11),
    rake: number("rake", undefined, -180, 180),
    strike: number("strike", 0, 0, 360),
    dip: number("dip", 90, 0, 90),
    hypocentre,
    ...(typeof msr === "string" && msr !== ""
      ? { scaling: { name: msr, aspectRatio: number("aspect_ratio", 2, 0.01, 100) } }
      : {}),
  };
  problems.throwIfAny();
  return {
    surface: { kind: "planar", surface: planeAround(parameters) },
    meshKind: "simpleFault",
    mag: parameters.mag,
    rake: parameters.rake,
    hypocentre,
    tectonicRegionType: typeof trt === "string" ? trt : undefined,
  };
}
