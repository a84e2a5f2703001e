/** A comparison in lines for the terminal. */
import type { CellDifference, Comparison, TableComparison } from "./comparison.ts";

/** `2.3e-4`; infinity for differences that have no relative size. */
export function shownDifference(relative: number | null): string {
  if (relative === null) return "no ratio";
  return relative === 0 ? "0" : relative.toExponential(1);
}

/** `lon=10.5 lat=45.2, column poe-0.1: 0.31 against 0.33`. */
export function shownPlace({ row, column, a, b }: CellDifference): string {
  const keys = Object.entries(row).map(([key, value]) => `${key}=${value}`);
  return `${keys.join(" ")}, column ${column}: ${a} against ${b}`;
}

/** What else is wrong with a table than its cells. */
export function structureNotes(table: TableComparison): string[] {
  const rows = (count: number, side: string, examples: readonly Readonly<Record<string, string>>[]) => {
    const shown = examples.map((row) =>
      Object.entries(row)
        .map(([key, value]) => `${key}=${value}`)
        .join(" "),
    );
    return count === 0
      ? []
      : [
          `${count} ${count === 1 ? "row" : "rows"} only in ${side}: ${shown.join("; ")}${count > shown.length ? " ..." : ""}`,
        ];
  };
  const columns = (names: readonly string[], side: string) =>
    names.length === 0
      ? []
      : [`columns only in ${side}: ${names.slice(0, 8).join(", ")}${names.length > 8 ? ` ... (${names.length})` : ""}`];
  return [
    ...columns(table.columnsOnlyInA, "A"),
    ...columns(table.columnsOnlyInB, "B"),
    ...rows(table.rowsOnlyInA, "A", table.exampleRowsOnlyInA),
    ...rows(table.rowsOnlyInB, "B", table.exampleRowsOnlyInB),
    ...(table.ambiguousRows ? ["no columns tell all rows apart; equal ones were paired in their order"] : []),
  ];
}

/** One sentence with the verdict. */
export function verdict(comparison: Comparison): string {
  const { tables, onlyInA, onlyInB, tolerance, commonOnly } = comparison;
  const good = tables.filter(({ equal }) => equal).length;
  const missing = onlyInA.length + onlyInB.length;
  return `${comparison.equal ? "EQUAL" : "DIFFERENT"}: ${good} of ${tables.length} outputs agree within rtol ${tolerance.rtol}, atol ${tolerance.atol}${
    missing === 0 ? "" : `; ${missing} on one side only${commonOnly ? " (not counted)" : ""}`
  }`;
}

export function textReport(comparison: Comparison): string {
  const { a, b, tables, onlyInA, onlyInB, notCompared } = comparison;
  const lines = [`A: ${a}`, `B: ${b}`, ""];
  for (const table of tables) {
    const { equal, output, rows, cells, differing, worst, typical } = table;
    lines.push(
      `${equal ? "equal    " : "DIFFERENT"} ${output}: ${rows} rows, ${cells} cells, ${differing} differ; worst ${shownDifference(worst === undefined ? 0 : worst.relative)}, typical ${typical === null ? "-" : shownDifference(typical)}`,
    );
    if (worst !== undefined) lines.push(`          worst at ${shownPlace(worst)}`);
    for (const note of structureNotes(table)) lines.push(`          ${note}`);
  }
  for (const output of onlyInA) lines.push(`only in A ${output}`);
  for (const output of onlyInB) lines.push(`only in B ${output}`);
  if (notCompared.length > 0) lines.push(`not compared (no csv): ${notCompared.join(", ")}`);
  lines.push("", verdict(comparison));
  return lines.join("\n");
}
