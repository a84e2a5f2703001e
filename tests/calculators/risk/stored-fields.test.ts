/** Fields are handed out event by event, however many rows are read at a time. */
import { expect, test } from "bun:test";
import { join } from "node:path";
import { openFields } from "../../../src/calculators/risk/events/stored-fields.ts";
import { createDatastore, openDatastore } from "../../../src/datastore/index.ts";
import { tempFolder } from "../../harness.ts";

const EVENTS = [0, 0, 1, 4, 4, 4, 4, 4, 7, 8, 8];

test.each([1, 2, 3, 5, 11, 100])("%d rows at a time", async (rowsAtOnce) => {
  using folder = tempFolder();
  const path = join(folder.path, "store");
  const writer = createDatastore(path, { version: "0", startDate: "", checksum: 0, seeds: {} });
  writer.putTable("gmf_data", [
    { name: "sid", data: Uint32Array.from(EVENTS.keys()) },
    { name: "eid", data: Uint32Array.from(EVENTS) },
    { name: "PGA", data: Float32Array.from(EVENTS.keys(), (row) => row / 4) },
  ]);
  await writer.commit();
  const reader = openDatastore(path);
  const seen: [event: number, sites: number[], motions: number[]][] = [];
  const { visit, measures } = openFields(reader, new Set(["PGA"]), rowsAtOnce);
  await visit(
    ({ event, sites, motions, start, stop }) => {
      const pick = (column: ArrayLike<number>) => Array.from(column).slice(start, stop);
      seen.push([event, pick(sites), pick(motions[0]!)]);
    },
    () => {},
  );
  expect(measures).toEqual(["PGA"]);
  expect(seen.map(([event]) => event)).toEqual([0, 1, 4, 7, 8]);
  expect(seen.flatMap(([, sites]) => sites)).toEqual([...EVENTS.keys()]);
  expect(seen.flatMap(([, , motions]) => motions)).toEqual(Array.from(EVENTS.keys(), (row) => row / 4));
  await reader.close();
});
