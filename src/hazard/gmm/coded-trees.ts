/**
 * Boosted trees in few bits. Nodes come in the order of `BoostedTrees`; thresholds are places in a sorted list, and only places that
 * the forks above leave possible cost anything; leaves are whole multiples of a step.
 *
 * A stream holds, for each input, which thresholds of a common list the trees use, and then the nodes.
 */
import { bitLength, decodeInteger, encodeInteger, integerModel } from "../../numerics/coded-integers.ts";
import {
  contexts,
  type RangeDecoder,
  type RangeEncoder,
  rangeDecoder,
  rangeEncoder,
} from "../../numerics/range-coder.ts";
import { type BoostedTrees, LEAF } from "./boosted-trees.ts";

/** Ascending thresholds of every input. */
export type Thresholds = readonly Float32Array[];

const DEPTHS = 16;
/** Inputs are below this. */
const INPUTS = 8;
/** Levels of the search among all thresholds whose outcomes are learned. */
const LEARNED_LEVELS = 7;
const LEARNED = 2 ** LEARNED_LEVELS;

/** What is learned while nodes are coded, and of the leaves before. */
function nodeModel() {
  return {
    kind: contexts(DEPTHS * (INPUTS + 1)),
    input: contexts(DEPTHS * (INPUTS + 1) * INPUTS),
    search: contexts(INPUTS * LEARNED),
    leaf: integerModel(32),
    lastLength: 0,
    lengthBefore: 0,
    lastSign: 0,
  };
}
type NodeModel = ReturnType<typeof nodeModel>;

function kindContext(depth: number, parent: number): number {
  return Math.min(depth, DEPTHS - 1) * (INPUTS + 1) + parent;
}

function leafGroup(model: NodeModel): number {
  return (model.lastLength + model.lengthBefore + 1) >> 1;
}

function rememberLeaf(model: NodeModel, value: number): void {
  model.lengthBefore = model.lastLength;
  model.lastLength = bitLength(value);
  model.lastSign = value < 0 ? 1 : 0;
}

/** The fork above a node: its input plus 1 (0 for none), and 1 when the node before was its other branch and a leaf. */
interface Place {
  readonly depth: number;
  readonly parent: number;
  readonly afterLeaf: 0 | 1;
}

const ROOT: Place = { depth: 0, parent: 0, afterLeaf: 0 };

/** Decodes a stream made by `encodeTrees`. */
export function decodeTrees(
  bytes: Uint8Array,
  facts: { readonly base: number; readonly step: number; readonly trees: number; readonly nodes: number },
  common: Thresholds,
): BoostedTrees {
  const coder = rangeDecoder(bytes);
  const lists = common.map((list) => decodeSubset(coder, list));
  const low = lists.map(() => 0);
  const high = lists.map((list) => list.length);
  const inputs = new Uint8Array(facts.nodes).fill(LEAF);
  const values = new Float64Array(facts.nodes);
  const others = new Int32Array(facts.nodes);
  const model = nodeModel();
  let next = 0;
  /** Decodes a subtree. Returns whether it is a leaf. */
  function node({ depth, parent, afterLeaf }: Place): 0 | 1 {
    const index = next++;
    const context = kindContext(depth, parent);
    if (coder.bit(model.kind, context) === 1) {
      const value = decodeInteger(coder, model.leaf, leafGroup(model), afterLeaf * 2 + model.lastSign);
      rememberLeaf(model, value);
      values[index] = value * facts.step;
      return 1;
    }
    let input = 1;
    while (input < INPUTS) input = input * 2 + coder.bit(model.input, context * INPUTS + input);
    input -= INPUTS;
    const [from, to] = [low[input]!, high[input]!];
    const rank = decodeRank(coder, model, input, from, to, lists[input]!.length);
    inputs[index] = input;
    values[index] = lists[input]![rank]!;
    high[input] = rank;
    const first = node({ depth: depth + 1, parent: input + 1, afterLeaf: 0 });
    high[input] = to;
    low[input] = rank + 1;
    others[index] = next;
    node({ depth: depth + 1, parent: input + 1, afterLeaf: first });
    low[input] = from;
    return 0;
  }
  const roots = new Int32Array(facts.trees);
  for (let t = 0; t < facts.trees; t++) {
    roots[t] = next;
    node(ROOT);
  }
  return { base: facts.base, roots, inputs, values, others };
}

