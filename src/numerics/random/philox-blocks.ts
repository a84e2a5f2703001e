/**
 * Blocks of Philox 4x64-10 in bulk, in WebAssembly, where 64-bit integers are native: a word costs a quarter of what it costs in
 * split integers.
 */
import { assemble } from "../wasm/assemble.ts";
import { PHILOX_MULTIPLIERS, PHILOX_ROUNDS, PHILOX_WEYL } from "./philox-constants.ts";

/** Blocks of four words that a call makes. */
export const BULK_BLOCKS = 32;
/** Keys and counter stand before the words. */
const STATE_BYTES = 24;
const LOW = 0xffffffffn;

const constant = (value: bigint): string => `(i64.const ${BigInt.asIntN(64, value)})`;

/** Sets `high` and `low` to the product of a constant and a local, made by one instruction. */
function wideProduct(multiplier: bigint, factor: string, high: string, low: string): string {
  return `
    (i64.mul_wide_u ${constant(multiplier)} (local.get ${factor}))
    local.set ${high}
    local.set ${low}`;
}

/** The same of halves. */
function product(multiplier: bigint, factor: string, high: string, low: string): string {
  const [mh, ml] = [constant(multiplier >> 32n), constant(multiplier & LOW)];
  const lower = (local: string) => `(i64.and (local.get ${local}) ${constant(LOW)})`;
  const upper = (local: string) => `(i64.shr_u (local.get ${local}) (i64.const 32))`;
  return `
    (local.set $bl ${lower(factor)})
    (local.set $bh ${upper(factor)})
    (local.set $u (i64.add (i64.mul ${mh} (local.get $bl)) (i64.shr_u (i64.mul ${ml} (local.get $bl)) (i64.const 32))))
    (local.set $v (i64.add (i64.mul ${ml} (local.get $bh)) ${lower("$u")}))
    (local.set ${high} (i64.add (i64.add (i64.mul ${mh} (local.get $bh)) ${upper("$u")}) ${upper("$v")}))
    (local.set ${low} (i64.mul ${constant(multiplier)} (local.get ${factor})))`;
}

const round = (multiply: typeof product): string => `
  ${multiply(PHILOX_MULTIPLIERS[0], "$c0", "$h0", "$l0")}
  ${multiply(PHILOX_MULTIPLIERS[1], "$c2", "$h1", "$l1")}
  (local.set $c0 (i64.xor (i64.xor (local.get $h1) (local.get $c1)) (local.get $k0)))
  (local.set $c1 (local.get $l1))
  (local.set $c2 (i64.xor (i64.xor (local.get $h0) (local.get $c3)) (local.get $k1)))
  (local.set $c3 (local.get $l0))
  (local.set $k0 (i64.add (local.get $k0) ${constant(PHILOX_WEYL[0])}))
  (local.set $k1 (i64.add (local.get $k1) ${constant(PHILOX_WEYL[1])}))`;

const kernel = (multiply: typeof product): string => `
;; state: two keys, then the counter of the first block. Writes count blocks of four words.
(func $blocks (export "blocks") (param $state i32) (param $out i32) (param $count i32)
  (local $n i64) (local $c0 i64) (local $c1 i64) (local $c2 i64) (local $c3 i64) (local $k0 i64) (local $k1 i64)
  (local $h0 i64) (local $l0 i64) (local $h1 i64) (local $l1 i64) (local $bl i64) (local $bh i64) (local $u i64) (local $v i64)
  (local.set $n (i64.load offset=16 (local.get $state)))
  (loop $next
    (local.set $c0 (local.get $n))
    (local.set $c1 (i64.const 0))
    (local.set $c2 (i64.const 0))
    (local.set $c3 (i64.const 0))
    (local.set $k0 (i64.load offset=0 (local.get $state)))
    (local.set $k1 (i64.load offset=8 (local.get $state)))
    ${round(multiply).repeat(PHILOX_ROUNDS)}
    (i64.store offset=0 (local.get $out) (local.get $c0))
    (i64.store offset=8 (local.get $out) (local.get $c1))
    (i64.store offset=16 (local.get $out) (local.get $c2))
    (i64.store offset=24 (local.get $out) (local.get $c3))
    (local.set $n (i64.add (local.get $n) (i64.const 1)))
    (local.set $out (i32.add (local.get $out) (i32.const 32)))
    (local.set $count (i32.sub (local.get $count) (i32.const 1)))
    (br_if $next (local.get $count))))
`;

export interface PhiloxKernel {
  readonly blocks: (state: number, out: number, count: number) => void;
  readonly state: Uint32Array;
  readonly words: Uint32Array;
}

let ready: PhiloxKernel | undefined;

/** @param products of one instruction each, which is younger than the rest of WebAssembly, or of halves */
export function philoxKernel(products: "wide" | "halves"): PhiloxKernel {
  const module = assemble(kernel(products === "wide" ? wideProduct : product));
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(module, { host: { memory } });
  return {
    ...(exports as unknown as Pick<PhiloxKernel, "blocks">),
    state: new Uint32Array(memory.buffer, 0, STATE_BYTES / 4),
    words: new Uint32Array(memory.buffer, STATE_BYTES, 8 * BULK_BLOCKS),
  };
}

function fastest(): PhiloxKernel {
  try {
    return philoxKernel("wide");
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return philoxKernel("halves");
    throw error;
  }
}

/**
 * Fills `out` (8 x BULK_BLOCKS) with the halves of the words of the blocks that follow a counter below 2^64.
 * @param keys four halves
 * @param counter the halves of the counter of the first block
 */
export function philoxBlocks(keys: Uint32Array, counterLow: number, counterHigh: number, out: Uint32Array): void {
  ready ??= fastest();
  const { state, words, blocks } = ready;
  state.set(keys);
  state[4] = counterLow;
  state[5] = counterHigh;
  blocks(0, STATE_BYTES, BULK_BLOCKS);
  out.set(words);
}
