/**
 * Ground motions as tables of magnitude and distance: amplitudes (not logarithms) by measure, and optionally total standard deviations.
 *
 * Interpolation, in this order: period, log10 of amplitude over log10 of period; magnitude, log10 of amplitude; distance, amplitude
 * linear in distance, or log-log. Magnitudes above the table count as its last; below it, periods outside it, are errors.
 */
import { InputError } from "../../../input-error.ts";
import { DISTANCE_COLUMNS, type DistanceColumn } from "../../context-block.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import type { ArrayArchive, NumericTable } from "./array-archive.ts";

/** Beyond the last distance the amplitude is this. */
const NOTHING = 1e-20;
/** Distances this near (km) to the ends count as inside. */
const EDGE = 0.001;

export interface GroundMotionTable {
  readonly name: string;
  readonly metric: DistanceColumn;
  readonly measures: readonly string[];
  readonly magnitudes: Float64Array;
  /** By distance (rows) and magnitude. */
  readonly distances: Float64Array;
  readonly amplitudes: (imt: IntensityMeasure) => Float64Array;
  readonly deviations: ((imt: IntensityMeasure) => Float64Array) | undefined;
}

/** Reads the arrays of a table file (`Mw`, `Distances`, `IMLs/...`, `Total/...`). @throws InputError for what is missing. */
export function groundMotionTable(name: string, table: NumericTable): GroundMotionTable {
  const array = (key: string) => {
    const found = table.arrays.get(key);
    if (found === undefined) throw new InputError(`the table has no ${key}`, { file: name });
    return found;
  };
  const metric = table.attributes["metric"];
  if (!isDistance(metric))
    throw new InputError(`the distance metric of the table is ${metric ?? "missing"}`, {
      file: name,
      allowed: DISTANCE_COLUMNS.join(", "),
    });
  const measures = ["PGA", "PGV", "SA"].filter((measure) => table.arrays.has(`IMLs/${measure}`));
  if (measures.includes("SA") && !table.arrays.has("IMLs/T"))
    throw new InputError("spectral accelerations need their periods", { file: name, allowed: "IMLs/T" });
  const magnitudes = array("Mw").data;

  /** log10 of one measure, by distance (rows) and magnitude. */
  function logarithms(group: string, imt: IntensityMeasure): Float64Array {
    if (imt.kind !== "SA") return array(`${group}/${imt.kind}`).data.map(Math.log10);
    const periods = array(`${group}/T`).data;
    const { data, shape } = array(`${group}/SA`);
    const count = periods.length;
    const first = Number((periods[0] ?? 0).toFixed(7));
    const last = Number((periods[count - 1] ?? 0).toFixed(7));
    const period = Number(imt.period.toFixed(7));
    if (period < first || period > last)
      throw new InputError(`no values for ${imt.name}`, { allowed: `SA(${first}) to SA(${last})` });
    let k = 1;
    while (k < count - 1 && imt.period > periods[k]!) k++;
    const t0 = Math.log10(periods[k - 1]!);
    const ratio = (Math.log10(imt.period) - t0) / (Math.log10(periods[k]!) - t0);
    const rows = shape[0] ?? 0;
    const columns = magnitudes.length;
    const result = new Float64Array(rows * columns);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const low = Math.log10(data[(row * count + k - 1) * columns + column]!);
        const high = Math.log10(data[(row * count + k) * columns + column]!);
        result[row * columns + column] = low + (high - low) * ratio;
      }
    return result;
  }
  return {
    name,
    metric,
    measures,
    magnitudes,
    distances: array("Distances").data,
    amplitudes: (imt) => logarithms("IMLs", imt),
    deviations:
      table.arrays.has("Total/PGA") || table.arrays.has("Total/SA") ? (imt) => logarithms("Total", imt) : undefined,
  };
}

/** The table of an archive that the argument `gmpe_table` names, with or without folders before it. @throws InputError when there is none. */
export function archivedGroundMotionTable(archive: ArrayArchive, model: string, path: string): GroundMotionTable {
  if (path === "")
    throw new InputError(`${model} needs gmpe_table`, {
      parameter: "gmpe_table",
      allowed: archive.names().join(", "),
    });
  const bare = path.replace(/^.*[/\\]/, "");
  return groundMotionTable(bare, archive.table(bare));
}

function isDistance(name: string | undefined): name is DistanceColumn {
  return (DISTANCE_COLUMNS as readonly (string | undefined)[]).includes(name);
}

/** One measure of a table for the magnitude last set. */
export interface GroundMotionCurve {
  /** Call when the magnitude changes. @throws InputError below the first magnitude of the table. */
  readonly setMagnitude: (mag: number) => void;
  /** ln of the amplitude at a distance (km). */
  readonly lnAmplitude: (distance: number) => number;
}