/** Codes trees whose leaf weights are whole numbers of steps. */
export function encodeTrees(trees: BoostedTrees, common: Thresholds): Uint8Array {
  const coder = rangeEncoder();
  const lists = common.map((list, input) => encodeSubset(coder, list, usedThresholds(trees, input)));
  const places = lists.map((list) => new Map(Array.from(list, (value, rank) => [value, rank])));
  const low = lists.map(() => 0);
  const high = lists.map((list) => list.length);
  const model = nodeModel();
  function node(index: number, { depth, parent, afterLeaf }: Place): 0 | 1 {
    const context = kindContext(depth, parent);
    const input = trees.inputs[index]!;
    const value = trees.values[index]!;
    coder.bit(model.kind, context, input === LEAF ? 1 : 0);
    if (input === LEAF) {
      encodeInteger(coder, model.leaf, leafGroup(model), value, afterLeaf * 2 + model.lastSign);
      rememberLeaf(model, value);
      return 1;
    }
    for (let bit = INPUTS / 2, prefix = 1; bit >= 1; bit /= 2) {
      const choice = (input & bit) === 0 ? 0 : 1;
      coder.bit(model.input, context * INPUTS + prefix, choice);
      prefix = prefix * 2 + choice;
    }
    const [from, to] = [low[input]!, high[input]!];
    const rank = places[input]!.get(value) ?? -1;
    if (rank < from || rank >= to) throw new Error("a fork that a fork above has decided");
    encodeRank(coder, model, input, from, to, lists[input]!.length, rank);
    high[input] = rank;
    const first = node(index + 1, { depth: depth + 1, parent: input + 1, afterLeaf: 0 });
    high[input] = to;
    low[input] = rank + 1;
    node(trees.others[index]!, { depth: depth + 1, parent: input + 1, afterLeaf: first });
    low[input] = from;
    return 0;
  }
  for (const root of trees.roots) node(root, ROOT);
  return coder.finish();
}

/** Ascending positive numbers as differences of their bit patterns. */
export function encodeThresholds(lists: Thresholds): Uint8Array {
  const coder = rangeEncoder();
  const model = integerModel(32);
  for (const list of lists) {
    encodeInteger(coder, model, 0, list.length);
    let last = 0;
    let length = 0;
    for (const bits of new Int32Array(Float32Array.from(list).buffer)) {
      encodeInteger(coder, model, length, bits - last);
      length = bitLength(bits - last);
      last = bits;
    }
  }
  return coder.finish();
}

export function decodeThresholds(bytes: Uint8Array, count: number): Thresholds {
  const coder = rangeDecoder(bytes);
  const model = integerModel(32);
  return Array.from({ length: count }, () => {
    const patterns = new Int32Array(decodeInteger(coder, model, 0));
    let last = 0;
    let length = 0;
    for (let k = 0; k < patterns.length; k++) {
      const step = decodeInteger(coder, model, length);
      length = bitLength(step);
      last += step;
      patterns[k] = last;
    }
    return new Float32Array(patterns.buffer);
  });
}

function usedThresholds(trees: BoostedTrees, input: number): ReadonlySet<number> {
  return new Set(trees.values.filter((_, index) => trees.inputs[index] === input));
}

function encodeSubset(coder: RangeEncoder, list: Float32Array, used: ReadonlySet<number>): Float32Array {
  const model = contexts(2);
  let last = 0;
  return list.filter((value) => {
    const bit = used.has(value) ? 1 : 0;
    coder.bit(model, last, bit);
    last = bit;
    return bit === 1;
  });
}

function decodeSubset(coder: RangeDecoder, list: Float32Array): Float32Array {
  const model = contexts(2);
  let last = 0;
  return list.filter(() => {
    last = coder.bit(model, last);
    return last === 1;
  });
}

/** The search among `count` thresholds narrows [from, to) by halves; halves without possible places cost nothing. */
function encodeRank(
  coder: RangeEncoder,
  model: NodeModel,
  input: number,
  from: number,
  to: number,
  count: number,
  rank: number,
): void {
  let [start, end] = [0, count];
  for (let prefix = 1; prefix < LEARNED && end - start > 1; ) {
    const middle = (start + end) >> 1;
    const bit = rank < middle ? 0 : 1;
    if (middle > from && middle < to) coder.bit(model.search, input * LEARNED + prefix, bit);
    if (bit === 0) end = middle;
    else start = middle;
    prefix = prefix * 2 + bit;
  }
  const first = Math.max(start, from);
  coder.uniform(Math.min(end, to) - first, rank - first);
}

function decodeRank(
  coder: RangeDecoder,
  model: NodeModel,
  input: number,
  from: number,
  to: number,
  count: number,
): number {
  let [start, end] = [0, count];
  for (let prefix = 1; prefix < LEARNED && end - start > 1; ) {
    const middle = (start + end) >> 1;
    const bit = middle <= from ? 1 : middle >= to ? 0 : coder.bit(model.search, input * LEARNED + prefix);
    if (bit === 0) end = middle;
    else start = middle;
    prefix = prefix * 2 + bit;
  }
  const first = Math.max(start, from);
  return first + coder.uniform(Math.min(end, to) - first);
}
