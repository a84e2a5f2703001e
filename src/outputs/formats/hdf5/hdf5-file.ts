/** Writing HDF5 with h5wasm: datasets and attributes with the types that h5py and the reference's library expect. */
import type { Dtype, Group } from "h5wasm/node";
import { type DType, itemSize, type JsonValue, type NumericArray, textWidth } from "../../../datastore/index.ts";

/** Larger arrays are chunked and written piece by piece. */
const WHOLE_BYTES = 16 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

const LETTERS: { readonly [dtype: string]: string } = {
  "<f8": "<d",
  "<f4": "<f",
  "<i8": "<q",
  "<i4": "<i",
  "<i2": "<h",
  "<u8": "<Q",
  "<u4": "<I",
  "<u2": "<H",
  "|u1": "<B",
  "|i1": "<b",
  "|b1": "<b",
};

/** h5wasm's name of a stored type; booleans become 8-bit integers. */
export function hdf5Type(dtype: DType): string {
  const width = textWidth(dtype);
  const letter = width === undefined ? LETTERS[dtype] : `S${width}`;
  if (letter === undefined) throw new TypeError(`no HDF5 type for ${dtype}`);
  return letter;
}

/** Numbers of one column as the array type its HDF5 type wants. */
export function hdf5Values(dtype: DType, data: NumericArray | readonly string[]): NumericArray | string[] {
  if (!ArrayBuffer.isView(data)) return [...data];
  return dtype === "|b1" ? new Int8Array(data.buffer, data.byteOffset, data.length) : data;
}

export type ReadRows = (start: number, stop: number) => Promise<NumericArray | string[]>;

/** A dataset of numbers or fixed-width texts; `read` gives rows along the first dimension. */
export async function writeDataset(
  group: Group,
  name: string,
  dtype: DType,
  shape: readonly number[],
  read: ReadRows,
): Promise<void> {
  const rowBytes = itemSize(dtype) * shape.slice(1).reduce((a, b) => a * b, 1);
  await writeInPieces(group, name, hdf5Type(dtype), shape, rowBytes, read);
}

async function writeInPieces(
  group: Group,
  name: string,
  dtype: Dtype,
  shape: readonly number[],
  rowBytes: number,
  read: (start: number, stop: number) => Promise<unknown>,
): Promise<void> {
  const rows = shape[0] ?? 1;
  type Data = Parameters<Group["create_dataset"]>[0]["data"];
  if (shape.length === 0 || rows * rowBytes <= WHOLE_BYTES) {
    group.create_dataset({ name, data: (await read(0, rows)) as Data, shape: [...shape], dtype });
    return;
  }
  const rest = shape.slice(1);
  const step = Math.max(1, Math.floor(WHOLE_BYTES / rowBytes));
  const chunk = Math.max(1, Math.min(rows, Math.floor(CHUNK_BYTES / rowBytes)));
  const dataset = group.create_dataset({
    name,
    data: (await read(0, step)) as Data,
    shape: [step, ...rest],
    dtype,
    maxshape: [null, ...rest],
    chunks: [chunk, ...rest],
  });
  dataset.resize([rows, ...rest]);
  for (let start = step; start < rows; start += step) {
    const stop = Math.min(rows, start + step);
    dataset.write_slice(
      [[start, stop], ...rest.map((size) => [0, size])] as [number, number][],
      await read(start, stop),
    );
  }
}

export interface CompoundMember {
  readonly name: string;
  readonly dtype: DType;
  /** Shape of one cell. */
  readonly shape: readonly number[];
  readonly read: ReadRows;
}

/** A dataset of records. Members that are arrays themselves are split into `name_0`, `name_1` ... */
export async function writeCompound(
  group: Group,
  name: string,
  members: readonly CompoundMember[],
  rows: number,
): Promise<void> {
  const flat = members.flatMap((member) => {
    const width = member.shape.reduce((a, b) => a * b, 1);
    return Array.from({ length: width }, (_, i) => ({
      member,
      width,
      index: i,
      name: member.shape.length === 0 ? member.name : `${member.name}_${i}`,
    }));
  });
  const dtype = flat.map(({ name: field, member }): [string, string] => [field, hdf5Type(member.dtype)]);
  const rowBytes = flat.reduce((sum, { member }) => sum + itemSize(member.dtype), 0);
  await writeInPieces(group, name, dtype, [rows], rowBytes, async (start, stop) => {
    const read = new Map<CompoundMember, NumericArray | string[]>();
    for (const member of members) read.set(member, await member.read(start, stop));
    return new Map(
      flat.map(({ name: field, member, width, index }) => {
        const data = read.get(member)!;
        if (width === 1) return [field, data] as const;
        return [field, (data as Float64Array).filter((_, i) => i % width === index)] as const;
      }),
    );
  });
}

/** A scalar text of variable length. */
export function writeText(group: Group, name: string, text: string): void {
  group.create_dataset({ name, data: [text], shape: [], dtype: "S" });
}

type Attributed = Pick<Group, "create_attribute">;

/** Texts of variable length, numbers, booleans, lists of them; other values as JSON text. */
export function writeAttribute(target: Attributed, name: string, value: JsonValue): void {
  if (value === null) return;
  if (typeof value === "string") target.create_attribute(name, [value], [], "S");
  else if (typeof value === "boolean") target.create_attribute(name, [value ? 1 : 0], [], "<b");
  else if (typeof value === "number") {
    if (Number.isSafeInteger(value)) target.create_attribute(name, BigInt64Array.of(BigInt(value)), [], "<q");
    else target.create_attribute(name, [value], [], "<d");
  } else if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string")) {
    target.create_attribute(name, [...value], [value.length], "S");
  } else if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "number")) {
    target.create_attribute(name, Float64Array.from(value as number[]), [value.length], "<d");
  } else target.create_attribute(name, [JSON.stringify(value)], [], "S");
}
