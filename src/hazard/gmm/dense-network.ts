/**
 * Fully connected layers of a neural network: out = activation(W in + b), row by row, in double precision.
 *
 * A network is the layers applied one after the other to buffers the caller keeps; of the last layer only the outputs that are
 * wanted need to be made into a layer.
 */
export type Activation = "linear" | "sigmoid" | "tanh" | "softmax";

export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** Fills `out[0..outputs)` from `input[0..inputs)`; the two must be different arrays. */
  readonly apply: (input: Float64Array, out: Float64Array) => void;
}

/** `weights`: a row of inputs for every output. @throws when the sizes do not fit. */
export function denseLayer(weights: Float64Array, biases: Float64Array, activation: Activation): DenseLayer {
  const outputs = biases.length;
  const inputs = weights.length / outputs;
  if (!Number.isInteger(inputs)) throw new Error(`${weights.length} weights for ${outputs} biases`);
  const activate = ACTIVATIONS[activation];
  return {
    inputs,
    outputs,
    apply(input, out) {
      for (let o = 0, w = 0; o < outputs; o++) {
        let sum = biases[o]!;
        for (let i = 0; i < inputs; i++, w++) sum += weights[w]! * input[i]!;
        out[o] = sum;
      }
      activate(out, outputs);
    },
  };
}

const ACTIVATIONS: { readonly [name in Activation]: (values: Float64Array, length: number) => void } = {
  linear() {},
  sigmoid(values, length) {
    for (let i = 0; i < length; i++) values[i] = 1 / (1 + Math.exp(-values[i]!));
  },
  tanh(values, length) {
    for (let i = 0; i < length; i++) values[i] = Math.tanh(values[i]!);
  },
  softmax(values, length) {
    // Relative to the largest, so that no exponential overflows.
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < length; i++) largest = Math.max(largest, values[i]!);
    let sum = 0;
    for (let i = 0; i < length; i++) {
      const share = Math.exp(values[i]! - largest);
      values[i] = share;
      sum += share;
    }
    for (let i = 0; i < length; i++) values[i]! /= sum;
  },
};
