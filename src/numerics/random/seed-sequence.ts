/**
 * Seeds for bit generators: the hash of O'Neill's `randutils` (2015) as NumPy's SeedSequence uses it, with a pool of
 * four 32-bit words and no spawn key.
 */
const POOL_SIZE = 4;
const INIT_A = 0x43b0d7e5;
const MULT_A = 0x931e8875;
const INIT_B = 0x8b51f9dd;
const MULT_B = 0x58f38ded;
const MIX_LEFT = 0xca01f9dd;
const MIX_RIGHT = 0x4973f715;

function xorShift16(word: number): number {
  return (word ^ (word >>> 16)) >>> 0;
}

/** Little-endian 32-bit words of a non-negative integer; one word for 0. */
export function wordsOf(seed: bigint): Uint32Array {
  const words: number[] = [];
  for (let rest = seed; rest > 0n; rest >>= 32n) words.push(Number(rest & 0xffffffffn));
  return Uint32Array.from(words.length === 0 ? [0] : words);
}

/** Mixes the entropy into the pool. */
function pool(entropy: Uint32Array): Uint32Array {
  let constant = INIT_A;
  const hash = (value: number): number => {
    const mixed = (value ^ constant) >>> 0;
    constant = Math.imul(constant, MULT_A) >>> 0;
    return xorShift16(Math.imul(mixed, constant) >>> 0);
  };
  const mix = (left: number, right: number): number =>
    xorShift16((Math.imul(left, MIX_LEFT) - Math.imul(right, MIX_RIGHT)) >>> 0);

  const words = new Uint32Array(POOL_SIZE);
  for (let i = 0; i < POOL_SIZE; i++) words[i] = hash(entropy[i] ?? 0);
  for (let source = 0; source < POOL_SIZE; source++)
    for (let target = 0; target < POOL_SIZE; target++)
      if (source !== target) words[target] = mix(words[target]!, hash(words[source]!));
  for (let source = POOL_SIZE; source < entropy.length; source++)
    for (let target = 0; target < POOL_SIZE; target++) words[target] = mix(words[target]!, hash(entropy[source]!));
  return words;
}

/** `count` 64-bit words of state for a bit generator, as `SeedSequence(seed).generate_state(count, uint64)`. */
export function generateState(seed: bigint, count: number): BigUint64Array {
  const words = pool(wordsOf(seed));
  const state = new Uint32Array(2 * count);
  let constant = INIT_B;
  for (let i = 0; i < state.length; i++) {
    const mixed = (words[i % POOL_SIZE]! ^ constant) >>> 0;
    constant = Math.imul(constant, MULT_B) >>> 0;
    state[i] = xorShift16(Math.imul(mixed, constant) >>> 0);
  }
  const out = new BigUint64Array(count);
  for (let i = 0; i < count; i++) out[i] = (BigInt(state[2 * i + 1]!) << 32n) | BigInt(state[2 * i]!);
  return out;
}
