/**
 * Paths through the source-model logic tree: full enumeration and sampling
 * (docs/method/classical.md 6.1, 6.3 and 6.5).
 *
 * The tree is a graph of branch sets. A set hangs below every branch of the set before it, or below the branches that
 * `applyToBranches` names; branches left without a set get a dummy child of weight 1, so that paths go on to the next
 * set. A later set may take the place of a dummy.
 */
import { InputError } from "../../input-error.ts";
import { uniformDoubles } from "../../numerics/random/pcg64.ts";
import { branchLetter, DUMMY_LETTER } from "./branch-letters.ts";
import { chooseBranch, latinHypercube, type SamplingMethod } from "./sampling.ts";
import type { SourceModelBranch, SourceModelBranchSet, SourceModelLogicTree } from "./trees.ts";

/** One uncertainty to apply: a branch and the set it stands in. */
export interface AppliedBranch {
  readonly set: SourceModelBranchSet;
  readonly branch: SourceModelBranch;
}

export interface SourcePath {
  /** Branch ids joined by `~`, dummies as `.`: what paths are sorted by. */
  readonly ids: string;
  /** One letter a branch set. */
  readonly letters: string;
  /** Full enumeration: product of the weights. Sampling: summed weight of the merged samples. */
  readonly weight: number;
  /** How many samples took this path; 1 in full enumeration. */
  readonly samples: number;
  /**
   * What changes the sources, in order, the source model first. In the reference it ends at the first branch followed by
   * a dummy: what stands behind one is silently not applied.
   */
  readonly applied: readonly AppliedBranch[];
}

interface Node {
  readonly branch: SourceModelBranch | undefined;
  readonly set: SourceModelBranchSet | undefined;
  readonly letter: string;
  child: Level | undefined;
}

interface Level {
  /** Position of the set in the file: the column of its random numbers. Undefined for a dummy. */
  readonly ordinal: number | undefined;
  readonly nodes: readonly Node[];
}

function dummyLevel(): Level {
  return {
    ordinal: undefined,
    nodes: [{ branch: undefined, set: undefined, letter: DUMMY_LETTER, child: undefined }],
  };
}

function buildGraph(tree: SourceModelLogicTree): Level {
  const byId = new Map<string, Node>();
  let root: Level | undefined;
  let leaves: readonly Node[] = [];
  for (const [ordinal, set] of tree.branchSets.entries()) {
    const level: Level = {
      ordinal,
      nodes: set.branches.map((branch, position) => ({
        branch,
        set,
        letter: branchLetter(position),
        child: undefined,
      })),
    };
    const attached = new Set<Node>();
    if (root === undefined) root = level;
    else if (set.applyToBranches === undefined) for (const leaf of leaves) attached.add(leaf);
    else
      for (const id of set.applyToBranches) {
        const parent = byId.get(id);
        const place = { file: tree.file, line: set.line, parameter: "applyToBranches" };
        if (parent === undefined) throw new InputError(`branch '${id}' is not yet defined`, place);
        if (parent.child !== undefined && parent.child.ordinal !== undefined)
          throw new InputError(`branch '${id}' already has child branchset`, place);
        attached.add(parent);
      }
    for (const parent of attached) parent.child = level;
    const dummies: Node[] = [];
    for (const leaf of leaves)
      if (!attached.has(leaf)) {
        leaf.child = dummyLevel();
        dummies.push(...leaf.child.nodes);
      }
    for (const node of level.nodes) if (node.branch !== undefined) byId.set(node.branch.id, node);
    leaves = [...level.nodes, ...dummies];
  }
  if (root === undefined) throw new InputError("the logic tree has no branch set", { file: tree.file });
  return root;
}

function toPath(nodes: readonly Node[], weight: number, samples: number, exact: boolean): SourcePath {
  const applied: AppliedBranch[] = [];
  for (const node of nodes) {
    if (node.branch === undefined || node.set === undefined) {
      if (exact) continue;
      break;
    }
    applied.push({ branch: node.branch, set: node.set });
  }
  return {
    ids: idsOf(nodes),
    letters: nodes.map((node) => node.letter).join(""),
    weight,
    samples,
    applied,
  };
}

function idsOf(nodes: readonly Node[]): string {
  return nodes.map((node) => node.branch?.id ?? DUMMY_LETTER).join("~");
}

/** Plain code-point order, as the reference sorts. */
function byIds(a: { readonly ids: string }, b: { readonly ids: string }): number {
  return a.ids < b.ids ? -1 : a.ids > b.ids ? 1 : 0;
}

/** Number of paths of the full enumeration, without walking them. */
export function countSourcePaths(tree: SourceModelLogicTree): number {
  const memo = new Map<Level, number>();
  const count = (level: Level): number => {
    const known = memo.get(level);
    if (known !== undefined) return known;
    let paths = 0;
    for (const node of level.nodes) paths += node.child === undefined ? 1 : count(node.child);
    memo.set(level, paths);
    return paths;
  };
  return count(buildGraph(tree));
}

/**
 * All paths, sorted by their ids.
 * @param exact applies the branches behind a dummy, too
 */
export function enumerateSourcePaths(tree: SourceModelLogicTree, exact = false): readonly SourcePath[] {
  const paths: SourcePath[] = [];
  const walk = (level: Level, before: readonly Node[], weight: number): void => {
    for (const node of level.nodes) {
      const nodes = [...before, node];
      const product = weight * (node.branch?.weight ?? 1);
      if (node.child === undefined) paths.push(toPath(nodes, product, 1, exact));
      else walk(node.child, nodes, product);
    }
  };
  walk(buildGraph(tree), [], 1);
  return paths.sort(byIds);
}

/** Paths drawn by `samples` samples, equal ones merged, sorted by their ids. */
export function sampleSourcePaths(
  tree: SourceModelLogicTree,
  samples: number,
  seed: number,
  method: SamplingMethod,
  exact = false,
): readonly SourcePath[] {
  const root = buildGraph(tree);
  const columns = tree.branchSets.length;
  const draws = uniformDoubles(seed, samples * columns);
  if (method.latin) latinHypercube(draws, samples, columns);
  const merged = new Map<string, { nodes: Node[]; weight: number; count: number }>();
  for (let sample = 0; sample < samples; sample++) {
    const nodes: Node[] = [];
    let product = 1;
    for (let level: Level | undefined = root; level !== undefined; ) {
      const position: number =
        level.ordinal === undefined
          ? 0
          : chooseBranch(
              level.nodes.map((node) => node.branch?.weight ?? 1),
              draws[sample * columns + level.ordinal]!,
              method,
            );
      const node: Node = level.nodes[position]!;
      nodes.push(node);
      product *= node.branch?.weight ?? 1;
      level = node.child;
    }
    const weight = method.late ? product : 1 / samples;
    const ids = idsOf(nodes);
    const known = merged.get(ids);
    if (known === undefined) merged.set(ids, { nodes, weight, count: 1 });
    else {
      known.weight += weight;
      known.count += 1;
    }
  }
  return [...merged.values()].map(({ nodes, weight, count }) => toPath(nodes, weight, count, exact)).sort(byIds);
}
