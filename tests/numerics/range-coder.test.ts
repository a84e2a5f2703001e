import { describe, expect, test } from "bun:test";
import { bitLength, decodeInteger, encodeInteger, integerModel } from "../../src/numerics/coded-integers.ts";
import { contexts, rangeDecoder, rangeEncoder } from "../../src/numerics/range-coder.ts";

/** Whole numbers below 2^32, the same every time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
}

describe("range coder", () => {
  test("bits and numbers come back", () => {
    const next = generator(7);
    const steps = Array.from({ length: 20000 }, () => {
      const context = next() % 3;
      return {
        context,
        bit: next() / 2 ** 32 < [0.01, 0.5, 0.99][context]! ? 1 : 0,
        limit: 1 + (next() % 65536),
        raw: next(),
      };
    });
    const encoder = rangeEncoder();
    const model = contexts(3);
    for (const { context, bit, limit, raw } of steps) {
      encoder.bit(model, context, bit);
      encoder.uniform(limit, raw % limit);
    }
    const decoder = rangeDecoder(encoder.finish());
    const again = contexts(3);
    for (const { context, bit, limit, raw } of steps) {
      expect(decoder.bit(again, context)).toBe(bit);
      expect(decoder.uniform(limit)).toBe(raw % limit);
    }
  });

  test("a rare bit costs a fraction of a bit", () => {
    const next = generator(1);
    const encoder = rangeEncoder();
    const model = contexts(1);
    for (let k = 0; k < 80000; k++) encoder.bit(model, 0, next() % 100 === 0 ? 1 : 0);
    // The entropy is 0.081 bits each, 808 bytes; the fast adaptation costs a third more.
    expect(encoder.finish().length).toBeLessThan(1150);
  });

  test("carries run through bytes of ones", () => {
    // Numbers at the top of their range push the low end of the interval to 0xffff... before a carry.
    const encoder = rangeEncoder();
    for (let k = 0; k < 5000; k++) encoder.uniform(65536, k % 7 === 0 ? 0 : 65535);
    const decoder = rangeDecoder(encoder.finish());
    for (let k = 0; k < 5000; k++) expect(decoder.uniform(65536)).toBe(k % 7 === 0 ? 0 : 65535);
  });
});

describe("coded integers", () => {
  test("all sizes and signs come back", () => {
    const next = generator(3);
    const values = [0, 1, -1, 2 ** 31 - 1, 1 - 2 ** 31, 65536, -65535];
    for (let k = 0; k < 5000; k++) values.push((next() % 2 ** (1 + (next() % 30))) * (next() % 2 === 0 ? 1 : -1));
    const encoder = rangeEncoder();
    const model = integerModel(4);
    for (const [k, value] of values.entries()) encodeInteger(encoder, model, k % 4, value, k % 3);
    const decoder = rangeDecoder(encoder.finish());
    const again = integerModel(4);
    for (const [k, value] of values.entries()) expect(decodeInteger(decoder, again, k % 4, k % 3)).toBe(value + 0);
  });

  test("bit lengths", () => {
    expect([0, 1, -2, 3, 4, -(2 ** 31) + 1].map(bitLength)).toEqual([0, 1, 2, 2, 3, 31]);
  });
});
