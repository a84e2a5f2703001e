/** "Did you mean": the names nearest to a mistyped one. */
import { editDistance } from "../../nearest-name.ts";

/** Up to `count` of `names`, the nearest by edit distance first; none farther than half of the letters. */
export function nearestNames(wanted: string, names: Iterable<string>, count = 3): string[] {
  const target = wanted.toLowerCase();
  const scored: { name: string; distance: number }[] = [];
  for (const name of names) {
    const candidate = name.toLowerCase();
    const distance = candidate.startsWith(target) ? 1 : editDistance(target, candidate);
    if (distance <= Math.max(2, target.length / 2)) scored.push({ name, distance });
  }
  scored.sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name));
  return scored.slice(0, count).map((item) => item.name);
}
