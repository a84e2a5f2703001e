/** Single-precision functions against numpy's, bit by bit (scripts/fixtures/single-precision.py). */
import { expect, test } from "bun:test";
import { cosLibm, sinLibm } from "../../src/numerics/single-libm.ts";
import { cosSingle, degreesSingle, radiansSingle, sinSingle, sumSingle } from "../../src/numerics/single-precision.ts";
import recorded from "../fixtures/numerics/single-precision.json";

function numbers(bits: readonly number[]): Float32Array {
  return new Float32Array(Uint32Array.from(bits).buffer);
}

function bitsOf(values: Float32Array): number[] {
  return Array.from(new Uint32Array(values.buffer));
}

const argument = numbers(recorded.argument);

test("sines have numpy's bits", () => {
  expect(bitsOf(argument.map(sinSingle))).toEqual(recorded.sine);
});

test("cosines have numpy's bits", () => {
  expect(bitsOf(argument.map(cosSingle))).toEqual(recorded.cosine);
});

test("those of compiled code have the C library's bits", () => {
  expect(bitsOf(argument.map(sinLibm))).toEqual(recorded.library_sine);
  expect(bitsOf(argument.map(cosLibm))).toEqual(recorded.library_cosine);
});

test("sums are rounded as numpy adds", () => {
  const sums = Float32Array.from(recorded.lengths, (n) => sumSingle(argument.subarray(0, n)));
  expect(bitsOf(sums)).toEqual(recorded.sums);
});

test("degrees and radians have numpy's bits", () => {
  const radians = numbers(recorded.degrees).map(radiansSingle);
  expect(bitsOf(radians)).toEqual(recorded.radians);
  expect(bitsOf(radians.map(degreesSingle))).toEqual(recorded.back);
});
