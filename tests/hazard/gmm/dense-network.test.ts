import { describe, expect, test } from "bun:test";
import { type Activation, denseLayer } from "../../../src/hazard/gmm/dense-network.ts";

/** Two inputs, two nodes: sums 1 + 2*3 + 4*5 = 27 and -1 + 0.5*3 - 0.25*5 = -0.75. */
function apply(activation: Activation): number[] {
  const layer = denseLayer(Float64Array.of(2, 4, 0.5, -0.25), Float64Array.of(1, -1), activation);
  const out = new Float64Array(2);
  layer.apply(Float64Array.of(3, 5), out);
  return [...out];
}

describe("dense layers", () => {
  test("weights are a row an output", () => {
    expect(apply("linear")).toEqual([27, -0.75]);
  });

  test("activations", () => {
    expect(apply("sigmoid")[1]).toBeCloseTo(1 / (1 + Math.exp(0.75)), 15);
    expect(apply("tanh")[1]).toBeCloseTo(Math.tanh(-0.75), 15);
    const shares = apply("softmax");
    expect(shares[0]! + shares[1]!).toBeCloseTo(1, 15);
    expect(shares[1]! / shares[0]!).toBeCloseTo(Math.exp(-27.75), 20);
  });

  test("softmax of large sums does not overflow", () => {
    const layer = denseLayer(Float64Array.of(1, 1), Float64Array.of(1000, 1000), "softmax");
    const out = new Float64Array(2);
    layer.apply(Float64Array.of(5), out);
    expect([...out]).toEqual([0.5, 0.5]);
  });

  test("weights that do not fit the biases are refused", () => {
    expect(() => denseLayer(new Float64Array(5), new Float64Array(2), "linear")).toThrow("5 weights for 2 biases");
  });
});