export type DistanceRule = "linear" | "logarithmic";

/** Values at one magnitude: distances (ascending) and amplitudes, refilled by `setMagnitude`. */
interface Column {
  readonly distances: Float64Array;
  readonly values: Float64Array;
}

function columnSetter(table: GroundMotionTable, logarithms: Float64Array, out: Column): (mag: number) => void {
  const { magnitudes, distances } = table;
  const columns = magnitudes.length;
  const rows = distances.length / columns;
  return (given) => {
    const mag = Math.round(given * 100) / 100;
    const capped = Math.min(mag, magnitudes[columns - 1]!);
    if (capped < magnitudes[0]!)
      throw new InputError(`magnitude ${mag} is below the table ${table.name}`, {
        allowed: `${magnitudes[0]} and more`,
      });
    let k = 1;
    while (k < columns - 1 && capped > magnitudes[k]!) k++;
    const ratio = (capped - magnitudes[k - 1]!) / (magnitudes[k]! - magnitudes[k - 1]!);
    // Distances are those of the last magnitude below; at the first magnitude the reference takes those of the last.
    let below = 0;
    while (below < columns && magnitudes[below]! < mag) below++;
    const from = below === 0 ? columns - 1 : below - 1;
    for (let row = 0; row < rows; row++) {
      const low = logarithms[row * columns + k - 1]!;
      const high = logarithms[row * columns + k]!;
      out.values[row] = 10 ** (low + (high - low) * ratio);
      out.distances[row] = distances[row * columns + from]!;
    }
  };
}

/** Index of the first of `distances` above `distance`, between 1 and the last. */
function segment(distances: Float64Array, distance: number): number {
  let low = 1;
  let high = distances.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (distance <= distances[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function groundMotionCurve(
  table: GroundMotionTable,
  imt: IntensityMeasure,
  rule: DistanceRule,
): GroundMotionCurve {
  const rows = table.distances.length / table.magnitudes.length;
  const column: Column = { distances: new Float64Array(rows), values: new Float64Array(rows) };
  const { distances, values } = column;
  const set = columnSetter(table, table.amplitudes(imt), column);
  if (rule === "linear")
    return {
      setMagnitude: set,
      lnAmplitude(distance) {
        if (distance < distances[0]! + EDGE) return Math.log(values[0]!);
        if (distance > distances[rows - 1]! + EDGE) return Math.log(NOTHING);
        if (distance >= distances[rows - 1]!) return Math.log(values[rows - 1]!);
        const k = segment(distances, distance);
        const ratio = (distance - distances[k - 1]!) / (distances[k]! - distances[k - 1]!);
        return Math.log(values[k - 1]! + (values[k]! - values[k - 1]!) * ratio);
      },
    };
  return {
    setMagnitude(mag) {
      set(mag);
      for (let row = 0; row < rows; row++) {
        distances[row] = Math.log10(Math.max(distances[row]!, 1e-5));
        values[row] = Math.log(values[row]!);
      }
    },
    lnAmplitude(distance) {
      const x = Math.log10(distance);
      if (x <= distances[0]!) return values[0]!;
      if (distance > 10 ** distances[rows - 1]! + EDGE) return Math.log(NOTHING);
      if (x >= distances[rows - 1]!) return values[rows - 1]!;
      const k = segment(distances, x);
      const ratio = (x - distances[k - 1]!) / (distances[k]! - distances[k - 1]!);
      return values[k - 1]! + (values[k]! - values[k - 1]!) * ratio;
    },
  };
}

/** Total standard deviation of a table: linear in distance, constant beyond the ends. */
export interface DeviationCurve {
  readonly setMagnitude: (mag: number) => void;
  readonly at: (distance: number) => number;
}

export function deviationCurve(table: GroundMotionTable, imt: IntensityMeasure): DeviationCurve {
  if (table.deviations === undefined) throw new InputError("the table has no deviations", { file: table.name });
  const rows = table.distances.length / table.magnitudes.length;
  const column: Column = { distances: new Float64Array(rows), values: new Float64Array(rows) };
  const { distances, values } = column;
  return {
    setMagnitude: columnSetter(table, table.deviations(imt), column),
    at(distance) {
      if (distance <= distances[0]!) return values[0]!;
      if (distance >= distances[rows - 1]!) return values[rows - 1]!;
      const k = segment(distances, distance);
      const ratio = (distance - distances[k - 1]!) / (distances[k]! - distances[k - 1]!);
      return values[k - 1]! + (values[k]! - values[k - 1]!) * ratio;
    },
  };
}
