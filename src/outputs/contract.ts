/** What others see of this folder: entries of the list of outputs, files of an export, arrays of an extract. */
import type { NpyDescr } from "../datastore/index.ts";

/** One line of the list of outputs, in the order of the datastore keys. */
export interface OutputEntry {
  /** Datastore key: `hcurves`. */
  readonly key: string;
  /** Display name: `Hazard Curves`. */
  readonly name: string;
  /** Export types the reference lists, the first is the default: `["csv", "npz"]`. `describeOutputs` names the others. */
  readonly types: readonly string[];
  /** Uncompressed mebibytes; null for outputs computed on request. */
  readonly sizeMb: number | null;
}

/** Which part of an output is wanted. Empty or absent: all. */
export interface OutputFilters {
  readonly siteIds?: readonly number[];
  /** west, south, east, north in degrees; west > east crosses the date line. */
  readonly bbox?: readonly [number, number, number, number];
  readonly measures?: readonly string[];
  /** `mean`, `quantile-0.15`, `rlz-3`, `stats`, `rlzs`. */
  readonly kinds?: readonly string[];
  /** Names of tables: `hazard_curve-mean-PGA`. */
  readonly tables?: readonly string[];
  /** Only the rows of this event. */
  readonly event?: number;
}

/** A file made from the results: name, content type, bytes as they come. */
export interface OutputFile {
  readonly name: string;
  readonly type: string;
  /** May be asked for once. */
  readonly content: AsyncIterable<Uint8Array>;
}

export interface ExportOptions {
  /** Ends the file names: `hazard_curve-mean-PGA_7.csv`. */
  readonly calculationId: number;
  readonly filters?: OutputFilters;
}

/** A line of the list with all the types of the output, those the list leaves out included. */
export interface ListedOutput extends OutputEntry {
  readonly allTypes: readonly string[];
}

/** What an output that writes its own files is told. */
export interface FileOptions extends ExportOptions {
  /** The list of outputs of the calculation, for its report. */
  readonly listed: () => readonly ListedOutput[];
}

/** One array of an extract: what becomes a member of an `.npz`. Bytes are little endian, row-major. */
export interface NamedArray {
  readonly name: string;
  readonly descr: NpyDescr;
  readonly shape: readonly number[];
  /** All the bytes, or chunks of them when they are many. */
  readonly data: Uint8Array | (() => AsyncIterable<Uint8Array>);
}

/** What can be asked for: an export (an output, or a stored table by its name), an extract, the description of all outputs, a picture, or the whole datastore as one HDF5 file. */
export type OutputRequest =
  | {
      readonly kind: "export";
      readonly key: string;
      readonly type: string;
      readonly calculationId: number;
      readonly filters?: OutputFilters;
    }
  | { readonly kind: "extract"; readonly spec: string; readonly query: string }
  | { readonly kind: "describe" }
  /** A picture by its name and query, always made by a child. */
  | {
      readonly kind: "picture";
      readonly name: string;
      readonly query: string;
      readonly type: "png" | "svg";
      readonly calculationId: number;
    }
  | { readonly kind: "datastore"; readonly calculationId: number };
