/**
 * Which points of one set have a point of another set nearby, by two k-d trees walked together (Maneewongvatana and Mount
 * 1999). With a tolerance the answer is approximate, in the way of SciPy's `query_ball_tree`: pairs farther apart than
 * radius / (1 + tolerance) are left out where whole boxes are, pairs up to radius * (1 + tolerance) taken where whole boxes are.
 */

/** Points in rows of three coordinates. */
export interface PointTree {
  readonly coordinates: Float64Array;
  readonly root: TreeNode;
  readonly least: readonly number[];
  readonly greatest: readonly number[];
}

type TreeNode =
  | { readonly kind: "leaf"; readonly points: Uint32Array }
  | {
      readonly kind: "inner";
      readonly axis: number;
      /** Points of `below` lie below it. */
      readonly split: number;
      readonly below: TreeNode;
      readonly above: TreeNode;
      readonly points: Uint32Array;
    };

const LEAF_SIZE = 10;

/** @param coordinates x, y, z of each point, one after the other */
export function pointTree(coordinates: Float64Array): PointTree {
  const all = Uint32Array.from({ length: coordinates.length / 3 }, (_, i) => i);
  const { least, greatest } = boundsOf(coordinates, all);
  return { coordinates, root: makeNode(coordinates, all), least, greatest };
}

function boundsOf(coordinates: Float64Array, points: Uint32Array): { least: number[]; greatest: number[] } {
  const least = [Infinity, Infinity, Infinity];
  const greatest = [-Infinity, -Infinity, -Infinity];
  for (const p of points)
    for (let axis = 0; axis < 3; axis++) {
      const value = coordinates[3 * p + axis]!;
      if (value < least[axis]!) least[axis] = value;
      if (value > greatest[axis]!) greatest[axis] = value;
    }
  return { least, greatest };
}

function makeNode(coordinates: Float64Array, points: Uint32Array): TreeNode {
  if (points.length <= LEAF_SIZE) return { kind: "leaf", points };
  const { least, greatest } = boundsOf(coordinates, points);
  let axis = 0;
  for (let a = 1; a < 3; a++) if (greatest[a]! - least[a]! > greatest[axis]! - least[axis]!) axis = a;
  if (greatest[axis] === least[axis]) return { kind: "leaf", points };
  const values = Float64Array.from(points, (p) => coordinates[3 * p + axis]!).sort();
  // The median; where no point lies below it, the next value above the least.
  let split = values[values.length >> 1]!;
  if (split === values[0]) split = values.find((value) => value > split)!;
  const isBelow = (p: number): boolean => coordinates[3 * p + axis]! < split;
  return {
    kind: "inner",
    axis,
    split,
    below: makeNode(coordinates, points.filter(isBelow)),
    above: makeNode(
      coordinates,
      points.filter((p) => !isBelow(p)),
    ),
    points,
  };
}

/**
 * Pairs of a point of `first` and one of `second` within `radius`.
 * @param onPair called once for each pair, in no order
 */
export function pairsWithin(
  first: PointTree,
  second: PointTree,
  radius: number,
  tolerance: number,
  onPair: (a: number, b: number) => void,
): void {
  const square = radius * radius;
  const factor = (1 + tolerance) ** 2;
  const a = { least: [...first.least], greatest: [...first.greatest] };
  const b = { least: [...second.least], greatest: [...second.greatest] };

  const visit = (one: TreeNode, two: TreeNode): void => {
    let nearest = 0;
    let farthest = 0;
    for (let axis = 0; axis < 3; axis++) {
      const gap = Math.max(0, a.least[axis]! - b.greatest[axis]!, b.least[axis]! - a.greatest[axis]!);
      const span = Math.max(a.greatest[axis]! - b.least[axis]!, b.greatest[axis]! - a.least[axis]!);
      nearest += gap * gap;
      farthest += span * span;
    }
    if (nearest > square / factor) return;
    if (farthest < square * factor) {
      for (const p of one.points) for (const q of two.points) onPair(p, q);
      return;
    }
    if (one.kind === "leaf" && two.kind === "leaf") {
      for (const p of one.points)
        for (const q of two.points) if (squaredDistance(first, p, second, q) <= square) onPair(p, q);
      return;
    }
    halves(one, a, (oneHalf) => halves(two, b, (twoHalf) => visit(oneHalf, twoHalf)));
  };
  visit(first.root, second.root);
}

interface Box {
  readonly least: number[];
  readonly greatest: number[];
}

/** Calls `each` with both halves of an inner node, the box cut to them meanwhile; with a leaf itself. */
function halves(node: TreeNode, box: Box, each: (half: TreeNode) => void): void {
  if (node.kind === "leaf") {
    each(node);
    return;
  }
  const { axis, split, below, above } = node;
  const { [axis]: least } = box.least;
  const { [axis]: greatest } = box.greatest;
  box.greatest[axis] = split;
  each(below);
  box.greatest[axis] = greatest!;
  box.least[axis] = split;
  each(above);
  box.least[axis] = least!;
}

function squaredDistance(first: PointTree, p: number, second: PointTree, q: number): number {
  let sum = 0;
  for (let axis = 0; axis < 3; axis++)
    sum += (first.coordinates[3 * p + axis]! - second.coordinates[3 * q + axis]!) ** 2;
  return sum;
}
