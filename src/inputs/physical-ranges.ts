/**
 * Plausible values of every physical parameter, whatever document it stands in: one table.
 *
 * Outside `usual` a value is taken with a warning, outside `possible` it is refused: it is a slip of the unit (km/s for m/s, Pa for GPa)
 * or of a digit, and would be computed to numbers without meaning. The bands are wide on purpose: no published model is refused.
 */
import { InputError } from "../input-error.ts";

export interface PhysicalRange {
  /** In words. */
  readonly what: string;
  readonly unit: string;
  readonly usual: readonly [least: number, most: number];
  readonly possible: readonly [least: number, most: number];
  /** A value that stands for "not known". */
  readonly sentinel?: number;
}

const MAGNITUDE: PhysicalRange = { what: "magnitude", unit: "", usual: [2.5, 10.2], possible: [-2, 11] };
const BIN: PhysicalRange = { what: "width of magnitude bins", unit: "", usual: [0.01, 1], possible: [1e-5, 5] };
const DEPTH: PhysicalRange = { what: "depth", unit: "km", usual: [-9, 700], possible: [-10, 6371] };
const MESH: PhysicalRange = { what: "mesh spacing", unit: "km", usual: [0.01, 100], possible: [0.001, 1000] };
const VS30: PhysicalRange = { what: "vs30", unit: "m/s", usual: [50, 4000], possible: [10, 10_000], sentinel: -999 };
const Z1PT0: PhysicalRange = {
  what: "depth to 1 km/s",
  unit: "m",
  usual: [0, 3000],
  possible: [0, 20_000],
  sentinel: -999,
};
const Z2PT5: PhysicalRange = {
  what: "depth to 2.5 km/s",
  unit: "km",
  usual: [0, 15],
  possible: [0, 50],
  sentinel: -999,
};
const RATE: PhysicalRange = { what: "rate", unit: "a year", usual: [0, 1e4], possible: [0, 1e8] };
const A_VALUE: PhysicalRange = { what: "a-value", unit: "", usual: [-8, 12], possible: [-30, 20] };
const B_VALUE: PhysicalRange = { what: "b-value", unit: "", usual: [0.2, 3], possible: [0, 10] };
const DISTANCE: PhysicalRange = { what: "distance", unit: "km", usual: [0, 3000], possible: [0, 20_040] };

