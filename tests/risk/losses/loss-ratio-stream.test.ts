/** Loss ratios at the last level of a beta function. */
import { expect, test } from "bun:test";
import { Philox } from "../../../src/numerics/random/philox.ts";
import { LossRatioStream } from "../../../src/risk/losses/loss-ratio-stream.ts";
import { makeFunction } from "./portfolio.ts";

test("a coefficient that rounding raises from 0 takes a draw, as in the reference", () => {
  const fn = makeFunction("f", "PGA", [1.1975, 1.5], [0.7652, 0.93], [0.199, 0], "BT");
  const stream = new LossRatioStream(42, false);
  stream.seek(fn, 5);
  expect(stream.cov).not.toBe(0);
  expect(stream.cov).toBeCloseTo(0, 15);
  expect(stream.draw(fn)).toBeCloseTo(0.93, 12);
  expect(stream.generator.double()).not.toBe(new Philox(42).double());
});

test("a total loss is a total loss, though rounding leaves no beta distribution", () => {
  const fn = makeFunction("f", "PGA", [1.1975, 1.5], [0.7652, 1], [0.199, 0], "BT");
  const stream = new LossRatioStream(42, false);
  stream.seek(fn, 5);
  expect(stream.cov).not.toBe(0);
  expect(stream.draw(fn)).toBeCloseTo(1, 12);
});
