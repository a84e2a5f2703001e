/** Small pictures made of characters: a curve as bars, a map as shades. */

const BAR = 44;

/**
 * A hazard curve, one line a level, the bar on a logarithmic scale from `floor` to 1.
 * @param levels intensity measure levels
 * @param poes probabilities of exceedance, parallel to `levels`
 */
export function curveChart(levels: readonly number[], poes: readonly number[], floor = 1e-4): string[] {
  const decades = -Math.log10(floor);
  return levels.map((level, i) => {
    const poe = poes[i] ?? 0;
    const share = poe <= floor ? 0 : 1 + Math.log10(poe) / decades;
    const eighths = Math.round(share * BAR * 8);
    const rest = eighths % 8;
    const bar = "█".repeat(Math.floor(eighths / 8)) + (rest === 0 ? "" : ("▏▎▍▌▋▊▉"[rest - 1] ?? ""));
    return `${level.toPrecision(3).padStart(9)}  ${poe.toExponential(2)}  ${bar}`;
  });
}

export interface MapPoint {
  readonly lon: number;
  readonly lat: number;
  readonly value: number;
}

const SHADES = " .:-=+*#%@";
/** Yellow to dark red, as hazard maps are usually drawn (terminal colours of the 256-colour palette). */
const COLOURS = [230, 229, 222, 221, 215, 209, 203, 197, 161, 88];

/**
 * A map north up: points are put into a grid of one cell a distinct latitude and, because characters are taller than
 * wide, two columns a step in longitude. A cell shows the nearest point of its latitude, or stays empty.
 */
export function mapChart(points: readonly MapPoint[], options: { colour?: boolean; columns?: number } = {}): string[] {
  const values = points.map((point) => point.value);
  const least = Math.min(...values);
  const most = Math.max(...values);
  const lats = [...new Set(points.map((point) => point.lat))].sort((a, b) => b - a);
  const west = Math.min(...points.map((point) => point.lon));
  const east = Math.max(...points.map((point) => point.lon));
  const rows = lats.map((lat) => points.filter((point) => point.lat === lat));
  const columns = Math.min(options.columns ?? 40, Math.max(...rows.map((row) => row.length)));
  const step = columns === 1 ? 1 : (east - west) / (columns - 1);

  const cell = (row: readonly MapPoint[], column: number): string => {
    const lon = west + column * step;
    const near = row.filter((point) => Math.abs(point.lon - lon) <= 0.75 * step);
    const nearest = near.sort((a, b) => Math.abs(a.lon - lon) - Math.abs(b.lon - lon))[0];
    if (nearest === undefined) return "  ";
    const shade = most === least ? 0 : Math.min(9, Math.floor(((nearest.value - least) / (most - least)) * 10));
    if (options.colour === true) return `\u001b[48;5;${COLOURS[shade]}m  \u001b[0m`;
    return (SHADES[shade] ?? " ").repeat(2);
  };
  return rows.map((row) =>
    Array.from({ length: columns }, (_, column) => cell(row, column))
      .join("")
      .trimEnd(),
  );
}
