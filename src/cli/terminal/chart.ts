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
 * wide, two columns a step in longitude. Cells without a point stay empty.
 */
export function mapChart(points: readonly MapPoint[], options: { colour?: boolean; columns?: number } = {}): string[] {
  const values = points.map((point) => point.value);
  const least = Math.min(...values);
  const most = Math.max(...values);
  const lats = [...new Set(points.map((point) => point.lat))].sort((a, b) => b - a);
  const west = Math.min(...points.map((point) => point.lon));
  const east = Math.max(...points.map((point) => point.lon));
  const widest = Math.max(...lats.map((lat) => points.filter((point) => point.lat === lat).length));
  const columns = Math.min(options.columns ?? 40, widest);
  return lats.map((lat) => {
    const cells = new Array<string>(columns).fill("  ");
    for (const point of points) {
      if (point.lat !== lat) continue;
      const column = east === west ? 0 : Math.round(((point.lon - west) / (east - west)) * (columns - 1));
      const shade = most === least ? 0 : Math.min(9, Math.floor(((point.value - least) / (most - least)) * 10));
      const colour = COLOURS[shade] ?? 230;
      cells[column] = options.colour === true ? `\u001b[48;5;${colour}m  \u001b[0m` : (SHADES[shade] ?? " ").repeat(2);
    }
    return cells.join("").trimEnd();
  });
}
