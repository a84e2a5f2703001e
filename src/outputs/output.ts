/**
 * The contract of an output: all that is known of it stands in one file, and `output-list.ts` names that file once. The list of
 * outputs, exports, extracts, descriptions, the HDF5 file, what is made on the spot and who may have it follow from here.
 */
import type { ArrayDescription } from "../datastore/index.ts";
import type { Query } from "./arrays/query.ts";
import type { FileOptions, NamedArray, OutputFile } from "./contract.ts";
import type { Format } from "./formats/media-types.ts";
import type { Results } from "./results.ts";
import type { OutputTable } from "./tables/table.ts";

/** `kinds` (mean, rlz-003 ...) only for outputs that have kinds; undefined means those that are exported unless asked otherwise. */
export type MakeTables = (
  results: Results,
  kinds?: string[],
) => readonly OutputTable[] | Promise<readonly OutputTable[]>;

/** Files of a format that is not written from tables. Names end with the calculation's number: `fileName` makes them. */
export type MakeFiles = (
  results: Results,
  options: FileOptions,
) => readonly OutputFile[] | Promise<readonly OutputFile[]>;

/** The arrays of `extract/KEY?QUERY`, or of `extract/KEY/ARGUMENT?QUERY`. @throws OutputError */
export type MakeArrays = (
  results: Results,
  query: Query,
  argument: string,
) => readonly NamedArray[] | Promise<readonly NamedArray[]>;

/** Names along the dimensions of a stored array: values, or the number of them, in the order of the dimensions. */
export type Axes = readonly (readonly [name: string, values: number | readonly (string | number)[]])[];

export interface Output {
  /** Datastore key: the `type` in the list of outputs and the path of the extract. */
  readonly key: string;
  /** Display name in the list of outputs. Outputs without one can be extracted only. */
  readonly title?: string;
  /** Formats of the list, the default first: clients make a button of each. */
  readonly formats?: readonly Format[];
  /** Formats of our own, which are not listed. */
  readonly further?: readonly Format[];
  /** Whether a finished calculation lists it; unless told otherwise when the calculation's own datastore holds the key. */
  readonly offered?: (results: Results) => boolean;

  /** The tables that csv, JSON, GeoJSON, Parquet and XML are written from. Several tables are several files. */
  readonly table?: MakeTables;
  /** Formats written in another way: reports, archives of inputs, HDF5, or npz that is not the extract. */
  readonly files?: { readonly [format in Format]?: MakeFiles };

  /** Arrays, which npz exports hold, too. Anything stored can be had by its name without this. */
  readonly extract?: MakeArrays;
  /** What stands behind the slash of `extract/KEY/ARGUMENT`: "loss type". Absent: nothing may. */
  readonly argument?: string;
  /** What a calculation must have to offer the extract, for the message when it does not: "an exposure". */
  readonly needs?: string;

  readonly size?: {
    /** Stored names that answers are made from; the key unless told otherwise. Small answers are made on the spot. */
    readonly reads?: readonly string[];
    /** Of these, what is read to name the tables and count their rows; nothing unless told otherwise. */
    readonly readToDescribe?: readonly string[];
    /** Stored name whose size the list shows, null for what is computed on request; the key unless told otherwise. */
    readonly listed?: string | null;
  };
  /** Axes of stored arrays, by their names. */
  readonly shape?: {
    readonly [stored: string]: (results: Results, entry: ArrayDescription) => Axes;
  };
  /** How the HDF5 file holds the stored table of this key: a group with a dataset a column. Absent: one dataset of records. */
  readonly hdf5?: { readonly form: "columns"; readonly pythonClass?: string };

  /** The least user level; 1 for downloads and 2 for extracts unless told otherwise. */
  readonly permission?: { readonly download?: 1 | 2; readonly extract?: 1 | 2 };
}
