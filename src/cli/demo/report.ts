/** What the demo says about the results it downloaded. */
import { curveChart, type MapPoint, mapChart } from "../terminal/chart.ts";
import { parseCsvOutput } from "../terminal/csv-output.ts";

/** `30.71 W, 58.84 N`. */
export function placeText({ lon, lat }: { readonly lon: number; readonly lat: number }): string {
  return `${Math.abs(lon).toFixed(2)} ${lon < 0 ? "W" : "E"}, ${Math.abs(lat).toFixed(2)} ${lat < 0 ? "S" : "N"}`;
}

/** The mean hazard map of one column (`PGA-0.1`) as a picture and its extremes. */
export function mapReport(csv: string, column: string, colour: boolean): { lines: string[]; peak: MapPoint } {
  const table = parseCsvOutput(csv);
  const at = table.columns.indexOf(column);
  if (at === -1) throw new Error(`the hazard map has no column ${column}, only ${table.columns.join(", ")}`);
  const points = table.rows.map((row) => ({ lon: row[0] ?? 0, lat: row[1] ?? 0, value: row[at] ?? 0 }));
  const byValue = points.toSorted((a, b) => a.value - b.value);
  const lowest = byValue[0];
  const peak = byValue.at(-1);
  if (lowest === undefined || peak === undefined) throw new Error("the hazard map has no sites");
  const median = byValue[Math.floor(byValue.length / 2)]?.value ?? 0;
  const lines = [
    ...mapChart(points, { colour }).map((line) => `    ${line}`),
    `  ${points.length} sites; lowest ${lowest.value.toFixed(3)} g, median ${median.toFixed(3)} g, highest ${peak.value.toFixed(3)} g at ${placeText(peak)}`,
  ];
  return { lines, peak };
}

/** The mean hazard curve of the site nearest to a place. */
export function curveReport(csv: string, near: { lon: number; lat: number }): string[] {
  const table = parseCsvOutput(csv);
  const distance = (row: readonly number[]) => Math.hypot((row[0] ?? 0) - near.lon, (row[1] ?? 0) - near.lat);
  const row = table.rows.toSorted((a, b) => distance(a) - distance(b))[0];
  if (row === undefined) throw new Error("the hazard curves have no sites");
  const first = table.columns.findIndex((name) => name.startsWith("poe-"));
  const levels = table.columns.slice(first).map((name) => Number(name.slice("poe-".length)));
  return curveChart(levels, row.slice(first));
}
