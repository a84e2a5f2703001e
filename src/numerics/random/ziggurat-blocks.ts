/**
 * Words of a generator to standard normal numbers in bulk, in WebAssembly: the ziggurat as in normal.ts, up to the first word that is
 * not surely under the curve.
 */
import { assemble } from "../wasm/assemble.ts";
import { NORMAL_ACCEPT, NORMAL_SCALE } from "./ziggurat-tables.ts";

/** Words that are held, and numbers that are made before they are handed out. */
export const MOST_WORDS = 128;
export const MOST_NORMALS = 2048;
const LAYERS = 256;
const ACCEPT_BYTE = 8 * LAYERS;
const WORDS_BYTE = 2 * ACCEPT_BYTE;
const NORMALS_BYTE = WORDS_BYTE + 8 * MOST_WORDS;

const KERNEL = `
;; Tables of the layers at 0. Returns how many of count words became numbers.
(func $normals (export "normals") (param $words i32) (param $out i32) (param $count i32) (result i32)
  (local $done i32) (local $word i64) (local $layer i32) (local $size f64)
  (block $stop
    (loop $next
      (local.set $word (i64.load (local.get $words)))
      (local.set $layer (i32.shl (i32.and (i32.wrap_i64 (local.get $word)) (i32.const 255)) (i32.const 3)))
      (local.set $size (f64.convert_i64_s
        (i64.and (i64.shr_u (local.get $word) (i64.const 9)) (i64.const ${2n ** 52n - 1n}))))
      (br_if $stop (i32.eqz (f64.lt (local.get $size) (f64.load offset=${ACCEPT_BYTE} (local.get $layer)))))
      ;; bit 8 is the sign
      (f64.store (local.get $out) (f64.reinterpret_i64 (i64.or
        (i64.reinterpret_f64 (f64.mul (local.get $size) (f64.load (local.get $layer))))
        (i64.shl (i64.and (local.get $word) (i64.const 256)) (i64.const 55)))))
      (local.set $words (i32.add (local.get $words) (i32.const 8)))
      (local.set $out (i32.add (local.get $out) (i32.const 8)))
      (local.set $done (i32.add (local.get $done) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $done) (local.get $count)))))
  (local.get $done))
`;

export interface Ziggurat {
  /** Words at hand: pairs of halves, the lower first. */
  readonly words: Uint32Array;
  readonly out: Float64Array;
  /**
   * Turns words from `position` on into `out[from]` and following, as long as they are surely under the curve.
   * @param count words there are from there on, and numbers wanted: at least 1
   * @returns how many numbers were made, a word each
   */
  readonly fill: (position: number, from: number, count: number) => number;
}

let ready: Ziggurat | undefined;

/** The only one there is: what it holds is valid until the next caller. */
export function ziggurat(): Ziggurat {
  ready ??= makeZiggurat();
  return ready;
}

function makeZiggurat(): Ziggurat {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(assemble(KERNEL), { host: { memory } });
  new Float64Array(memory.buffer, 0, LAYERS).set(NORMAL_SCALE);
  new Float64Array(memory.buffer, ACCEPT_BYTE, LAYERS).set(NORMAL_ACCEPT);
  const { normals } = exports as unknown as { normals: (words: number, out: number, count: number) => number };
  return {
    words: new Uint32Array(memory.buffer, WORDS_BYTE, 2 * MOST_WORDS),
    out: new Float64Array(memory.buffer, NORMALS_BYTE, MOST_NORMALS),
    fill: (position, from, count) => normals(WORDS_BYTE + 8 * position, NORMALS_BYTE + 8 * from, count),
  };
}
