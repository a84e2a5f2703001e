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

/** Answers that differ on purpose, with the reason. */
const EXCEPTIONS: readonly (readonly [spec: RegExp, reason: string])[] = [
  [/^(hcurves|hmaps|uhs)\?kind=nosuch$/, "an unknown kind is a bad request, not an empty archive"],
  [/^sitecol\/nosuch$/, "an argument that means nothing is not found, not ignored"],
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
      for (const call of calls.filter(({ spec }) => COVERED.test(spec))) {
        const [what = "", query = ""] = call.spec.split("?");
        const exception = EXCEPTIONS.find(([pattern]) => pattern.test(call.spec));
        const isStored = call.file === undefined || existsSync(goldenPath("extract", job, call.file));
        test(call.spec, async () => {
          if (call.status !== 200 || exception !== undefined) {
            if (exception !== undefined) exceptions.push(`${call.spec}: ${exception[1]}`);
            const error = await extract(results, what, query).then(
              () => undefined,
              (reason: unknown) => reason,
            );
            expect(error).toBeInstanceOf(OutputError);
            return;
          }
          const ours = readNpz(await collect(npz(await extract(results, what, query))));
          expect(ours.some((array) => "pickled" in array)).toBe(false);
          if (!isStored || call.file === undefined) return;
          const theirs = readNpz(new Uint8Array(readFileSync(goldenPath("extract", job, call.file))));
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
