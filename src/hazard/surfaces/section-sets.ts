/** Sections of a fault system that break together, many sets of them (docs/method/sources.md 5.5). */
import type { FaultSection } from "./fault-section.ts";
import { arrangeTraces } from "./generalized-coordinates.ts";

export interface SectionSets {
  /** The sections that any set has. */
  readonly sections: readonly FaultSection[];
  /** Set r has the sections `members[first[r]..first[r + 1] - 1]`, in the order of the file. */
  readonly first: Int32Array;
  readonly members: Int32Array;
}

/** How the traces of a set are put in line: sections in the order of summing, their directions and shifts. */
export interface SetTraces {
  readonly section: Int32Array;
  readonly flipped: Uint8Array;
  readonly shift: Float32Array;
}

export function setTraces({ sections, first, members }: SectionSets, r: number): SetTraces {
  const own = Array.from(members.subarray(first[r]!, first[r + 1]!));
  const { order, flipped, shift } = arrangeTraces(own.map((section) => sections[section]!.ends));
  return {
    section: Int32Array.from(order, (i) => own[i]!),
    flipped: Uint8Array.from(order, (i) => (flipped[i]! ? 1 : 0)),
    shift,
  };
}
