/**
 * Random edits of valid jobs: which of them change nothing and are told nowhere?
 *
 * `bun scripts/fuzz-jobs.ts [EDITS] [SEED] [FOLDER]` edits numbers, names and structure of a small job, or of the `job.ini` of a folder. An edit is fine when the check tells something
 * (a problem or a warning), or when the job that is read differs from the one before. What is left is printed, unless it is known to be
 * without meaning.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkCalculation } from "../src/calculators/check-calculation.ts";
import { formatProblem } from "../src/input-error.ts";
import type { Job } from "../src/inputs/job.ts";
import { readOpenedJob } from "../src/inputs/job-reading.ts";
import { openJob } from "../src/inputs/open-job.ts";

export type JobTexts = { readonly [file: string]: string };

export interface SilentEdit {
  readonly file: string;
  readonly line: number;
  readonly edit: string;
}

/** Repeatable numbers in [0, 1): Mulberry32. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What may be edited without meaning: names and descriptions for people, ids that nothing refers to, layout, declarations. */
const WITHOUT_MEANING: readonly RegExp[] = [
  /^description\b/,
  /<description\b/,
  /\bname="[^"]*$/,
  /\b(?:logicTreeID|branchingLevelID|branchSetID|branchID)="[^"]*$/,
  /<\?xml[^>]*$/,
  /^<\?xml/,
  // Names of exposures and functions, and of stations, for people.
  /<(?:exposure|fragility|vulnerability)Model\b.*\b(?:id|category|taxonomySource)="[^"]*$/,
  /xmlns(?::\w+)?="[^"]*$/,
  // Sections of the job file, and lines that say what is so anyway.
  /^\[/,
  /^(?:rupture_mesh_spacing = 5\.0|reference_vs30_type = inferred|number_of_logic_tree_samples = 0|num_rlzs_disagg = 0|mean = true)$/,
  /^(?:cross|spatial)_correlation = yes$/,
  // Descriptions of functions; occupants that nothing asks for.
  /\b(?:lossCategory|assetCategory|format)="[^"]*$/,
  /<occupancyPeriods>/,
  // A tectonic region type that no source has.
  /applyToTectonicRegionType="Volcanic"/,
  /^#/,
  // Comments.
  /<!--/,
];

/** True and false are read in any letter case, numbers of csv files (exposures) in single precision. */
const isSameValue = (before: string, word: string, replaced: string): boolean =>
  (/^(?:true|false)$/i.test(word) && word.toLowerCase() === replaced.toLowerCase()) ||
  // .8 and .8000
  (before.endsWith(".") && new RegExp(`^${word}0+$`).test(replaced)) ||
  (before.includes(",") && Math.abs(Number(replaced) / Number(word) - 1) < 6e-8);

/** Names of parameters are the same in any letter case. */
const isSameName = (file: string, before: string, word: string, replaced: string): boolean =>
  file.endsWith(".ini") && before.trim() === "" && word.toLowerCase() === replaced.toLowerCase();

const PARTS = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|[A-Za-z_][A-Za-z_0-9]*/g;

interface Edit extends SilentEdit {
  readonly texts: JobTexts;
}

