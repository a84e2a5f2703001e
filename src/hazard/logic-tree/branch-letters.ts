/**
 * The alphabet in which branch paths are shown: the k-th branch of its set is the k-th of 183 printable Latin-1 characters.
 * A point is kept for dummy branches, a tilde for joining the parts, and comma, double quote and backslash are left
 * out because paths live in csv and JSON. (Order as in the reference engine, whose files users compare with.)
 */
export const BRANCH_LETTERS: string = [
  ...range(0x41, 0x5b), // A-Z [
  ...range(0x5d, 0x7d), // ] ^ _ ` a-z { | }
  ...range(0x21, 0x21),
  ...range(0x23, 0x2b),
  ...range(0x2d, 0x2d),
  ...range(0x2f, 0x40), // / 0-9 : ; < = > ? @
  ...range(0xa1, 0xac),
  ...range(0xae, 0xff),
].join("");

export const DUMMY_LETTER = ".";

function range(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => String.fromCharCode(first + i));
}

/** Letter of the branch at `position` of its set; sets have at most 183 branches (checked when the tree is read). */
export function branchLetter(position: number): string {
  const letter = BRANCH_LETTERS[position];
  if (letter === undefined)
    throw new RangeError(`branch ${position} of a set of more than ${BRANCH_LETTERS.length} branches`);
  return letter;
}
