/** Values of two sides at the places that both have. */
import type { ScaleKind } from "../../drawing/colour-scale.ts";

export interface Pairs {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** Rows of each side. */
  readonly rowsA: readonly number[];
  readonly rowsB: readonly number[];
}

interface Values {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly values: Float64Array;
}

/** Places that both sides have, to a metre or so. Where several rows share a place, the first of each side. */
export function pairs(a: Values, b: Values): Pairs {
  const key = ({ lon, lat }: Values, row: number) => `${lon[row]!.toFixed(5)} ${lat[row]!.toFixed(5)}`;
  const rowsOfB = new Map<string, number>();
  for (let row = b.lon.length - 1; row >= 0; row--) rowsOfB.set(key(b, row), row);
  const rowsA: number[] = [];
  const rowsB: number[] = [];
  const seen = new Set<string>();
  for (let row = 0; row < a.lon.length; row++) {
    const place = key(a, row);
    const other = rowsOfB.get(place);
    if (other === undefined || seen.has(place)) continue;
    seen.add(place);
    rowsA.push(row);
    rowsB.push(other);
  }
  const pick = (values: Float64Array, rows: readonly number[]) => Float64Array.from(rows, (row) => values[row]!);
  return {
    lon: pick(a.lon, rowsA),
    lat: pick(a.lat, rowsA),
    a: pick(a.values, rowsA),
    b: pick(b.values, rowsB),
    rowsA,
    rowsB,
  };
}

export type Measure = "difference" | "ratio" | "a" | "b";

export function compared(
  { a, b }: Pairs,
  measure: Measure,
): { readonly values: Float64Array; readonly kind: ScaleKind } {
  switch (measure) {
    case "ratio":
      return { values: a.map((value, i) => (value > 0 ? b[i]! / value : Number.NaN)), kind: "ratio" };
    case "difference":
      return { values: a.map((value, i) => b[i]! - value), kind: "difference" };
    default:
      return { values: measure === "a" ? a : b, kind: "logarithmic" };
  }
}
