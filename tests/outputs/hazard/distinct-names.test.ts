import { expect, test } from "bun:test";
import fc from "fast-check";
import type { NpyField } from "../../../src/datastore/index.ts";
import { formatFixed } from "../../../src/outputs/formats/number-format.ts";
import { distinctNames } from "../../../src/outputs/hazard/distinct-names.ts";
import { exportOutput, extract, npz, openResults, packFiles } from "../../../src/outputs/index.ts";
import { unzip } from "../../archives.ts";
import { tempFolder } from "../../harness.ts";
import { collect, member } from "../read-npz.ts";
import { writeSample } from "../sample-results.ts";

test("names that clash get more decimals, others keep theirs", () => {
  expect(distinctNames([1e-7, 2e-7, 0.1], 6, formatFixed)).toEqual(["0.0000001", "0.0000002", "0.100000"]);
  expect(distinctNames([475.69, 475.66, 100], 0, formatFixed)).toEqual(["475.69", "475.66", "100"]);
  expect(distinctNames([], 6, formatFixed)).toEqual([]);
});

test("different values have different names", () => {
  const values = fc.uniqueArray(fc.double({ min: 1e-12, max: 1, noNaN: true }), { maxLength: 8 });
  fc.assert(
    fc.property(values, (list) => {
      expect(new Set(distinctNames(list, 6, formatFixed)).size).toBe(list.length);
    }),
  );
});

const CLOSE = {
  poes: [0.0021, 0.00210000001],
  levels: [
    [1e-8, 2e-8, 0.4],
    [0.05, 0.1, 0.2],
  ],
};

test("close poes and levels: columns, members of archives and fields of records stay apart", async () => {
  using folder = tempFolder();
  await writeSample(folder.path, 5, false, CLOSE);
  const results = openResults({ folder: folder.path });
  try {
    for (const key of ["hcurves", "hmaps", "uhs", "hmaps-stats"])
      for (const type of ["csv", "xml", "parquet"]) {
        const files = await exportOutput(results, key, type, { calculationId: 7 });
        const members = Object.keys(await unzip(await collect(packFiles(files, key, type).content)));
        expect(new Set(members).size).toBe(files.length);
        if (type !== "csv") continue;
        for (const { content } of await exportOutput(results, key, type, { calculationId: 7 })) {
          const [, header = ""] = new TextDecoder().decode(await collect(content)).split("\r\n");
          expect(new Set(header.split(",")).size).toBe(header.split(",").length);
        }
      }
    const statistics = await exportOutput(results, "hmaps-stats", "csv", {
      calculationId: 7,
      filters: { kinds: ["mean"] },
    });
    expect(statistics.map(({ name }) => name).every((name) => /-23784\.\d+y_7\.csv$/.test(name))).toBe(true);
    expect(new Set(statistics.map(({ name }) => name)).size).toBe(2);
    const spectra = await member(await collect(npz(await extract(results, "uhs", "kind=mean"))), "mean");
    expect((spectra.descr as readonly NpyField[]).map(({ name }) => name)).toEqual(["0.00210000000", "0.00210000001"]);
  } finally {
    results.reader.close();
  }
});
