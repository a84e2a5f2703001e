/** "Did you mean ...?": the known name closest to a mistyped one. */

/**
 * Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours count 1 each.
 * Boytsov (2011), ACM JEA 16, section 2.1.
 * @param most a distance above it may be told as any number above it
 */
export function editDistance(first: string, second: string, most = Number.POSITIVE_INFINITY): number {
  // What both begin and end with changes nothing.
  let start = 0;
  let [endA, endB] = [first.length, second.length];
  while (start < endA && start < endB && first.charCodeAt(start) === second.charCodeAt(start)) start++;
  while (endA > start && endB > start && first.charCodeAt(endA - 1) === second.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  const [a, b] = [first.slice(start, endA), second.slice(start, endB)];
  if (a.length === 0 || b.length === 0) return Math.max(a.length, b.length);
  let beforePrevious = new Uint32Array(b.length + 1);
  let previous = Uint32Array.from({ length: b.length + 1 }, (_, j) => j);
  let current = new Uint32Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    current[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let best = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      const swapped =
        i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) best = Math.min(best, beforePrevious[j - 2]! + 1);
      current[j] = best;
      if (best < least) least = best;
    }
    // A swap reaches back over one row.
    if (least > most + 1) return least;
    [beforePrevious, previous, current] = [previous, current, beforePrevious];
  }
  return previous[b.length]!;
}

/** Which letters a text has, as bits; several letters share one. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let i = 0; i < text.length; i++) letters |= 1 << (text.charCodeAt(i) & 31);
  return letters;
}

function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

/** Longer texts are no names: comparing them would take long and tell nothing. */
const LONGEST = 100;

/**
 * The candidate closest to `name`, upper and lower case alike; `undefined` when none is close enough to be meant
 * (more than a third of the longer word would have to change).
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LONGEST) return undefined;
  const wanted = name.toLowerCase();
  const letters = lettersOf(wanted);
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const longer = Math.max(wanted.length, candidate.length);
    const limit = Math.max(1, Math.floor(longer / 3));
    if (Math.abs(wanted.length - candidate.length) > limit) continue;
    const known = candidate.toLowerCase();
    // Every letter that only one of them has costs a change: most candidates go without counting all changes.
    const others = lettersOf(known);
    if (Math.max(countBits(letters & ~others), countBits(others & ~letters)) > Math.min(limit, least - 1)) continue;
    const distance = editDistance(wanted, known, Math.min(limit, least - 1));
    if (distance <= limit && distance < least) {
      nearest = candidate;
      least = distance;
    }
  }
  return nearest;
}
