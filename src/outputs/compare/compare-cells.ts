/** The difference of two cells: numbers, texts, texts that hold numbers (lists, WKT). */
import type { Tolerance } from "./comparison.ts";

export interface CellVerdict {
  readonly isWithin: boolean;
  /** 0 for differences of at most atol, Infinity for those that have no relative size. */
  readonly relative: number;
}

const SAME: CellVerdict = { isWithin: true, relative: 0 };
const OTHER: CellVerdict = { isWithin: false, relative: Number.POSITIVE_INFINITY };
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g;
const NUMBERS_ONLY = /^[-+0-9.eE\s,()[\]A-Z]+$/;
const SPECIAL: ReadonlyMap<string, number> = new Map([
  ["nan", Number.NaN],
  ["inf", Number.POSITIVE_INFINITY],
  ["+inf", Number.POSITIVE_INFINITY],
  ["-inf", Number.NEGATIVE_INFINITY],
]);

/** The number a cell holds, NaN and infinities included; undefined for other texts. */
export function numberOf(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  const special = SPECIAL.get(trimmed.toLowerCase());
  if (special !== undefined) return special;
  const value = Number(trimmed);
  return Number.isNaN(value) ? undefined : value;
}

function compareNumbers(a: number, b: number, { rtol, atol }: Tolerance): CellVerdict {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return SAME;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return OTHER;
  const difference = Math.abs(a - b);
  if (difference <= atol) return SAME;
  return { isWithin: difference <= atol + rtol * Math.abs(a), relative: difference / Math.abs(a) };
}

export function compareCells(a: string, b: string, tolerance: Tolerance): CellVerdict {
  if (a === b) return SAME;
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return compareNumbers(x, y, tolerance);
  if (x !== undefined || y !== undefined || !NUMBERS_ONLY.test(a) || !NUMBERS_ONLY.test(b)) return OTHER;
  const [xs, ys] = [a.match(NUMBER) ?? [], b.match(NUMBER) ?? []];
  const frame = (text: string) =>
    text
      .replace(NUMBER, "0")
      .replace(/\s+/g, " ")
      .replace(/ ?([,()]) ?/g, "$1")
      .trim();
  if (xs.length !== ys.length || frame(a) !== frame(b)) return OTHER;
  let worst = SAME;
  let isWithin = true;
  for (const [i, text] of xs.entries()) {
    const verdict = compareNumbers(Number(text), Number(ys[i]), tolerance);
    isWithin &&= verdict.isWithin;
    if (verdict.relative > worst.relative) worst = verdict;
  }
  return { isWithin, relative: worst.relative };
}
