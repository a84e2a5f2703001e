/**
 * What a file of a megabyte may cost, whatever is in it: every reader on texts of many shapes, at n and 4n, so that nothing grows
 * with the square; and random damage of real documents. READER_SEED=123 repeats a run's damage.
 */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { boundedProblems } from "../../src/engines/bounded-problems.ts";
import { InputError, type InputProblem } from "../../src/input-error.ts";
import { readCsv } from "../../src/inputs/csv.ts";
import { parseIni } from "../../src/inputs/job-ini/ini-syntax.ts";
import { validateNrmlBlob } from "../../src/inputs/nrml/validate-nrml.ts";
import { PROJECT } from "../harness.ts";

const MEGABYTE = 2 ** 20;
const MOST_MS = 2000;
/** Four times the length may cost so many times as much. Short times are noise. */
const MOST_GROWTH = 11;
const NOISE_MS = 60;

const root = (content: string) =>
  `<?xml version="1.0" encoding="utf-8"?>\n<nrml xmlns="http://openquake.org/xmlns/nrml/0.5">${content}</nrml>`;
const model = (content: string) =>
  root(`<sourceModel name="m"><sourceGroup tectonicRegion="A" name="g">${content}</sourceGroup></sourceModel>`);
const upTo = (bytes: number, piece: (i: number) => string) => {
  const pieces: string[] = [];
  for (let length = 0, i = 0; length < bytes; i++) {
    const text = piece(i);
    pieces.push(text);
    length += text.length;
  }
  return pieces.join("");
};

/** Texts of about so many bytes, by what is special about them. */
const XML: Readonly<Record<string, (bytes: number) => string>> = {
  "many unknown elements": (n) => root(upTo(n, () => "<x/>")),
  "many sources that lack everything": (n) => model(upTo(n, (i) => `<pointSource id="${i}" name="s"/>`)),
  "sources of one id": (n) => model(upTo(n, () => '<pointSource id="1" name="s" tectonicRegion="A"/>')),
  "many attributes": (n) => root(`<x ${upTo(Math.min(n, 30_000), (i) => `a${i}="1" `)}/>`),
  "one long attribute": (n) => root(`<x a="${"y".repeat(n)}"/>`),
  "one long text": (n) => model(`<pointSource id="1" name="${"z".repeat(n)}"/>`),
  "one long list of numbers": (n) =>
    model(
      `<areaSource id="1" name="a"><areaGeometry><gml:posList>${upTo(n, (i) => `${i % 90} `)}</gml:posList></areaGeometry></areaSource>`,
    ),
  "deep nesting": (n) => root("<x>".repeat(Math.min(n / 8, 4000)) + "</x>".repeat(Math.min(n / 8, 4000))),
  "many groups": (n) =>
    root(`<sourceModel>${upTo(n, (i) => `<sourceGroup name="${i}" tectonicRegion="A"/>`)}</sourceModel>`),
  "many branches": (n) =>
    root(
      `<logicTree logicTreeID="lt"><logicTreeBranchSet uncertaintyType="gmpeModel" branchSetID="b">${upTo(n, (i) => `<logicTreeBranch branchID="${i}"><uncertaintyModel>X</uncertaintyModel><uncertaintyWeight>0.1</uncertaintyWeight></logicTreeBranch>`)}</logicTreeBranchSet></logicTree>`,
    ),
  "many branch sets": (n) =>
    root(
      `<logicTree logicTreeID="lt">${upTo(n, (i) => `<logicTreeBranchSet uncertaintyType="bGRRelative" branchSetID="${i}"/>`)}</logicTree>`,
    ),
  "many comments": (n) => root(upTo(n, () => "<!-- c -->")),
  "text that never ends": (n) => `<nrml>${"a".repeat(n)}`,
  "many entities": (n) => root(`<x>${upTo(n, () => "&amp;")}</x>`),
};
const INI: Readonly<Record<string, (bytes: number) => string>> = {
  "many sections": (n) => upTo(n, (i) => `[s${i}]\n`),
  "many keys": (n) => `[a]\n${upTo(n, (i) => `k${i} = 1\n`)}`,
  "one key again and again": (n) => `[a]\n${upTo(n, () => "k = 1\n")}`,
  "one long value": (n) => `[a]\nk = ${"1 ".repeat(n / 2)}\n`,
  "one value on many lines": (n) => `[a]\nk = 1\n${upTo(n, () => "  1\n")}`,
  "no line is right": (n) => upTo(n, () => "nonsense\n"),
};
const CSV: Readonly<Record<string, (bytes: number) => string>> = {
  "many columns": (n) => `${upTo(n / 2, (i) => `c${i},`)}z\n`,
  "many rows": (n) => `lon,lat\n${upTo(n, () => "1,2\n")}`,
  "one quoted field": (n) => `lon\n"${"x".repeat(n)}"\n`,
  "quotes only": (n) => `lon\n${'"'.repeat(n)}\n`,
};

