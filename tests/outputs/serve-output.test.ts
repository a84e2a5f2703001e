import { expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { continueDatastore } from "../../src/datastore/index.ts";
import { OutputError, type OutputRequest, serveOutput } from "../../src/outputs/index.ts";
import { childRunner } from "../child-runner.ts";
import { PROJECT, tempFolder } from "../harness.ts";
import { writeSample } from "./sample-results.ts";

const RUN = childRunner([process.execPath, join(PROJECT, "src", "main.ts")]);
const CURVES: OutputRequest = { kind: "export", key: "hcurves", type: "csv", calculationId: 7 };

test("small answers are bytes, large ones a file that is made once", async () => {
  using folder = tempFolder();
  await writeSample(folder.path);
  const small = await serveOutput({ folder: folder.path }, CURVES, { runChild: RUN });
  expect(small).toMatchObject({ kind: "bytes", name: "hcurves-csv.zip", type: "application/x-zip" });
  const [first, second] = await Promise.all([
    serveOutput({ folder: folder.path }, CURVES, { runChild: RUN, onTheSpot: 0 }),
    serveOutput({ folder: folder.path }, CURVES, { runChild: RUN, onTheSpot: 0 }),
  ]);
  expect(first.kind).toBe("file");
  expect(second).toEqual(first);
  expect(readdirSync(join(folder.path, "cache"))).toHaveLength(2);
  if (small.kind !== "bytes" || first.kind !== "file") throw new Error("kinds");
  expect(Buffer.from(await Bun.file(first.path).bytes()).equals(small.bytes)).toBe(true);
  expect(first.size).toBe(small.bytes.length);

  const writer = continueDatastore(join(folder.path, "datastore"));
  writer.setAttribute("description", "computed again");
  await writer.close();
  const again = await serveOutput({ folder: folder.path }, CURVES, { runChild: RUN, onTheSpot: 0 });
  expect(again.kind === "file" ? again.path : "").not.toBe(first.path);
});

test("what a child cannot make comes back as the error it is", async () => {
  using folder = tempFolder();
  await writeSample(folder.path);
  const request: OutputRequest = { kind: "extract", spec: "hcurves", query: "kind=median" };
  const error = await serveOutput({ folder: folder.path }, request, { runChild: RUN, onTheSpot: 0 }).catch(
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(OutputError);
  expect((error as OutputError).message).toContain("unknown kind median");
  expect(readdirSync(join(folder.path, "cache"))).toEqual([]);
  const broken = await serveOutput({ folder: folder.path }, CURVES, {
    runChild: childRunner([process.execPath, "-e", "1"]),
    onTheSpot: 0,
  }).catch((e: unknown) => e);
  expect(String(broken)).toContain("writing ended with code");
});

test("the datastore as HDF5 is always made by a child, and kept", async () => {
  using folder = tempFolder();
  await writeSample(folder.path);
  const request: OutputRequest = { kind: "datastore", calculationId: 12 };
  const made = await serveOutput({ folder: folder.path }, request, { runChild: RUN });
  expect(made).toMatchObject({ kind: "file", name: "calc_12.hdf5", type: "application/x-hdf" });
  expect(await serveOutput({ folder: folder.path }, request, { runChild: childRunner(["false"]) })).toEqual(made);
});
