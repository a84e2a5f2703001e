/** How much is told of what is wrong: a file with a mistake in every line must not make an answer of its own size. */
import type { InputProblem } from "../input-error.ts";

/** Problems that are told. */
export const MOST_PROBLEMS = 1000;
/** Letters of all of them; stored and sent as UTF-8 and inside JSON they stay below a megabyte. */
const MOST_LETTERS = 300_000;
/** Letters of one: what was found may be a whole document. */
const MOST_LETTERS_OF_ONE = 2000;

function shortened(text: string): string {
  return text.length <= MOST_LETTERS_OF_ONE
    ? text
    : `${text.slice(0, MOST_LETTERS_OF_ONE)}... (${text.length} letters)`;
}

/** Every text of a problem may hold what was found. */
function shortProblem(problem: InputProblem): InputProblem {
  const texts = Object.entries(problem).map(([name, value]) => [
    name,
    typeof value === "string" ? shortened(value) : value,
  ]);
  return Object.fromEntries(texts) as unknown as InputProblem;
}

/** The first items within the bounds, by their lengths. */
function within<Item>(items: readonly Item[], lengthOf: (item: Item) => number): Item[] {
  let letters = 0;
  const taken: Item[] = [];
  for (const item of items) {
    letters += lengthOf(item);
    if (taken.length >= MOST_PROBLEMS || letters > MOST_LETTERS) break;
    taken.push(item);
  }
  return taken;
}

/** The problems within the bounds, the first ones. */
export function boundedProblems(problems: readonly InputProblem[]): InputProblem[] {
  return within(problems.slice(0, MOST_PROBLEMS).map(shortProblem), (problem) => JSON.stringify(problem).length);
}

/** Lines within the bounds, joined; the last says how many are left out. */
export function boundedText(lines: readonly string[]): string {
  const told = within(lines.slice(0, MOST_PROBLEMS).map(shortened), (line) => line.length);
  return (told.length === lines.length ? told : [...told, leftOut(lines.length - told.length)]).join("\n");
}

/** The same for warnings. */
export function boundedLines(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : boundedText(lines.map((line) => line.replaceAll("\n", " "))).split("\n");
}

function leftOut(count: number): string {
  return `... and ${count} more`;
}
