/**
 * Extracts of risk calculations computed here from their files against the reference's: names, order, types and shapes alike, texts the
 * same, numbers within 1e-3. Exposures of more than 1,000 assets are thinned as those of the samples were.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { NpyDescr } from "../../src/datastore/index.ts";
import { nativeEngine } from "../../src/engines/native/native-engine.ts";
import { extract, npz, OutputError, openResults } from "../../src/outputs/index.ts";
import { goldenPath, hasGolden, tempFolder } from "../harness.ts";
import { collect, readNpz } from "../outputs/read-npz.ts";

interface Call {
  readonly spec: string;
  readonly status: number;
  readonly file?: string;
}

interface Step {
  readonly ini: string;
  readonly overrides: { readonly [name: string]: string };
}

interface Sample {
  /** Folder of `golden/extract`. */
  readonly extracts: string;
  /** Folder of `golden/calc`. */
  readonly job: string;
  readonly steps: readonly Step[];
  /** Thins csv files of exposures. */
  readonly thin?: boolean;
}

const step = (ini: string, overrides: Step["overrides"] = {}): Step => ({ ini, overrides });
const FEW_FIELDS = { number_of_ground_motion_fields: "20" };

const SAMPLES: readonly Sample[] = [
  { extracts: "multi_risk", job: "multi_risk/multi_risk_case_1", steps: [step("job.ini")] },
  { extracts: "gmf_ebrisk", job: "event_based_risk/gmf_ebrisk_case_1-risk", steps: [step("job_risk.ini")] },
  {
    extracts: "event_based_risk_insurance",
    job: "event_based_risk/event_based_risk_case_01-ins",
    steps: [step("job_ins.ini")],
  },
  {
    extracts: "infrastructure",
    job: "scenario_damage/demo_InfrastructureRiskRoadNetwork",
    steps: [step("job.ini", FEW_FIELDS)],
  },
  {
    extracts: "scenario_risk",
    job: "scenario_risk/demo_ScenarioRisk",
    steps: [step("job.ini", { ...FEW_FIELDS, aggregate_by: "taxonomy" })],
    thin: true,
  },
  {
    extracts: "scenario_damage/risk",
    job: "scenario_damage/demo_ScenarioDamage",
    steps: [step("job_hazard.ini", FEW_FIELDS), step("job_risk.ini")],
    thin: true,
  },
  {
    extracts: "classical_risk/risk",
    job: "classical_risk/demo_ClassicalRisk",
    steps: [
      step("job_hazard.ini", { area_source_discretization: "40", width_of_mfd_bin: "0.5" }),
      step("job_risk.ini"),
    ],
    thin: true,
  },
];

/** Answers of the reference that are not compared, with the reason. */
const ELSEWHERE: readonly (readonly [spec: RegExp, reason: string])[] = [
  [/^oqparam$/, "keys vary; compared with WebExtractor in e2e/outputs-oracle"],
  [
    /^(task_info|task_sent|starmap_info|performance_data|taxmap|crm|ruptimes|rupgeoms|policy|discarded)(\?|$)/,
    "bookkeeping",
  ],
  [
    /^(source_info|source_groups|source_mags|source_data|source_model_read_times|est_rups_by_grp|sources)(\?|$)/,
    "bookkeeping",
  ],
  [/^(hcurves|hmaps|uhs|mean_rates_by_src|site_model|high_sites|gmf_data\/eid|sitecol\/)/, "hazard: golden/extracts"],
  [/^(rup|rupids|ruptures)(\?|$)/, "files without ruptures hold an empty table; golden/event-outputs has the others"],
  [
    /^(assetcol|aggrisk|aggexp_by|agg_curves-stats|risk_by_event|loss_by_event|loss_by_rupture)$/,
    "names of columns; here the rows",
  ],
  [/^(avg_losses-|loss_curves-|src_loss_table|bcr-|aggcurves)/, "names of loss types; the arrays are below them"],
  [/^infra-/, "names of columns; here the rows"],
  [/^composite_risk_model.attrs$/, "covs is always 0 in the reference"],
  [/^csq_curves\?/, "the reference gives the number of the realization and no losses (docs/differences.md)"],
  [/^aggexp_tags/, "one pickled array; here columns"],
  [/^agg_curves\?.*nosuchtag/, "tags that are not aggregated by are refused here"],
];

