/**
 * Random jobs of risk in the reference engine and here, all csv exports compared:
 *
 *   QUAKEWRIGHT_ORACLE=/path/to/venv bun scripts/random-risks.ts [COUNT] [SEED] [JOBS]
 *
 * Jobs are written from nothing, or with a folder JOBS, below which there are jobs, are changed copies of these. JOBS = networks: networks that
 * fail; JOBS = volcanoes: ash, lava, mud and gas (multi_risk).
 *
 * The environment's engine must have its database (`oq engine --upgrade-db`). Jobs that differ are left in the folder that is named.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findRiskJobs, writeChangedRisk } from "./changed-risk-jobs.ts";
import { RANDOM_KINDS } from "./random-kinds.ts";

const PROJECT = join(import.meta.dir, "..");
const oracle = process.env["QUAKEWRIGHT_ORACLE"];
if (oracle === undefined) throw new Error("QUAKEWRIGHT_ORACLE names no environment with the reference engine");
const COUNT = Number(process.argv[2] ?? 20);
const SEED = Number(process.argv[3] ?? 1);
const JOBS = process.argv[4];

const RELATIVE = 1e-3;
const ABSOLUTE = 1e-6;

type Cells = readonly (readonly string[])[];

function cellsOf(path: string): Cells {
  const lines = readFileSync(path, "utf8")
    .split(/\r?\n/)
    .filter((line) => line !== "");
  return lines.filter((line, i) => !(i === 0 && line.startsWith("#"))).map((line) => line.split(","));
}

function alike(a: string, b: string): boolean {
  if (a === b) return true;
  const [x, y] = [Number(a), Number(b)];
  if (a.toLowerCase() === "nan" && b.toLowerCase() === "nan") return true;
  return Math.abs(x - y) <= ABSOLUTE + RELATIVE * Math.abs(x);
}

const rounded = (cell: string): string => (Number.isNaN(Number(cell)) ? cell : Number(cell).toPrecision(3));

/** Columns by their names. */
function byColumn(cells: Cells): Cells {
  const head = cells[0] ?? [];
  const order = Array.from(head.keys()).sort((a, b) => (head[a]! < head[b]! ? -1 : 1));
  return cells.map((row) => order.map((c) => row[c] ?? ""));
}

/** What differs between two files; rows may come in another order. */
function difference(reference: Cells, own: Cells): string | undefined {
  // The order of columns of a site model is the reference's chance.
  if (reference[0]?.includes("sids")) [reference, own] = [byColumn(reference), byColumn(own)];
  const head = reference[0]?.join(",") ?? "";
  if (own[0]?.join(",") !== head) return `columns ${own[0]} instead of ${head}`;
  if (own.length !== reference.length) return `${own.length - 1} rows instead of ${reference.length - 1}`;
  const compare = (a: Cells, b: Cells) =>
    a.flatMap((row, r) =>
      row.every((cell, c) => alike(cell, b[r]![c] ?? "")) && row.length === b[r]!.length
        ? []
        : [`${b[r]} instead of ${row}`],
    );
  const inOrder = compare(reference, own);
  if (inOrder.length === 0) return undefined;
  const ordered = (cells: Cells): Cells =>
    cells.slice(1).sort((a, b) => (a.map(rounded).join() < b.map(rounded).join() ? -1 : 1));
  const sorted = compare(ordered(reference), ordered(own));
  if (sorted.length === 0) return undefined;
  const fewest = sorted.length < inOrder.length ? sorted : inOrder;
  return `${fewest.length} of ${reference.length - 1} rows (${head}): ${fewest[0]}`;
}

const root = mkdtempSync(join(tmpdir(), "quakewright-risks-"));
const folders = Array.from({ length: COUNT }, (_, i) => join(root, `job${SEED + i}`));
const written = RANDOM_KINDS[JOBS ?? "risks"];
const jobs = JOBS === undefined || written !== undefined ? [] : findRiskJobs(JOBS);
const inis = folders.map((folder, i) => {
  const names = written?.(folder, SEED + i) ?? writeChangedRisk(folder, SEED + i, jobs);
  writeFileSync(join(folder, "inis.json"), JSON.stringify(names));
  return names;
});
const engine = Bun.spawnSync([join(oracle, "bin", "python"), join(import.meta.dir, "random-risks.py"), ...folders], {
  env: { ...process.env, OQ_DISTRIBUTE: "no" },
  stdout: "ignore",
  stderr: Bun.file(join(root, "engine.log")),
});
if (engine.exitCode !== 0) console.error(`the reference ended with ${engine.exitCode}`);

const canonical = (file: string): string => file.replace(/_\d+\.csv$/, ".csv");
let agree = 0;
let refused = 0;
for (const [i, folder] of folders.entries()) {
  const mode = /calculation_mode = (\w+)/.exec(readFileSync(join(folder, inis[i]!.at(-1)!), "utf8"))?.[1];
  const own = Bun.spawnSync(
    [process.execPath, join(PROJECT, "src/main.ts"), "run", ...inis[i]!, "--exports", "csv", "--export-dir", "own"],
    { cwd: folder, stdout: "ignore", stderr: "pipe" },
  );
  const said = own.stderr.toString().trim().split("\n").at(-1) ?? "";
  const answer = existsSync(join(folder, "reference.json"))
    ? (JSON.parse(readFileSync(join(folder, "reference.json"), "utf8")) as { ok: boolean; error?: string })
    : { ok: false, error: "no answer" };
  if (!answer.ok) {
    refused++;
    const error = answer.error?.trim().replaceAll("\n", " ").slice(0, 200);
    console.log(`${folder} (${mode}): the reference: ${error}; here: ${own.exitCode === 0 ? "computed" : said}`);
    continue;
  }
  if (own.exitCode !== 0) {
    console.log(`${folder} (${mode}): DIFFERS: here: ${said}`);
    continue;
  }
  const there = new Map(readdirSync(join(folder, "own")).map((file) => [file, file]));
  const expected = readdirSync(join(folder, "reference")).filter((file) => file.endsWith(".csv"));
  const problems = expected.flatMap((file) => {
    const found = there.get(canonical(file));
    if (found === undefined) return [`${canonical(file)} is missing`];
    const what = difference(cellsOf(join(folder, "reference", file)), cellsOf(join(folder, "own", found)));
    return what === undefined ? [] : [`${canonical(file)}: ${what}`];
  });
  if (problems.length === 0) agree++;
  else console.log(`${folder} (${mode}): DIFFERS\n  ${problems.slice(0, 5).join("\n  ")}`);
}
console.log(`${agree} of ${COUNT - refused} jobs agree; the reference computed ${refused} not`);
