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
const TWO_32 = 2 ** 32;

function xorShift16(word: number): number {
  return (word ^ (word >>> 16)) >>> 0;
}

/** Little-endian 32-bit words of a non-negative integer; one word for 0. */
function wordsOf(seed: number | bigint): Uint32Array {
  if (typeof seed === "number") {
    if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`not a seed: ${seed}`);
    return seed < TWO_32 ? Uint32Array.of(seed) : Uint32Array.of(seed % TWO_32, Math.floor(seed / TWO_32));
  }
  const words: number[] = [];
  for (let rest = seed; rest > 0n; rest >>= 32n) words.push(Number(rest & 0xffffffffn));
  return Uint32Array.from(words.length === 0 ? [0] : words);
}

/** Mixes the seed into the pool of four words. */
export function seedPool(seed: number | bigint): Uint32Array {
  const entropy = wordsOf(seed);
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

/**
 * The first `count` 32-bit words of state, as `SeedSequence(seed).generate_state(count)`. 64-bit words of state are
 * pairs of them, the low word first.
 *
 * @param seed non-negative integer: a safe number, or any BigInt.
 */
export function seedState(seed: number | bigint, count: number): Uint32Array {
  const pool = seedPool(seed);
  const state = new Uint32Array(count);
  let constant = INIT_B;
  for (let i = 0; i < count; i++) {
    const mixed = (pool[i % POOL_SIZE]! ^ constant) >>> 0;
    constant = Math.imul(constant, MULT_B) >>> 0;
    state[i] = xorShift16(Math.imul(mixed, constant) >>> 0);
  }
  return state;
}
