/** Extracts against the reference engine's, array by array: names, order, types, shapes and bytes. */
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { extract, npz, OutputError, openResults } from "../../src/outputs/index.ts";
import { goldenPath, hasGolden, tempFolder } from "../harness.ts";
import { collect, readNpz } from "../outputs/read-npz.ts";
import { buildGoldenDatastore, GOLDEN_JOBS } from "./golden-results.ts";

interface Call {
  readonly spec: string;
  readonly status: number;
  readonly file?: string;
}

/** Specs that a datastore built from extracts alone can answer. */
const COVERED =
  /^(hcurves|hmaps|uhs|sitecol|realizations|weights|high_sites|performance_data|est_rups_by_grp|hcurves-stats|hcurves-rlzs|hmaps-stats|hmaps-rlzs|nosuchkey|events|gmf_data|disagg|losses_by_asset|rupture_info)(\?|\/|$)/;

/**
 * Answers of the reference that are not compared here, with the reason; every spec of every sample is compared, refused by
 * both, or named in one of these lists.
 */
const ELSEWHERE: readonly (readonly [spec: RegExp, reason: string])[] = [
  [/^(rup|rup_ids|mean_by_rup)$/, "single ruptures as the sites see them are not kept after they were summed up"],
  [
    /^(source_data|source_groups|source_mags|source_model_read_times|starmap_info|task_sent|sigma_by_src)(\?|$)/,
    "bookkeeping of the reference's own tasks and files; source_info and task_info say what was computed here",
  ],
  [
    /^(agg_values|asset_tags|assetcol|assets|composite_risk_model|exposure_by_location|exposure_metadata)([?/.]|$)/,
    "the hazard part of risk jobs; the assets are compared in golden/risk-extracts",
  ],
  [/^oqparam$/, "these datastores are built from it; compared with WebExtractor in e2e/outputs-oracle"],
  [/^(gsims_by_trt|source_info)$/, "pickled by the reference, texts here (tests/outputs/extract)"],
  [/^sources(\?|$)/, "made of source_info, whose sample is pickled; compared in e2e/outputs-oracle"],
  [/^task_info(\?|$)/, "times of another machine; grouped by stage (tests/outputs/extract)"],
  [/^mean_rates_by_src\?/, "the sample is pickled; the numbers are compared in golden/rates-by-source"],
  [/^mean_disagg_by_src$/, "its numbers come from a calculation: golden/post-processing"],
  [
    /^(cs-rlzs|cs-stats|median_spectra|median_spectrum_disagg)(\?|$)/,
    "their numbers come from calculations: golden/post-processing",
  ],
  [/^site_model$/, "the records of the site model file are not kept apart from the sites they were given to"],
];

/** Answers that differ on purpose, with the reason. */
const EXCEPTIONS: readonly (readonly [spec: RegExp, reason: string])[] = [
  [/^(hcurves|hmaps|uhs)\?kind=nosuch$/, "an unknown kind is a bad request, not an empty archive"],
  [/^sitecol\/nosuch$/, "an argument that means nothing is not found, not ignored"],
];

/** What the reference fails to answer for reasons of its own, and is answered here. */
const ANSWERED: readonly (readonly [spec: RegExp, reason: string])[] = [
  [
    /^(sources\?source_id=1|full_lt(\/gsim_lt)?|grp_keys|gsims|toms|trt_smrs)$/,
    "status 500 in the reference, which cannot serialize it or compares texts with bytes",
  ],
];

const exceptions: string[] = [];
let compared = 0;

function bytesWithoutPaths(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

if (hasGolden()) {
  for (const job of GOLDEN_JOBS) {
    describe(job, async () => {
      const folder = tempFolder();
      await buildGoldenDatastore(job, folder.path);
      const results = openResults({ folder: folder.path });
      afterAll(() => {
        results.reader.close();
        folder[Symbol.dispose]();
      });
      const calls = JSON.parse(readFileSync(goldenPath("extract", job, "index.json"), "utf8")) as readonly Call[];
      for (const call of calls) {
        const elsewhere = [...ELSEWHERE, ...ANSWERED].find(([pattern]) => pattern.test(call.spec));
        if (elsewhere !== undefined) {
          exceptions.push(`${call.spec.split(/[?]/)[0]}: ${elsewhere[1]}`);
          continue;
        }
        const [what = "", query = ""] = call.spec.split("?");
        const exception = EXCEPTIONS.find(([pattern]) => pattern.test(call.spec));
        const isStored = call.file === undefined || existsSync(goldenPath("extract", job, call.file));
        test(call.spec, async () => {
          expect(call.status !== 200 || COVERED.test(call.spec)).toBe(true);
          if (call.status !== 200 || exception !== undefined) {
            if (exception !== undefined) exceptions.push(`${call.spec}: ${exception[1]}`);
            const error = await extract(results, what, query).then(
              () => undefined,
              (reason: unknown) => reason,
            );
            expect(error).toBeInstanceOf(OutputError);
            return;
          }
          const ours = await readNpz(await collect(npz(await extract(results, what, query))));
          expect(ours.some((array) => "pickled" in array)).toBe(false);
          if (!isStored || call.file === undefined) return;
          const theirs = await readNpz(new Uint8Array(readFileSync(goldenPath("extract", job, call.file))));
          expect(ours.map(({ name }) => name)).toEqual(theirs.map(({ name }) => name));
          for (const [i, expected] of theirs.entries()) {
            const found = ours[i]!;
            if ("pickled" in expected || "pickled" in found) throw new Error(`${expected.name} is pickled`);
            expect(found.descr).toEqual(expected.descr);
            expect(found.shape).toEqual(expected.shape);
            expect(bytesWithoutPaths(found.bytes)).toBe(bytesWithoutPaths(expected.bytes));
            compared++;
          }
        });
      }
    });
  }

  test("how much was compared", () => {
    console.log(
      `extracts: ${compared} arrays equal byte for byte; exceptions:\n  ${[...new Set(exceptions)].join("\n  ")}`,
    );
    expect(compared).toBeGreaterThan(500);
  });
}