const THINNED = 1000;
const KEPT = 200;

function prepare({ job, steps, thin }: Sample, { ini, overrides }: Step, folder: string): void {
  const inputs = join(folder, "inputs");
  mkdirSync(inputs, { recursive: true });
  cpSync(goldenPath("calc", job, "job"), inputs, { recursive: true });
  const exposure = join(inputs, "exposure_model.csv");
  if (thin === true && existsSync(exposure)) {
    const [head = "", ...rows] = readFileSync(exposure, "utf8").split("\n").filter(Boolean);
    const kept = rows.length > THINNED ? rows.filter((_, row) => row % KEPT === 0) : rows;
    writeFileSync(exposure, `${[head, ...kept].join("\n")}\n`);
  }
  const path = join(inputs, ini);
  let text = readFileSync(path, "utf8");
  for (const [name, value] of Object.entries(overrides)) {
    const line = new RegExp(`^${name} *=.*$`, "m");
    text = line.test(text) ? text.replace(line, `${name} = ${value}`) : `${text}\n[more]\n${name} = ${value}\n`;
  }
  if (steps.length === 0) throw new Error("a sample has steps");
  writeFileSync(path, text);
}

const decoder = new TextDecoder();

/** Archives are compared by what they hold. */
function unpacked(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? Bun.gunzipSync(bytes.slice()) : bytes;
}

/** Descriptions of tags in any order: that of the reference changes from run to run. */
function sameDescription(ours: Uint8Array, theirs: Uint8Array): boolean {
  const [a, b] = [ours, theirs].map((bytes) => {
    const parsed = JSON.parse(decoder.decode(bytes)) as { [name: string]: unknown };
    const { tagnames, tagsizes, ...rest } = parsed;
    const sorted = (list: unknown) => (Array.isArray(list) ? [...list].sort() : list);
    return { ...rest, tagnames: sorted(tagnames), tagsizes: sorted(tagsizes) };
  });
  return Bun.deepEquals(a, b);
}

type Field = readonly [name: string, dtype: string, bytes: Uint8Array];

/** Plain arrays and columns of records, nested ones by the names of both. */
function fieldsOf(descr: NpyDescr, bytes: Uint8Array, prefix = ""): readonly Field[] {
  if (typeof descr === "string") return [[prefix, descr, bytes]];
  const sizes = descr.map(({ descr: type, shape = [] }) => sizeOf(type) * shape.reduce((a, b) => a * b, 1));
  const width = sizes.reduce((sum, size) => sum + size, 0);
  const rows = bytes.length / width;
  let offset = 0;
  return descr.flatMap(({ name, descr: type }, f) => {
    const size = sizes[f]!;
    const column = new Uint8Array(rows * size);
    for (let row = 0; row < rows; row++)
      column.set(bytes.subarray(row * width + offset, row * width + offset + size), row * size);
    offset += size;
    return fieldsOf(type, column, `${prefix}.${name}`);
  });
}

function sizeOf(type: NpyDescr): number {
  if (typeof type !== "string")
    return type.reduce(
      (sum, { descr: inner, shape = [] }) => sum + sizeOf(inner) * shape.reduce((a, b) => a * b, 1),
      0,
    );
  const size = Number(type.slice(2));
  return type[1] === "U" ? 4 * size : size;
}

function numbersOf(dtype: string, bytes: Uint8Array): ArrayLike<number> | undefined {
  const copy = bytes.slice().buffer;
  if (dtype === "<f4") return new Float32Array(copy);
  if (dtype === "<f8") return new Float64Array(copy);
  return undefined;
}

const near = (a: number, b: number): boolean =>
  Object.is(a, b) || (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) <= 1e-3 * Math.abs(b) + 1e-6;

