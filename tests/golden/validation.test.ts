/**
 * The recorded validation cases of the reference engine: what is valid, and where the first mistake is.
 *
 * For archives the answer wanted is `intended` (the reference's own route is defective). Archives that cannot be unpacked,
 * and requests, go through the server: validation-requests.test.ts.
 */
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { InputProblem } from "../../src/input-error.ts";
import { validateArchiveFolder } from "../../src/inputs/check-job.ts";
import { validateNrml } from "../../src/inputs/nrml/validate-nrml.ts";
import { hasGolden, tempFolder } from "../harness.ts";
import { ABOUT_UNPACKING, documentOf, isAnswer, placeIn, recordedCases, unpack } from "./recorded-validations.ts";

/** Documents about which we answer otherwise, with the reason. */
const DOCUMENT_EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  [
    "nrml-demo-complex-fault",
    "a sound document, a demo of the reference: it takes complex_fault_mesh_spacing from a job, and here there is none",
  ],
  ["nrml-complex-edges-swapped", "the same: edges are read by their order, so that swapped names are sound"],
  ["nrml-mfd-b-nan", "nan is refused"],
  ["nrml-mfd-max-inf", "infinity is refused where it stands; the reference fails on it later, without a line"],
  ["nrml-rake-nan", "nan is refused where it stands; the reference names the line of the source"],
  ["nrml-exposure-inline-value-nan", "nan is refused"],
  ["nrml-geometry-model", "a sound document; the reference crashes on this kind"],
  ["nrml-rupture-collection", "a sound document; the reference crashes on this kind"],
]);

const ARCHIVE_EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ["zip-hostile-logscale-million", "more levels than the limit are refused"],
]);

/** Archives whose mistake we place elsewhere. */
const PLACE_EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ["zip-ssm-is-smlt", "the mistake is in the source model, which we name; the reference names the line that names it"],
  ["zip-ssm-non-utf8", "the same"],
]);

/** Share of all cases that have to agree on valid or not, and on the place where the reference gives one. */
const WANTED_AGREEMENT = 0.95;

/** Differences without a reason fail, and reasons without a difference. */
function expectOnly(differing: readonly string[], exceptions: ReadonlyMap<string, string>): void {
  for (const name of differing) console.log(`  ${name}: ${exceptions.get(name) ?? "NO REASON GIVEN"}`);
  expect([...differing].sort()).toEqual([...exceptions.keys()].sort());
}

describe.if(hasGolden())("recorded validations", () => {
  test("documents: valid, and the line of the first mistake", () => {
    const differing: string[] = [];
    let total = 0;
    for (const each of recordedCases()) {
      const text = documentOf(each);
      // An empty document is a request without one.
      if (text === undefined || text === "") continue;
      total++;
      const { name, body } = each.recorded;
      // A body that is too deep is a page of the web framework: refused, with no line.
      const { valid: wanted, error_line: line } = isAnswer(body) ? body : { valid: false, error_line: undefined };
      const { valid, error_line } = validateNrml(text);
      if (valid !== wanted || (line !== undefined && error_line !== line)) differing.push(name);
    }
    console.log(`documents: ${total - differing.length} of ${total} agree`);
    expectOnly(differing, DOCUMENT_EXCEPTIONS);
  });

  test("archives: valid or not, as intended, and file and line where the reference names them", async () => {
    const differing: string[] = [];
    const elsewhere: string[] = [];
    let total = 0;
    let placed = 0;
    for (const { folder, recorded } of recordedCases()) {
      const zip = join(folder, "input.zip");
      if (!existsSync(zip) || ABOUT_UNPACKING.test(recorded.name)) continue;
      total++;
      using unpacked = tempFolder();
      await unpack(zip, unpacked.path);
      const { problems } = await validateArchiveFolder({ root: unpacked.path }, "the archive", {
        knownCalculation: () => false,
      });
      for (const { message } of problems) expect(message).not.toContain(unpacked.path);
      const wanted = recorded.intended?.valid ?? (isAnswer(recorded.body) && recorded.body.valid);
      if ((problems.length === 0) !== wanted) {
        differing.push(recorded.name);
        continue;
      }
      const place = placeIn(recorded.intended?.error_msg ?? "");
      if (place === undefined) continue;
      placed++;
      if (!isAt(problems[0], place)) elsewhere.push(recorded.name);
    }
    console.log(`archives: ${total - differing.length} of ${total} agree`);
    expectOnly(differing, ARCHIVE_EXCEPTIONS);
    console.log(`places in archives: ${placed - elsewhere.length} of ${placed} agree`);
    expectOnly(elsewhere, PLACE_EXCEPTIONS);
  });

  test("differences are few", () => {
    const differences = DOCUMENT_EXCEPTIONS.size + ARCHIVE_EXCEPTIONS.size + PLACE_EXCEPTIONS.size;
    const cases = recordedCases().length;
    console.log(`recorded validations: ${cases - differences} of ${cases} agree, apart from those sent as requests`);
    expect(differences / cases).toBeLessThan(1 - WANTED_AGREEMENT);
  });
});

function isAt(problem: InputProblem | undefined, place: { readonly file: string; readonly line: number }): boolean {
  return (
    problem?.line === place.line && (problem.file === place.file || problem.file?.endsWith(`/${place.file}`) === true)
  );
}
