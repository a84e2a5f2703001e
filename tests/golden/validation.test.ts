/**
 * The recorded validation cases of the reference engine: what is valid, and where the first mistake is.
 *
 * For archives the answer wanted is `intended` (the reference's own route is defective). Unpacking archives safely is the
 * business of `jobs`: cases about that alone are left to its tests.
 */
import { describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { validateArchiveFolder } from "../../src/inputs/check-job.ts";
import { validateNrml } from "../../src/inputs/nrml/validate-nrml.ts";
import { goldenPath, hasGolden, tempFolder } from "../harness.ts";

/** Cases in which we answer otherwise, with the reason. */
const DOCUMENT_EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ["nrml-demo-complex-fault", "the reference refuses its own demo: it has no complex_fault_mesh_spacing without a job"],
  [
    "nrml-complex-edges-swapped",
    "edges are read by order, so swapped names are sound; the reference misses the job's spacing",
  ],
  ["nrml-demo-tapered", "the reference refuses its own demo: it takes a bin width of 1 without a job"],
  ["nrml-mfd-b-nan", "nan is refused"],
  ["nrml-mfd-max-inf", "infinity is refused with its line"],
  ["nrml-rake-nan", "nan is refused as a value, at its own line"],
  ["nrml-exposure-inline-value-nan", "nan is refused"],
  ["nrml-geometry-model", "the reference cannot check this kind and answers with an internal text"],
  ["nrml-rupture-collection", "the reference cannot check this kind and answers with an internal text"],
  ["nrml-hostile-external-entity", "external entities are refused where they are declared, not read as empty"],
]);

const ARCHIVE_EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ["zip-risk-far-exposure", "found by the reference when it computes: no asset near the rupture"],
  ["zip-hostile-logscale-million", "more levels than the limit are refused"],
]);

/** Cases about archives and not about what is in them: tested where archives are unpacked. */
const ABOUT_UNPACKING: ReadonlySet<string> = new Set([
  "zip-truncated-zip",
  "zip-gzip-instead",
  "zip-hostile-dotdot-entry",
  "zip-hostile-absolute-entry",
  "zip-hostile-dotdot-ini",
  "zip-hostile-backslash-entry",
  "zip-hostile-symlink",
  "zip-hostile-symlink-ini",
  "zip-hostile-zip-bomb-100mb",
  "zip-hostile-encrypted-flag",
]);

/** Share of cases that have to agree. */
const WANTED_AGREEMENT = 0.95;

interface Recorded {
  readonly name: string;
  readonly body: unknown;
  readonly intended?: { readonly valid: boolean };
}

interface Answer {
  readonly valid: boolean;
  readonly error_line: number | null;
}

function isAnswer(body: unknown): body is Answer {
  return typeof body === "object" && body !== null && "valid" in body;
}

function recordedCases(file: string): { readonly folder: string; readonly recorded: Recorded }[] {
  return readdirSync(goldenPath("validation"))
    .map((name) => goldenPath("validation", name))
    .filter((folder) => existsSync(join(folder, file)))
    .map((folder) => ({
      folder,
      recorded: JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Recorded,
    }));
}

function scoreboard(what: string, agree: number, excepted: readonly string[], total: number): void {
  console.log(
    `${what}: ${agree} of ${total} agree, ${excepted.length} differ for a stated reason: ${excepted.join(", ")}`,
  );
}

describe.if(hasGolden())("recorded validations", () => {
  test("documents: valid, and the line of the first mistake", () => {
    const cases = recordedCases("input.xml").filter(({ recorded }) => isAnswer(recorded.body));
    const differing: string[] = [];
    for (const { folder, recorded } of cases) {
      const { valid, error_line } = validateNrml(readFileSync(join(folder, "input.xml"), "utf8"));
      const { valid: wanted, error_line: line = null } = recorded.body as Answer;
      if (valid !== wanted || error_line !== line) differing.push(recorded.name);
    }
    scoreboard("documents", cases.length - differing.length, differing, cases.length);
    expect(differing.filter((name) => !DOCUMENT_EXCEPTIONS.has(name))).toEqual([]);
  });

  test("archives: valid or not, as intended", async () => {
    const cases = recordedCases("input.zip").filter(({ recorded }) => !ABOUT_UNPACKING.has(recorded.name));
    const differing: string[] = [];
    for (const { folder, recorded } of cases) {
      using unpacked = tempFolder();
      unpack(join(folder, "input.zip"), unpacked.path);
      const check = await validateArchiveFolder({ root: unpacked.path }, "the archive", {
        knownCalculation: () => false,
      });
      const wanted = recorded.intended?.valid ?? (isAnswer(recorded.body) && recorded.body.valid);
      if ((check.problems.length === 0) !== wanted) differing.push(recorded.name);
      for (const { message } of check.problems) expect(message).not.toContain(unpacked.path);
    }
    scoreboard("archives", cases.length - differing.length, differing, cases.length);
    expect(differing.filter((name) => !ARCHIVE_EXCEPTIONS.has(name))).toEqual([]);
    expect(differing.length / cases.length).toBeLessThan(1 - WANTED_AGREEMENT);
  });
});

function unpack(zip: string, root: string): void {
  for (const [name, bytes] of Object.entries(unzipSync(new Uint8Array(readFileSync(zip))))) {
    if (name.endsWith("/")) mkdirSync(join(root, name), { recursive: true });
    else {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), bytes);
    }
  }
}
