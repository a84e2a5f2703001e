import { expect, test } from "bun:test";
import { checkNamedFiles, readIniFacts } from "../../../src/engines/openquake/read-ini-facts.ts";
import { InputError } from "../../../src/input-error.ts";

test("mode and description of a job file", () => {
  const text = "[general]\n; a comment\ndescription = Two: words\ncalculation_mode= classical\n";
  expect(readIniFacts(text, "job.ini")).toEqual({ calculationMode: "classical", description: "Two: words" });
  expect(() => readIniFacts("description = x\n", "job.ini")).toThrow(InputError);
});

test("files of the server are refused by parameter and line, those of the job are not", () => {
  const check =
    (text: string, ini = "/data/inputs/sub/job.ini") =>
    () =>
      checkNamedFiles(text, ini, "/data/inputs", "sub/job.ini");
  expect(check("exposure_file = ../exposure.xml\nsource_model_file = a/b.xml\nregion = 0 0, 1 1")).not.toThrow();
  expect(check("a = 1\nexposure_file = ../../exposure.xml")).toThrow(
    /sub\/job.ini.*line 2|exposure_file names a file outside/,
  );
  expect(check("exposure_file = {'x': '/etc/passwd'}")).toThrow(/outside the job's folder: \/etc\/passwd/);
  expect(check("exposure_file = a.xml\n  /etc/passwd")).toThrow(/exposure_file names/);
  expect(check("site_model_file = ~/x.csv")).toThrow(/site_model_file names/);
});