/** By the name of the element, attribute, column or job parameter. */
export const PHYSICAL_RANGES: { readonly [name: string]: PhysicalRange } = {
  // Magnitude-frequency distributions.
  minMag: MAGNITUDE,
  maxMag: MAGNITUDE,
  cornerMag: MAGNITUDE,
  characteristicMag: MAGNITUDE,
  refMagGR: MAGNITUDE,
  refMagAC: MAGNITUDE,
  magnitudes: MAGNITUDE,
  magnitude: MAGNITUDE,
  mag: MAGNITUDE,
  min_mag: MAGNITUDE,
  max_mag: MAGNITUDE,
  char_mag: MAGNITUDE,
  binWidth: BIN,
  bin_width: BIN,
  width_of_mfd_bin: BIN,
  aValue: A_VALUE,
  a_val: A_VALUE,
  bValue: B_VALUE,
  b_val: B_VALUE,
  bGR: B_VALUE,
  bAC: B_VALUE,
  occurRates: RATE,
  totalRate: RATE,
  rateRefGR: RATE,
  rateRefAC: RATE,
  characteristicRate: RATE,
  char_rate: RATE,
  occurrence_rate: RATE,
  slipRate: { what: "slip rate", unit: "mm a year", usual: [0, 250], possible: [0, 2000] },
  rigidity: { what: "rigidity", unit: "GPa", usual: [5, 200], possible: [0, 1000] },
  ruptAspectRatio: { what: "length over width", unit: "", usual: [0.1, 20], possible: [0, 1000] },
  aratio: { what: "length over width", unit: "", usual: [0.1, 20], possible: [0, 1000] },
  // Geometry.
  depth: DEPTH,
  upperSeismoDepth: DEPTH,
  lowerSeismoDepth: DEPTH,
  discretization: MESH,
  spacing: MESH,
  area_source_discretization: MESH,
  rupture_mesh_spacing: MESH,
  complex_fault_mesh_spacing: MESH,
  // Sites.
  vs30: VS30,
  reference_vs30_value: VS30,
  override_vs30: VS30,
  z1pt0: Z1PT0,
  reference_depth_to_1pt0km_per_sec: Z1PT0,
  z1pt4: { ...Z1PT0, what: "depth to 1.4 km/s" },
  reference_depth_to_1pt4km_per_sec: { ...Z1PT0, what: "depth to 1.4 km/s" },
  z2pt5: Z2PT5,
  reference_depth_to_2pt5km_per_sec: Z2PT5,
  kappa0: { what: "kappa", unit: "s", usual: [0, 0.2], possible: [0, 10], sentinel: -999 },
  // The calculation.
  investigation_time: { what: "investigation time", unit: "years", usual: [0, 100_000], possible: [0, 1e9] },
  risk_investigation_time: { what: "investigation time", unit: "years", usual: [0, 100_000], possible: [0, 1e9] },
  truncation_level: { what: "truncation level", unit: "standard deviations", usual: [0, 100], possible: [0, 1000] },
  mag_bin_width: { ...BIN, usual: [0.01, 5], possible: [1e-3, 20] },
  distance_bin_width: { what: "width of distance bins", unit: "km", usual: [0.1, 500], possible: [0.01, 20_040] },
  coordinate_bin_width: {
    what: "width of coordinate bins",
    unit: "degrees",
    usual: [0.01, 360],
    possible: [1e-3, 1000],
  },
  num_epsilon_bins: { what: "number of epsilon bins", unit: "", usual: [1, 100], possible: [1, 10_000] },
  maximum_distance: { ...DISTANCE, usual: [1, 3000] },
  minimum_distance: DISTANCE,
  pointsource_distance: DISTANCE,
  maximum_distance_stations: DISTANCE,
  asset_hazard_distance: DISTANCE,
  minimum_magnitude: { ...MAGNITUDE, usual: [0, 10.2] },
  region_grid_spacing: { what: "grid spacing", unit: "km", usual: [0.1, 500], possible: [0.001, 5000] },
  ps_grid_spacing: { what: "grid spacing", unit: "km", usual: [0, 500], possible: [0, 5000] },
};

/** Recorded accelerations: the largest ever are about 4 g. */
export const RECORDED: PhysicalRange = {
  what: "recorded acceleration",
  unit: "g",
  usual: [1e-6, 5],
  possible: [0, 1000],
};

/** Uncertainties of recordings, of natural logarithms. */
export const UNCERTAINTY: PhysicalRange = {
  what: "uncertainty",
  unit: "(natural logarithm)",
  usual: [0, 2],
  possible: [0, 100],
};

/** Levels of accelerations in g: more is a slip of the unit (gal, m/s2). */
export const ACCELERATION: PhysicalRange = { what: "acceleration", unit: "g", usual: [1e-6, 20], possible: [0, 1000] };

const within = (value: number, [least, most]: readonly [number, number]) => value >= least && value <= most;

/**
 * What is odd about a value: undefined within the usual.
 * @throws InputError, without a place, for values that cannot be meant.
 */
export function unusual(range: PhysicalRange, value: number): string | undefined {
  if (within(value, range.usual) || value === range.sentinel || !Number.isFinite(value)) return undefined;
  const unit = range.unit === "" ? "" : ` ${range.unit}`;
  const shown = (bounds: readonly [number, number]) => `${bounds[0]} to ${bounds[1]}${unit}`;
  if (!within(value, range.possible))
    throw new InputError(
      `${/^[aeiou]/.test(range.what) ? "an" : "a"} ${range.what} of ${value}${unit} cannot be meant`,
      { allowed: shown(range.possible) },
    );
  const article = /^[aeiou]/.test(range.what) ? "an" : "a";
  return `${article} ${range.what} of ${value}${unit} is unusual: ${shown(range.usual)} is expected`;
}

/** The first odd value of a list. @throws InputError for values that cannot be meant. */
export function unusualOf(name: string, values: number | Iterable<number>): string | undefined {
  const range = Object.hasOwn(PHYSICAL_RANGES, name) ? PHYSICAL_RANGES[name] : undefined;
  if (range === undefined) return undefined;
  if (typeof values === "number") return unusual(range, values);
  let first: string | undefined;
  for (const value of values) {
    const odd = unusual(range, value);
    first ??= odd;
  }
  return first;
}