interface Cost {
  readonly ms: number;
  readonly answer: number;
}

/** Processor time, and the length of what would be told. */
async function costOf(read: () => unknown): Promise<Cost> {
  const begun = process.cpuUsage();
  let problems: readonly InputProblem[] = [];
  try {
    const answer = await read();
    if (typeof answer === "object" && answer !== null && "errors" in answer) problems = answer.errors as InputProblem[];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems = error.problems;
  }
  const { user, system } = process.cpuUsage(begun);
  return { ms: (user + system) / 1000, answer: JSON.stringify(boundedProblems(problems)).length };
}

/** The cheapest of some: the machine may be busy with other tests. */
async function bestOf(times: number, read: () => unknown): Promise<Cost> {
  let best = await costOf(read);
  for (let i = 1; i < times; i++) {
    const next = await costOf(read);
    if (next.ms < best.ms) best = next;
  }
  return best;
}

function scaling(name: string, shapes: typeof XML, read: (text: string) => unknown): void {
  describe(name, () => {
    for (const [shape, textOf] of Object.entries(shapes))
      test(shape, async () => {
        await costOf(() => read(textOf(10_000)));
        const quarter = await bestOf(2, () => read(textOf(MEGABYTE / 4)));
        const whole = await bestOf(2, () => read(textOf(MEGABYTE)));
        expect(whole.ms).toBeLessThan(MOST_MS);
        expect(whole.answer).toBeLessThan(MEGABYTE);
        // Four times the length: 4 is straight, 16 a square.
        if (whole.ms > NOISE_MS) expect(whole.ms / Math.max(quarter.ms, NOISE_MS / 4)).toBeLessThan(MOST_GROWTH);
      }, 30_000);
  });
}

scaling("XML", XML, (text) => validateNrmlBlob(new Blob([text])));
scaling("job file", INI, (text) => parseIni(text, "job.ini"));
scaling("csv", CSV, (text) => readCsv(new TextEncoder().encode(text), "sites.csv"));

test("damaged documents end in an answer, never in a defect", async () => {
  const seed = Number(process.env["READER_SEED"] ?? 20_261);
  console.log(`READER_SEED=${seed}`);
  let state = seed >>> 0;
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const documents = ["source-model.xml", "source-model-logic-tree.xml", "ground-motion-logic-tree.xml"].map((name) =>
    readFileSync(join(PROJECT, "examples", "area-source", name), "utf8"),
  );
  const insert = ["<", ">", '"', "&", "\0", "-", "1e999", "NaN", "<x>", "</nrml>", "\ud800", " ".repeat(50), "é"];
  for (let round = 0; round < 300; round++) {
    let text = documents[random(documents.length)] ?? "";
    for (let edit = random(4); edit >= 0; edit--) {
      const at = random(text.length);
      const cut = random(3) === 0 ? random(200) : 0;
      text = text.slice(0, at) + (insert[random(insert.length)] ?? "") + text.slice(at + cut);
    }
    const { ms, answer } = await costOf(() => validateNrmlBlob(new Blob([text])));
    expect([ms < MOST_MS, answer < MEGABYTE]).toEqual([true, true]);
  }
}, 60_000);
