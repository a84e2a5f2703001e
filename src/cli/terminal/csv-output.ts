/** Reads our own csv outputs back: the comment line, the header, the numbers. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** Table of a csv export whose cells are all numbers. The comment line that starts with `#` is skipped. */
export function parseCsvOutput(text: string): CsvTable {
  const lines = text.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  const [header = "", ...rows] = lines;
  return { columns: header.split(","), rows: rows.map((row) => row.split(",").map(Number)) };
}
