import { expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../src/input-error.ts";
import { hdf5Problems } from "../../src/inputs/check-hdf5-inputs.ts";
import { openHdf5 } from "../../src/inputs/hdf5-file.ts";
import { readJobFileLeniently } from "../../src/inputs/job-ini/job-file.ts";
import { tempFolder } from "../harness.ts";

type Arrays = { readonly [path: string]: { readonly data: Float64Array; readonly shape?: readonly number[] } };

async function writeHdf5(path: string, arrays: Arrays): Promise<void> {
  const { ready, File } = await import("h5wasm/node");
  await ready;
  const file = new File(path, "w");
  for (const group of new Set(Object.keys(arrays).map((name) => name.split("/")[0]!))) file.create_group(group);
  for (const [name, { data, shape }] of Object.entries(arrays))
    file.create_dataset({ name, data, shape: [...(shape ?? [data.length])] });
  file.close();
}

/** Problems of a job with this line that names `x.hdf5`. */
async function problemsOf(line: string, content: Arrays | string): Promise<readonly string[]> {
  using folder = tempFolder();
  writeFileSync(join(folder.path, "job.ini"), `[general]\ndescription = a job\n${line}\n`);
  const path = join(folder.path, "x.hdf5");
  if (typeof content === "string") writeFileSync(path, content);
  else await writeHdf5(path, content);
  const problems = await hdf5Problems(readJobFileLeniently({ root: folder.path }, "job.ini").jobFile);
  for (const { file, message } of problems) {
    expect(file).toBe("x.hdf5");
    expect(message).not.toContain(folder.path);
  }
  return problems.map(({ message }) => message);
}

const column = (length: number) => ({ data: new Float64Array(length) });
const FIELDS = {
  "sitecol/sids": column(2),
  "sitecol/lon": column(2),
  "sitecol/lat": column(2),
  "gmf_data/sid": column(5),
  "gmf_data/eid": column(5),
};

test("what is no HDF5 file is told", async () => {
  expect(await problemsOf("gmfs_file = x.hdf5", "site_id,event_id\n0,0\n")).toEqual(["x.hdf5 is not an HDF5 file"]);
  expect(await problemsOf("gmfs_file = x.hdf5", "")).toEqual(["x.hdf5 is not an HDF5 file"]);
  expect(await problemsOf("gmfs_file = x.hdf5", `\x89HDF\r\n\x1a\n${"x".repeat(5000)}`)).toEqual([
    "x.hdf5 is not an HDF5 file",
  ]);
});

test("a file that is cut off or damaged is told", async () => {
  using folder = tempFolder();
  await writeHdf5(join(folder.path, "whole.hdf5"), FIELDS);
  const whole = readFileSync(join(folder.path, "whole.hdf5"));
  for (const length of [8, 50, 500, whole.length - 1]) {
    writeFileSync(join(folder.path, "x.hdf5"), whole.subarray(0, length));
    expect(openHdf5({ root: folder.path }, "x.hdf5")).rejects.toThrow("x.hdf5 is not an HDF5 file");
  }
  const damaged = Buffer.from(whole).fill(255, 100);
  writeFileSync(join(folder.path, "x.hdf5"), damaged);
  const file = await openHdf5({ root: folder.path }, "x.hdf5").catch((error: unknown) => {
    expect(error).toBeInstanceOf(InputError);
  });
  expect(file?.get("gmf_data/sid")?.shape ?? null).toBeNull();
  file?.close();
});

test("ground-motion fields need their columns", async () => {
  expect(await problemsOf("gmfs_file = x.hdf5", FIELDS)).toEqual([]);
  const { "gmf_data/eid": _eid, ...without } = FIELDS;
  expect(await problemsOf("gmfs_file = x.hdf5", without)).toEqual(["x.hdf5 has no array gmf_data/eid"]);
  expect(await problemsOf("gmfs_file = x.hdf5", { ...FIELDS, "gmf_data/sid": column(4) })).toEqual([
    "x.hdf5: gmf_data/sid, gmf_data/eid have different lengths: 4, 5",
  ]);
});

test("equivalent distances need a table of distances and magnitudes", async () => {
  const table = { "default/mags": column(3), "default/repi": column(2) };
  const line = 'reqv_hdf5 = {"Volcanic": "x.hdf5"}';
  expect(await problemsOf(line, { ...table, "default/reqv": { data: new Float64Array(6), shape: [2, 3] } })).toEqual(
    [],
  );
  expect(await problemsOf(line, { ...table, "default/reqv": column(6) })).toEqual([
    "x.hdf5: default/reqv is of shape 6, not 2 x 3",
  ]);
});
