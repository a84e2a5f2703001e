/** Reads the tree ensembles of an ONNX model: the few fields of its protocol buffers that they use. */
import { type BoostedTrees, LEAF } from "../src/hazard/gmm/boosted-trees.ts";

export interface NamedTrees {
  /** Name of the output of the operator. */
  readonly output: string;
  readonly trees: BoostedTrees;
}

/** Field number, and the bytes or the number it holds. */
type Field = readonly [number, Uint8Array | number];

function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let place = 0;
  function whole(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[place++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
  while (place < bytes.length) {
    const key = whole();
    const kind = key & 7;
    if (kind === 0) yield [key >> 3, whole()];
    else if (kind === 5) {
      yield [key >> 3, view.getFloat32(place, true)];
      place += 4;
    } else if (kind === 2) {
      const length = whole();
      yield [key >> 3, bytes.subarray(place, place + length)];
      place += length;
    } else throw new Error(`unexpected wire type ${kind}`);
  }
}

/** Numbers and texts of an attribute. */
interface Attribute {
  readonly numbers: number[];
  readonly texts: string[];
}

function readAttribute(bytes: Uint8Array): [string, Attribute] {
  let name = "";
  const numbers: number[] = [];
  const texts: string[] = [];
  for (const [field, value] of fieldsOf(bytes)) {
    if (field === 1) name = text(value);
    else if (field === 9) texts.push(text(value));
    else if (field === 7 || field === 8) {
      if (typeof value === "number") numbers.push(value);
      else if (field === 7) for (let k = 0; k < value.length; k += 4) numbers.push(float(value, k));
      else throw new Error("packed whole numbers");
    }
  }
  return [name, { numbers, texts }];
}

function text(value: Uint8Array | number): string {
  return typeof value === "number" ? String(value) : new TextDecoder().decode(value);
}

function float(bytes: Uint8Array, place: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getFloat32(place, true);
}

/** All ensembles of one target in the order of the file. */
export function readTrees(onnx: Uint8Array): NamedTrees[] {
  const found: NamedTrees[] = [];
  for (const [field, graph] of fieldsOf(onnx)) {
    if (field !== 7 || typeof graph === "number") continue;
    for (const [part, node] of fieldsOf(graph)) {
      if (part !== 1 || typeof node === "number") continue;
      let operator = "";
      let output = "";
      const attributes = new Map<string, Attribute>();
      for (const [item, value] of fieldsOf(node)) {
        if (item === 2) output = text(value);
        else if (item === 4) operator = text(value);
        else if (item === 5 && typeof value !== "number") attributes.set(...readAttribute(value));
      }
      if (operator === "TreeEnsembleRegressor") found.push({ output, trees: arrange(attributes, "target") });
      if (operator === "TreeEnsembleClassifier") found.push({ output, trees: arrange(attributes, "class") });
    }
  }
  return found;
}

/** The next larger single-precision number. */
function nextSingle(value: number): number {
  const words = new Int32Array(Float32Array.of(value).buffer);
  if (value === 0) return 2 ** -149;
  words[0] = words[0]! + (value > 0 ? 1 : -1);
  return new Float32Array(words.buffer)[0]!;
}

/**
 * Nodes of every tree from the root, the branch below the threshold first. Comparisons <= become < with the next larger threshold.
 * Weights of classifiers of two classes are those of the second.
 */
function arrange(attributes: ReadonlyMap<string, Attribute>, result: "target" | "class"): BoostedTrees {
  const numbers = (name: string) => attributes.get(name)?.numbers ?? [];
  const modes = attributes.get("nodes_modes")?.texts ?? [];
  if (modes.some((mode) => !["LEAF", "BRANCH_LT", "BRANCH_LEQ"].includes(mode)))
    throw new Error("other comparisons than < and <=");
  const key = (tree: number, node: number) => tree * 65536 + node;
  const trees = numbers("nodes_treeids");
  const nodes = numbers("nodes_nodeids");
  const places = new Map(trees.map((tree, k) => [key(tree, nodes[k]!), k]));
  const weights = new Map<number, number>();
  const weightNodes = numbers(`${result}_nodeids`);
  const weightValues = numbers(`${result}_weights`);
  for (const [k, tree] of numbers(`${result}_treeids`).entries())
    weights.set(key(tree, weightNodes[k]!), weightValues[k]!);
  const below = numbers("nodes_truenodeids");
  const above = numbers("nodes_falsenodeids");
  const features = numbers("nodes_featureids");
  const thresholds = numbers("nodes_values");
  const inputs: number[] = [];
  const values: number[] = [];
  const others: number[] = [];
  function visit(tree: number, node: number): void {
    const k = places.get(key(tree, node))!;
    const index = inputs.length;
    const leaf = modes[k] === "LEAF";
    inputs.push(leaf ? LEAF : features[k]!);
    const threshold = modes[k] === "BRANCH_LEQ" ? nextSingle(thresholds[k]!) : thresholds[k]!;
    values.push(leaf ? weights.get(key(tree, node))! : threshold);
    others.push(0);
    if (leaf) return;
    visit(tree, below[k]!);
    others[index] = inputs.length;
    visit(tree, above[k]!);
  }
  const roots = [...new Set(trees)].map((tree) => {
    const root = inputs.length;
    visit(tree, 0);
    return root;
  });
  return {
    base: numbers("base_values")[0] ?? 0,
    roots: Int32Array.from(roots),
    inputs: Uint8Array.from(inputs),
    values: Float64Array.from(values),
    others: Int32Array.from(others),
  };
}