/** What differs between two answers. */
function differences(ours: Awaited<ReturnType<typeof readNpz>>, theirs: typeof ours): readonly string[] {
  const names = (members: typeof ours) =>
    members
      .map(({ name }) => name)
      .sort()
      .join(" ");
  if (names(ours) !== names(theirs)) return [`members ${names(ours)} instead of ${names(theirs)}`];
  return theirs.flatMap((expected): string[] => {
    const found = ours.find(({ name }) => name === expected.name)!;
    if ("pickled" in found) return [`${found.name} is pickled`];
    if ("pickled" in expected) return [];
    const { name } = expected;
    if (name === "json")
      return sameDescription(found.bytes, expected.bytes) ? [] : [`json: ${decoder.decode(found.bytes)}`];
    const archive = name === "boundaries" || name === "src_gz";
    if (archive)
      return Buffer.compare(unpacked(found.bytes), unpacked(expected.bytes)) === 0 ? [] : [`${name} differs`];
    if (found.shape.join() !== expected.shape.join())
      return [`${name} has shape ${found.shape.join()} instead of ${expected.shape.join()}`];
    const own = new Map(fieldsOf(found.descr, found.bytes).map((field) => [field[0], field]));
    const wanted = fieldsOf(expected.descr, expected.bytes);
    if (own.size !== wanted.length) return [`${name} has ${[...own.keys()].join()}`];
    return wanted.flatMap(([field, dtype, bytes]): string[] => {
      const mine = own.get(field);
      // Statistics are of single or double precision there, by how they were made.
      const alike = mine?.[1] === dtype || (name !== "array" && /^<f/.test(dtype) && /^<f/.test(mine?.[1] ?? ""));
      if (mine === undefined || !alike) return [`${name}${field} is ${mine?.[1]} instead of ${dtype}`];
      const numbers = numbersOf(dtype, bytes);
      if (numbers === undefined)
        return Buffer.compare(mine[2], bytes) === 0
          ? []
          : [`${name}${field}: ${decoder.decode(mine[2]).slice(0, 200)}`];
      const got = numbersOf(mine[1], mine[2])!;
      const at = Array.from(numbers).findIndex((value, n) => !near(got[n]!, value));
      return at < 0 ? [] : [`${name}${field}[${at}] = ${got[at]} instead of ${numbers[at]}`];
    });
  });
}

let compared = 0;

describe.if(hasGolden())("extracts of risk", () => {
  for (const sample of SAMPLES) {
    describe(sample.extracts, () => {
      const calls = hasGolden()
        ? (JSON.parse(readFileSync(goldenPath("extract", sample.extracts, "index.json"), "utf8")) as readonly Call[])
        : [];
      const folders = sample.steps.map(() => tempFolder());

      beforeAll(async () => {
        for (const [s, each] of sample.steps.entries()) {
          const { path } = folders[s]!;
          prepare(sample, each, path);
          const before = folders[s - 1];
          const request = {
            ...({ calculationId: s + 1, engine: "native", ini: each.ini, workers: 1, user: "test" } as const),
            ...(before === undefined ? {} : { parent: { id: s, folder: before.path } }),
          };
          // What a job that is continued was asked for.
          writeFileSync(join(path, "request.json"), JSON.stringify(request));
          await nativeEngine.calculate(path, request, { log: () => {}, progress: () => {} });
        }
      }, 120_000);
      afterAll(() => {
        for (const folder of folders) folder[Symbol.dispose]();
      });

      for (const { spec, status, file } of calls) {
        // NumPy wrote these two in Fortran order, which the reader of these tests does not know.
        if (sample.extracts === "scenario_damage/risk" && /^agg_damages\/structural(\?taxonomy=Adobe)?$/.test(spec))
          continue;
        if (status !== 200 || file === undefined || ELSEWHERE.some(([pattern]) => pattern.test(spec))) continue;
        test(spec, async () => {
          const [what = "", query = ""] = spec.split("?");
          const parent = folders.at(-2);
          const results = openResults({
            folder: folders.at(-1)!.path,
            ...(parent === undefined ? {} : { parentFolder: parent.path }),
          });
          try {
            const answer = await extract(results, what, query).catch((error: unknown) => {
              if (error instanceof OutputError) throw new Error(`refused: ${error.message}`);
              throw error;
            });
            const ours = await readNpz(await collect(npz(answer)));
            const theirs = await readNpz(new Uint8Array(readFileSync(goldenPath("extract", sample.extracts, file))));
            expect(differences(ours, theirs)).toEqual([]);
            compared++;
          } finally {
            results.reader.close();
          }
        });
      }
    });
  }

  test("how much was compared", () => {
    console.log(`extracts of risk: ${compared} answers agree`);
    expect(compared).toBeGreaterThan(150);
  });
});
