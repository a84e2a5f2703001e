/** Which way round a ring goes, and what it encloses. */
import type { PlaneColumns } from "../orthographic.ts";

/**
 * Area inside a ring, positive counter-clockwise; from its first corner, for precision.
 * @param corners indices of the corners that count; all unless told. A closing corner adds nothing.
 * @example signedArea({ x: Float64Array.of(0, 2, 2, 0), y: Float64Array.of(0, 0, 1, 1) }) = 2
 */
export function signedArea({ x, y }: PlaneColumns, corners?: Uint32Array): number {
  const count = corners?.length ?? x.length;
  const first = corners?.[0] ?? 0;
  const [x0, y0] = [x[first]!, y[first]!];
  let twice = 0;
  for (let i = 1; i + 1 < count; i++) {
    const a = corners?.[i] ?? i;
    const b = corners?.[i + 1] ?? i + 1;
    twice += (x[a]! - x0) * (y[b]! - y0) - (x[b]! - x0) * (y[a]! - y0);
  }
  return twice / 2;
}
