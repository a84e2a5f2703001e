/** csv exports against the samples of the reference engine: names, comments, columns, numbers, line ends, byte for byte. */
import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { exportOutput, exportTypes, listOutputs, openResults } from "../../src/outputs/index.ts";
import { VERSION } from "../../src/version.ts";
import { goldenPath, hasGolden, tempFolder } from "../harness.ts";
import { collect } from "../outputs/read-npz.ts";
import { buildGoldenDatastore, GOLDEN_JOBS } from "./golden-results.ts";

/** Outputs whose data the samples of extracts hold. */
const COVERED = ["hcurves", "hmaps", "hmaps-stats", "uhs", "realizations", "site_model"];

/** Lines and characters after which the samples are cut. */
const SAMPLE_LINES = 15;
const SAMPLE_WIDTH = 1500;

/** Outputs of the samples that are not compared here, with the reason. */
const ELSEWHERE: { readonly [key: string]: string } = {
  "cs-stats": "its numbers come from a calculation: golden/post-processing",
  exposure: "the hazard part of risk jobs: their assets come with the risk modes",
  fullreport: "a report of our own form: tests/outputs/export-output",
  mean_disagg_by_src: "its numbers come from a calculation: golden/post-processing",
  mean_rates_by_src: "golden/rates-by-source",
  median_spectra: "its numbers come from a calculation: golden/post-processing",
  median_spectrum_disagg: "its numbers come from a calculation: golden/post-processing",
};

interface ListedOutput {
  readonly type: string;
  readonly name: string;
  readonly outtypes: readonly string[];
  readonly size_mb: number;
  readonly exports: {
    readonly [type: string]: {
      readonly status: number;
      readonly zip_members?: readonly (readonly [string, number, string])[];
    };
  };
}

/** The listing of one job of a sample folder. */
function listedOutputs(job: string): ListedOutput[] {
  const [folder = "", step] = job.split("/");
  const { jobs } = JSON.parse(readFileSync(goldenPath("exports", folder, "exports.json"), "utf8")) as {
    jobs: readonly { readonly results: ListedOutput[] }[];
  };
  return jobs[step === "risk" ? 1 : 0]!.results;
}

if (hasGolden()) {
  for (const job of GOLDEN_JOBS) {
    describe(job, async () => {
      using folder = tempFolder();
      const calculationId = await buildGoldenDatastore(job, folder.path);
      const listed = listedOutputs(job);
      const results = openResults({ folder: folder.path });
      const produced = new Map<string, Map<string, string>>();
      for (const { type } of listed.filter((output) => COVERED.includes(output.type))) {
        const files = await exportOutput(results, type, "csv", { calculationId });
        const texts = new Map<string, string>();
        for (const file of files) texts.set(file.name, Buffer.from(await collect(file.content)).toString("utf8"));
        produced.set(type, texts);
      }
      const ours = listOutputs(results);
      results.reader.close();

      test("the list names the same outputs, types and sizes", () => {
        const known = listed.filter((output) => COVERED.includes(output.type) || output.type === "fullreport");
        // A site model shows in the list only when a file gave it, which these datastores do not tell.
        const comparable = ours.filter(({ key }) => key !== "site_model");
        expect(comparable.map(({ key, name, types }) => ({ key, name, types: [...types] }))).toEqual(
          known
            .filter(({ type }) => type !== "site_model")
            .map(({ type, name, outtypes }) => ({ key: type, name, types: [...outtypes] })),
        );
        for (const { key, sizeMb } of comparable) {
          const size = known.find(({ type }) => type === key)!.size_mb;
          if (size < 0) expect(sizeMb).toBeNull();
          else expect(sizeMb).toBeCloseTo(size, 8);
        }
      });

      for (const output of listed.filter(({ type }) => COVERED.includes(type))) {
        const members = output.exports["csv"]?.zip_members;
        test(`${output.type}: names of the files, sizes of their text`, () => {
          const texts = produced.get(output.type)!;
          if (members === undefined) {
            expect(texts.size).toBe(1);
            return;
          }
          expect([...texts.keys()]).toEqual(members.map(([name]) => name));
          const extra = `OpenQuake engine 3.26.2`.length - `Quakewright ${VERSION}`.length;
          for (const [name, bytes] of members)
            expect([name, Buffer.byteLength(texts.get(name)!) + extra]).toEqual([name, bytes]);
        });
        const samples = goldenPath("exports", job, output.type);
        const files = existsSync(samples) ? readdirSync(samples, { recursive: true, encoding: "utf8" }) : [];
        for (const sample of files.filter((file) => file.endsWith(".csv"))) {
          test(basename(sample), () => {
            const expected = readFileSync(join(samples, sample), "utf8");
            const text = produced.get(output.type)!.get(basename(sample));
            expect(text).toBeDefined();
            const lines = text!.replace(`Quakewright ${VERSION}`, "OpenQuake engine 3.26.2").split("\r\n");
            const wanted = expected.split(/\r?\n/).filter((line) => line !== "");
            expect(wanted.length).toBeGreaterThan(1);
            const cut = (line: string) => line.slice(0, SAMPLE_WIDTH);
            for (const [i, line] of wanted.slice(0, SAMPLE_LINES).entries())
              expect(cut(lines[i] ?? "")).toBe(cut(line));
          });
        }
      }
    });
  }

  test("every output of the samples is compared, here or where it says", () => {
    const all = new Set(GOLDEN_JOBS.flatMap((job) => listedOutputs(job).map(({ type }) => type)));
    expect([...all].filter((key) => !COVERED.includes(key)).sort()).toEqual(Object.keys(ELSEWHERE).sort());
  });

  test("the types of the list come first among all types", () => {
    expect(exportTypes("hcurves")).toEqual(["csv", "npz", "xml", "geojson", "json", "parquet"]);
  });
}
