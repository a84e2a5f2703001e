/** Two sets of exported files: which is which, and how they differ. */
import { compareTables } from "./compare-tables.ts";
import type { Comparison, TableComparison, Tolerance } from "./comparison.ts";
import { parseTextTable } from "./csv-table.ts";

/** Exported files by name; a text is read when its turn comes. */
export interface ExportSet {
  /** As the report calls it. */
  readonly label: string;
  readonly files: ReadonlyMap<string, () => Promise<string>>;
}

/** `hazard_curve-mean-PGA_42.csv` as `hazard_curve-mean-PGA.csv`. */
export function withoutNumber(name: string): string {
  return name.replace(/_\d+(\.[^.]+)$/, "$1");
}

/** Files by the name without the calculation's number; files that this would give one name keep their own. */
function byOutput(names: Iterable<string>, others: ReadonlySet<string>): Map<string, string> {
  const all = [...names];
  const counts = new Map<string, number>();
  for (const name of all) counts.set(withoutNumber(name), (counts.get(withoutNumber(name)) ?? 0) + 1);
  return new Map(
    all.map((name) => [others.has(name) || counts.get(withoutNumber(name))! > 1 ? name : withoutNumber(name), name]),
  );
}

/**
 * Compares the csv files of two exports.
 * @param commonOnly outputs that one side only has do not count as a difference
 * @throws InputError naming the file that cannot be read as a table
 */
export async function compareExports(
  a: ExportSet,
  b: ExportSet,
  tolerance: Tolerance,
  commonOnly = false,
): Promise<Comparison> {
  const isTable = (name: string) => name.toLowerCase().endsWith(".csv");
  const names = (set: ExportSet) => [...set.files.keys()].filter(isTable).sort();
  const [namesA, namesB] = [names(a), names(b)];
  const [inA, inB] = [byOutput(namesA, new Set(namesB)), byOutput(namesB, new Set(namesA))];
  const tables: TableComparison[] = [];
  for (const [output, nameA] of inA) {
    const nameB = inB.get(output);
    if (nameB === undefined) continue;
    const [textA, textB] = [await a.files.get(nameA)!(), await b.files.get(nameB)!()];
    tables.push(compareTables(output, parseTextTable(textA, nameA), parseTextTable(textB, nameB), tolerance));
  }
  const onlyInA = [...inA.keys()].filter((output) => !inB.has(output));
  const onlyInB = [...inB.keys()].filter((output) => !inA.has(output));
  const others = [a, b].flatMap(({ files }) => [...files.keys()].filter((name) => !isTable(name)));
  return {
    a: a.label,
    b: b.label,
    tolerance,
    commonOnly,
    // Nothing compared is nothing equal.
    equal:
      tables.length > 0 && tables.every(({ equal }) => equal) && (commonOnly || onlyInA.length + onlyInB.length === 0),
    tables,
    onlyInA,
    onlyInB,
    notCompared: [...new Set(others)].sort(),
  };
}
