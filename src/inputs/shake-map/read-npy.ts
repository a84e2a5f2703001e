/**
 * ShakeMaps as NumPy arrays of records (`.npy`, format versions 1 to 3): fields `lon`, `lat` and the records `val` and `std` with
 * one number a measure, as `oq` saves them.
 */
import { InputError } from "../../input-error.ts";
import { parseLiteral, plain } from "../job-ini/literal.ts";
import type { ShakeMap } from "./shake-map.ts";

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const ALLOWED = "an array of records with the fields lon, lat, val and std, each number <f4 or <f8";

/** Type of a field as NumPy writes it: a text, or fields of its own. */
type FieldType = string | readonly (readonly [name: string, type: FieldType])[];

interface NumberField {
  /** `lon`, `val/PGA`. */
  readonly name: string;
  readonly offset: number;
  readonly bytes: 4 | 8;
}

/** @throws InputError for other files, and for arrays without these fields */
export function readNpy(name: string, bytes: Uint8Array): ShakeMap {
  const wrong = (message: string): InputError => new InputError(message, { file: name, allowed: ALLOWED });
  if (bytes.length < 12 || MAGIC.some((byte, i) => bytes[i] !== byte)) throw wrong("this is no file of NumPy (.npy)");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const long = bytes[6]! > 1;
  const start = long ? 12 : 10;
  const headLength = long ? view.getUint32(8, true) : view.getUint16(8, true);
  const head = headOf(new TextDecoder("latin1").decode(bytes.subarray(start, start + headLength)), wrong);
  const { fields, size } = numberFields(head.descr, wrong);
  const data = start + headLength;
  const count = head.shape[0] ?? 1;
  if (head.shape.length !== 1 || data + count * size > bytes.length)
    throw wrong(`the array of shape (${head.shape.join(", ")}) is not one column of records, or is cut off`);
  const column = (field: string): Float32Array | undefined => {
    const found = fields.find((candidate) => candidate.name === field);
    if (found === undefined) return undefined;
    return Float32Array.from({ length: count }, (_, i) => {
      const at = data + i * size + found.offset;
      return found.bytes === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true);
    });
  };
  const [lon, lat] = [column("lon"), column("lat")];
  if (lon === undefined || lat === undefined) throw wrong("the records have no lon and lat");
  const medians = new Map<string, Float32Array>();
  const deviations = new Map<string, Float32Array>();
  for (const field of fields) {
    const [group, measure] = field.name.split("/");
    if (group !== "val" || measure === undefined) continue;
    medians.set(measure, column(field.name)!);
    deviations.set(measure, column(`std/${measure}`) ?? new Float32Array(count));
  }
  if (medians.size === 0) throw wrong("the records have no motions");
  return { places: { kind: "points", lon, lat }, medians, deviations };
}

function headOf(
  text: string,
  wrong: (message: string) => InputError,
): { readonly descr: FieldType; readonly shape: readonly number[] } {
  let head: unknown;
  try {
    head = plain(parseLiteral(text.trim()));
  } catch {
    throw wrong("the head of the array cannot be read");
  }
  const { descr, shape } = head as { readonly descr?: unknown; readonly shape?: unknown };
  if (!Array.isArray(shape) || !shape.every((size) => Number.isInteger(size) && size >= 0))
    throw wrong("the head of the array has no shape");
  return { descr: descr as FieldType, shape: shape as number[] };
}

function numberFields(
  descr: FieldType,
  wrong: (message: string) => InputError,
): { readonly fields: readonly NumberField[]; readonly size: number } {
  const fields: NumberField[] = [];
  const walk = (type: FieldType, prefix: string, offset: number): number => {
    if (typeof type === "string") {
      const bytes = type === "<f4" ? 4 : type === "<f8" ? 8 : undefined;
      if (bytes === undefined || prefix === "") throw wrong(`the array holds ${JSON.stringify(type)}`);
      fields.push({ name: prefix, offset, bytes });
      return offset + bytes;
    }
    if (!Array.isArray(type)) throw wrong("the head of the array names no fields");
    let at = offset;
    for (const [name, inner] of type) at = walk(inner, prefix === "" ? name : `${prefix}/${name}`, at);
    return at;
  };
  return { size: walk(descr, "", 0), fields };
}
