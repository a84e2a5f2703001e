/** Opening HDF5 files of a job. The library is loaded only when there is one (0.6 s). */
import { closeSync, openSync, readSync } from "node:fs";
import { InputError } from "../input-error.ts";
import { type InputFolder, pathOf } from "./input-folder.ts";

/** An array of the file: its shape and, when it is asked for, its values. Groups have no shape. */
export interface Hdf5Item {
  readonly shape?: readonly number[] | null;
  readonly value: unknown;
  /** Rows start..stop-1 of an array of numbers. */
  readonly rows: (start: number, stop: number) => unknown;
  /** Names of the columns of an array of records; none of other arrays. */
  readonly fields: readonly string[];
  readonly attributes: { readonly [name: string]: unknown };
}

export interface Hdf5File {
  /** A group or array by its path, null when there is none. */
  readonly get: (path: string) => Hdf5Item | null;
  /** Names of what a group holds; none of what is no group. */
  readonly members: (path: string) => readonly string[];
  /** Numbers of a table by column: an array of records, or a group with an array a column. */
  readonly columns: (path: string) => ReadonlyMap<string, Float64Array>;
  readonly close: () => void;
}

interface H5Records {
  readonly metadata: { readonly compound_type?: { readonly members: readonly { readonly name: string }[] } };
  readonly value: unknown;
}

interface H5Sliced {
  slice(ranges: readonly (readonly [number, number])[]): unknown;
}

interface H5Attributes {
  readonly attrs: { readonly [name: string]: { readonly value: unknown } };
}

const SIGNATURE = Buffer.from([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]);
/** A block of the user may come first: the signature stands at 0, 512, 1024, 2048 ... */
const LAST_PLACE = 2 ** 20;

function hasSignature(path: string): boolean {
  const file = openSync(path, "r");
  try {
    const found = Buffer.alloc(SIGNATURE.length);
    for (let at = 0; at <= LAST_PLACE; at = at === 0 ? 512 : at * 2) {
      if (readSync(file, found, 0, found.length, at) < found.length) return false;
      if (found.equals(SIGNATURE)) return true;
    }
    return false;
  } finally {
    closeSync(file);
  }
}

/**
 * @param name relative to the folder's root.
 * @throws InputError for a file that is not there or is no HDF5 file.
 */
export async function openHdf5(folder: InputFolder, name: string): Promise<Hdf5File> {
  const path = pathOf(folder, name);
  const refused = new InputError(`${name} is not an HDF5 file`, { file: name });
  if (!hasSignature(path)) throw refused;
  const { ready, File } = await import("h5wasm/node");
  const library = await ready;
  // Otherwise mistakes are printed, and not thrown.
  library.activate_throwing_error_handler();
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch {
      return undefined;
    }
  };
  const file = attempt(() => new File(path, "r"));
  const close = () => {
    if (file !== undefined) attempt(() => file.close());
    library.deactivate_throwing_error_handler();
  };
  if (file === undefined || file.file_id < 0n) {
    close();
    throw refused;
  }
  const get = (item: string): Hdf5Item | null => {
    const found = attempt(() => file.get(item)) as Hdf5Item | null | undefined;
    if (found === null || found === undefined) return null;
    const shape = attempt(() => found.shape);
    return {
      ...(shape === undefined ? {} : { shape }),
      get value() {
        const value = attempt(() => found.value);
        if (value === undefined)
          throw new InputError(`${name}: ${item} cannot be read`, { file: name, parameter: item });
        return value;
      },
      rows(start, stop) {
        const value = attempt(() => (found as unknown as H5Sliced).slice([[start, stop]]));
        if (value === undefined)
          throw new InputError(`${name}: ${item} cannot be read`, { file: name, parameter: item });
        return value;
      },
      get fields() {
        const { compound_type } = attempt(() => (found as unknown as H5Records).metadata) ?? {};
        return compound_type?.members.map((member) => member.name) ?? [];
      },
      get attributes() {
        const attributes = attempt(() => Object.entries((found as unknown as H5Attributes).attrs)) ?? [];
        return Object.fromEntries(attributes.map(([key, attribute]) => [key, attempt(() => attribute.value)]));
      },
    };
  };
  const members = (path: string): readonly string[] => {
    const found = attempt(() => file.get(path));
    return found !== null && found !== undefined && "keys" in found ? (attempt(() => found.keys()) ?? []) : [];
  };
  const columns = (path: string): ReadonlyMap<string, Float64Array> => {
    const numbers = (values: unknown) => Float64Array.from(values as ArrayLike<number | bigint>, Number);
    const names = members(path);
    if (names.length > 0) return new Map(names.map((name) => [name, numbers(get(`${path}/${name}`)!.value)]));
    const found = attempt(() => file.get(path)) as H5Records | null | undefined;
    const records = found?.metadata.compound_type?.members ?? [];
    const rows = records.length === 0 ? [] : (get(path)!.value as readonly (readonly (number | bigint)[])[]);
    return new Map(records.map(({ name }, i) => [name, Float64Array.from(rows, (row) => Number(row[i]))]));
  };
  return { get, members, columns, close };
}