/** One random edit of one file, or undefined where it would be without meaning. */
function randomEdit(texts: JobTexts, random: () => number, edited: readonly string[]): Edit | undefined {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const file = pick(edited);
  const text = texts[file]!;
  const done = (at: number, edit: string, changed: string): Edit | undefined => {
    const start = text.lastIndexOf("\n", at - 1) + 1;
    const before = text.slice(start, at);
    if (
      WITHOUT_MEANING.some(
        (pattern) =>
          pattern.test(before) ||
          pattern.test(text.slice(start, at + (edit.startsWith("re") ? 200 : 20)).split("\n")[0]!),
      )
    )
      return undefined;
    return { file, line: text.slice(0, at).split("\n").length, edit, texts: { ...texts, [file]: changed } };
  };
  if (random() < 0.2) {
    const lines = text.split("\n");
    const i = Math.floor(random() * lines.length);
    const line = lines[i]!;
    if (line.trim() === "") return undefined;
    const at = lines.slice(0, i).join("\n").length + (i > 0 ? 1 : 0);
    const isRemoved = random() < 0.5;
    const changed = [...lines.slice(0, i), ...(isRemoved ? [] : [line, line]), ...lines.slice(i + 1)].join("\n");
    return done(at, `${isRemoved ? "removed" : "repeated"} ${line.slice(0, 80)}`, changed);
  }
  const parts = [...text.matchAll(PARTS)];
  const part = pick(parts);
  const [word] = part;
  const at = part.index;
  const isNumber = /^[-\d]/.test(word);
  const number = Number(word);
  const replaced = isNumber
    ? pick([String(number + 1), String(number * 1000), String(-number - 1), String(number / 3 + 0.01), `${word}x`, ""])
    : pick([word.slice(1), `${word}s`, word.slice(0, -1), `${word[0]}${word}`, word.toUpperCase(), ""]);
  if (replaced === word || (isNumber && Number(replaced) === number && replaced !== "")) return undefined;
  const indent = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  if (isSameName(file, indent, word, replaced) || isSameValue(indent, word, replaced)) return undefined;
  return done(
    at,
    `${word} -> ${replaced === "" ? "(nothing)" : replaced}`,
    text.slice(0, at) + replaced + text.slice(at + word.length),
  );
}

/** All of a job that can change a number. */
function fingerprint({ checksum: _sum, warnings: _warnings, given: _given, ...job }: Job): string {
  return JSON.stringify(job, (key, value: unknown) => {
    if (["origin", "line", "column", "name", "description", "file"].includes(key)) return undefined;
    if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
    if (value instanceof Map) return [...value];
    if (value instanceof Set) return [...value];
    return value;
  });
}

async function look(texts: JobTexts): Promise<{ readonly told: string; readonly job: string }> {
  const folder = mkdtempSync(join(tmpdir(), "quakewright-fuzz-"));
  try {
    for (const [file, text] of Object.entries(texts)) writeFileSync(join(folder, file), text);
    const check = await checkCalculation({ root: folder }, "job.ini");
    const told = [...check.problems, ...check.notComputed].map(formatProblem).concat(check.warnings).join("\n");
    if (!check.runnable) return { told, job: "" };
    const { job } = await readOpenedJob(openJob({ root: folder }, "job.ini"), undefined);
    return { told, job: job === undefined ? "" : fingerprint(job).replaceAll(folder, "") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param edited names of the files that are edited @returns the edits that change nothing and are told nowhere. @throws what a reader throws that is no InputError */
export async function findSilentEdits(
  texts: JobTexts,
  edits: number,
  seed: number,
  edited: readonly string[] = Object.keys(texts),
): Promise<readonly SilentEdit[]> {
  const random = randomNumbers(seed);
  const before = await look(texts);
  const silent: SilentEdit[] = [];
  for (let done = 0; done < edits; ) {
    const edit = randomEdit(texts, random, edited);
    if (edit === undefined) continue;
    done++;
    const { file, line } = edit;
    let after: Awaited<ReturnType<typeof look>>;
    try {
      after = await look(edit.texts);
    } catch (error) {
      throw new Error(`${file}:${line}: ${edit.edit}: ${(error as Error).stack}`);
    }
    if (after.told === before.told && after.job === before.job) silent.push({ file, line, edit: edit.edit });
  }
  return silent;
}

/** The files of a job of one folder. */
function textsIn(folder: string): JobTexts {
  const files = readdirSync(folder).filter((file) => /\.(ini|xml|csv)$/.test(file));
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}

if (import.meta.main) {
  const { SMALL_JOB } = await import("../tests/inputs/small-job.ts");
  const [edits = "2000", seed = "1", folder] = process.argv.slice(2);
  const silent = await findSilentEdits(folder === undefined ? SMALL_JOB : textsIn(folder), Number(edits), Number(seed));
  for (const { file, line, edit } of silent) console.log(`${file}:${line}: ${edit}`);
  console.log(`${silent.length} of ${edits} edits change nothing and are told nowhere (seed ${seed})`);
}
