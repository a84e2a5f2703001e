import { expect, test } from "bun:test";
import fc from "fast-check";
import { formatExponent, formatFixed, writeInteger } from "../../../src/outputs/formats/number-format.ts";

/** C's `%.{digits}E` by way of JavaScript's, which differs in exact ties only and in the form of the exponent. */
function reference(value: number, digits: number): string {
  const [mantissa = "", exponent = ""] = value.toExponential(digits).split("e");
  return `${mantissa}E${exponent.startsWith("-") ? "-" : "+"}${exponent.slice(1).padStart(2, "0")}`;
}

const isTie = (value: number, digits: number) =>
  /^50*$/.test(
    value
      .toExponential(100)
      .split("e")[0]!
      .replace(/[-.]/g, "")
      .slice(digits + 1),
  );

test("exponent form is C's", () => {
  expect(formatExponent(0.1234567, 6)).toBe("1.234567E-01");
  expect(formatExponent(2.5e-5, 6)).toBe("2.500000E-05");
  expect(formatExponent(9.9999996, 6)).toBe("1.000000E+01");
  expect(formatExponent(0, 6)).toBe("0.000000E+00");
  expect(formatExponent(-0, 6)).toBe("-0.000000E+00");
  expect(formatExponent(-1.5, 2, false)).toBe("-1.50e+00");
  expect(formatExponent(1.25e-300, 7, false)).toBe("1.2500000e-300");
  expect(formatExponent(5e-324, 6)).toBe("4.940656E-324");
  expect(formatExponent(1.7976931348623157e308, 6)).toBe("1.797693E+308");
  expect(formatExponent(Number.NaN, 6)).toBe("NAN");
  expect(formatExponent(Number.NEGATIVE_INFINITY, 6, false)).toBe("-inf");
});

test("exact ties go to the even digit, as in C", () => {
  expect(formatExponent(1000000.5, 6)).toBe("1.000000E+06");
  expect(formatExponent(1000001.5, 6)).toBe("1.000002E+06");
  expect(formatExponent(2.5, 0)).toBe("2E+00");
  expect(formatExponent(9.5, 0)).toBe("1E+01");
  expect(formatFixed(0.5, 0)).toBe("0");
  expect(formatFixed(1.5, 0)).toBe("2");
  expect(formatFixed(2 ** -6, 5)).toBe("0.01562");
});

test("any number has the digits of its exact expansion", () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: 0, max: 12 }),
      (value, digits) => {
        fc.pre(value !== 0 && !isTie(value, digits));
        expect(formatExponent(value, digits)).toBe(reference(value, digits));
      },
    ),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      fc.pre(value !== 0 && !isTie(value, 6));
      expect(formatExponent(value, 6)).toBe(reference(value, 6));
    }),
    { numRuns: 3000 },
  );
});

test("powers of ten and their neighbours", () => {
  for (let exponent = -307; exponent <= 308; exponent++) {
    const value = Number(`1e${exponent}`);
    for (const near of [value, value * (1 + 2 ** -52), value * (1 - 2 ** -53)]) {
      if (!isTie(near, 6)) expect(formatExponent(near, 6)).toBe(reference(near, 6));
    }
  }
});

test("fixed form is C's", () => {
  expect(formatFixed(10.123455, 5)).toBe((10.123455).toFixed(5));
  expect(formatFixed(-0.000001, 5)).toBe("-0.00000");
  expect(formatFixed(179.999999, 5)).toBe("180.00000");
  expect(formatFixed(0.005, 7)).toBe("0.0050000");
  expect(formatFixed(1e22, 2)).toBe("10000000000000000000000.00");
  fc.assert(
    fc.property(fc.double({ min: -400, max: 400, noNaN: true }), (value) => {
      fc.pre(!/\.\d{5}50*$/.test(value.toFixed(100)));
      expect(formatFixed(value, 5)).toBe(Object.is(value, -0) ? "-0.00000" : value.toFixed(5));
    }),
    { numRuns: 3000 },
  );
});

test("whole numbers", () => {
  const out = new Uint8Array(64);
  const text = (value: number) => new TextDecoder().decode(out.subarray(0, writeInteger(out, 0, value)));
  for (const value of [0, 7, 10, 99, 100, -1, 2147483647, 2147483648, 4294967295, -9007199254740991]) {
    expect(text(value)).toBe(String(value));
  }
});
