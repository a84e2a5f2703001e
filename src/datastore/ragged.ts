/**
 * Rows of different lengths: all values one after the other in `<name>/values`, and where each row begins in
 * `<name>/offsets` (rows + 1 numbers, the last is the number of values).
 */
import type { DatastoreReader, DatastoreWriter, NumericArray, RowRange } from "./datastore.ts";

/** Writes ragged rows; `offsets` has one number more than there are rows and begins with 0. */
export function putRagged(
  writer: DatastoreWriter,
  name: string,
  values: NumericArray,
  offsets: readonly number[],
  unit?: string,
): void {
  if (offsets[0] !== 0 || offsets.at(-1) !== values.length)
    throw new RangeError(`${name}: the offsets do not span the values`);
  writer.putArray(`${name}/values`, values, {
    shape: [values.length],
    ...(unit === undefined ? {} : { unit }),
    attributes: { ragged: "values" },
  });
  writer.putArray(`${name}/offsets`, BigInt64Array.from(offsets, BigInt), {
    shape: [offsets.length],
    attributes: { ragged: "offsets" },
  });
}

/** Adds rows of the given lengths behind those stored. */
export function appendRagged(
  writer: DatastoreWriter,
  name: string,
  values: NumericArray,
  lengths: readonly number[],
): void {
  const stored = writer.describe(`${name}/values`);
  if (stored?.kind !== "array") throw new Error(`there are no ragged rows ${name} to append to`);
  let end = stored.shape[0]!;
  const offsets = lengths.map((length) => {
    end += length;
    return BigInt(end);
  });
  if (end !== stored.shape[0]! + values.length) throw new RangeError(`${name}: the lengths do not span the values`);
  writer.appendArray(`${name}/values`, values);
  writer.appendArray(`${name}/offsets`, BigInt64Array.from(offsets));
}

/** Rows start..stop-1 as views of one array. */
export async function readRagged(reader: DatastoreReader, name: string, rows?: RowRange): Promise<NumericArray[]> {
  const start = rows?.start ?? 0;
  const all = { start, stop: (rows?.stop ?? Number.MAX_SAFE_INTEGER - 1) + 1 };
  const offsets = Array.from(await reader.readArray(`${name}/offsets`, all), Number);
  const first = offsets[0] ?? 0;
  const values = await reader.readArray(`${name}/values`, { start: first, stop: offsets.at(-1) ?? first });
  return offsets.slice(1).map((stop, i) => values.subarray(offsets[i]! - first, stop - first));
}
