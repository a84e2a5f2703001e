import { expect, test } from "bun:test";
import fc from "fast-check";
import { decodeNpyHeader, encodeNpyHeader, type NpyDescr, npyItemSize } from "../../src/datastore/index.ts";

const latin = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);

test("a simple header is numpy's, byte for byte", () => {
  const header = encodeNpyHeader({ descr: "<f8", shape: [3] });
  expect(header.length).toBe(128);
  expect(latin(header.subarray(10)).trimEnd()).toBe("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }");
  expect([...header.subarray(0, 10)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]);
  expect(header.at(-1)).toBe(0x0a);
});

test("the first dimension grows without moving the data", () => {
  const small = encodeNpyHeader({ descr: "<f4", shape: [0, 7] });
  const large = encodeNpyHeader({ descr: "<f4", shape: [9_007_199_254_740_991, 7] });
  expect(large.length).toBe(small.length);
});

test("long headers use version 2, names outside latin-1 version 3", () => {
  const many = Array.from({ length: 4000 }, (_, i) => ({ name: `level-${i}`, descr: "<f4" }));
  const long = encodeNpyHeader({ descr: many, shape: [1] });
  expect(long[6]).toBe(2);
  expect(decodeNpyHeader(long).descr).toEqual(many);
  const greek = encodeNpyHeader({ descr: [{ name: "σ", descr: "<f4" }], shape: [] });
  expect(greek[6]).toBe(3);
  expect(decodeNpyHeader(greek).descr).toEqual([{ name: "σ", descr: "<f4" }]);
});

test("records nest and hold sub-arrays", () => {
  const descr: NpyDescr = [
    { name: "lon", descr: "<f8" },
    { name: "mean", descr: [{ name: "PGA", descr: [{ name: "0.1", descr: "<f4" }] }] },
    { name: "hypo", descr: "<f4", shape: [3] },
    { name: "it's", descr: "<U2" },
  ];
  expect(npyItemSize(descr)).toBe(8 + 4 + 12 + 8);
  const header = encodeNpyHeader({ descr, shape: [2] });
  expect(latin(header)).toContain(
    `[('lon', '<f8'), ('mean', [('PGA', [('0.1', '<f4')])]), ('hypo', '<f4', (3,)), ("it's", '<U2')]`,
  );
  expect(decodeNpyHeader(header)).toEqual({ descr, shape: [2], length: header.length });
});

test("any header comes back as it was written", () => {
  const simple = fc.constantFrom("<f8", "<f4", "|S12", "<U3", "|b1");
  const name = fc.string({ minLength: 1, unit: "grapheme" });
  const record = fc.array(fc.record({ name, descr: simple }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.oneof(simple, record), fc.array(fc.nat(), { maxLength: 4 }), (descr, shape) => {
      const header = encodeNpyHeader({ descr, shape });
      expect(header.length % 64).toBe(0);
      expect(decodeNpyHeader(header)).toEqual({ descr, shape, length: header.length });
    }),
  );
});

test("what is not a .npy file is refused", () => {
  expect(() => decodeNpyHeader(new Uint8Array(20))).toThrow("not a .npy file");
});
