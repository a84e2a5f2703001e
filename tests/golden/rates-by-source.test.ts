/** Rates by source against the golden calculations: the table is taken apart into an array and exported again. */
import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createDatastore, openDatastore } from "../../src/datastore/index.ts";
import { exportOutput, readResults } from "../../src/outputs/index.ts";
import { VERSION } from "../../src/version.ts";
import { goldenPath, hasGolden, tempFolder } from "../harness.ts";
import { collect } from "../outputs/read-npz.ts";

if (hasGolden()) {
  const folder = goldenPath("calc", "classical");
  const cases = readdirSync(folder).filter((name) => existsSync(`${folder}/${name}/expected/mean_rates_by_src-0.csv`));

  test.each(cases)("%s", async (name) => {
    const expected = readFileSync(`${folder}/${name}/expected/mean_rates_by_src-0.csv`, "utf8");
    const [head = "", , ...lines] = expected.trimEnd().split("\r\n");
    const rows = lines.map((line) => {
      const [, source = "", measure = "", level = "", rate = ""] = /^(.*),([^,]*),([^,]*),([^,]*)$/.exec(line) ?? [];
      return { source: source.replace(/^"(.*)"$/, "$1"), measure, level: Number(level), rate: Number(rate) };
    });
    const sources = [...new Set(rows.map(({ source }) => source))].reverse();
    const measures = [...new Set(rows.map(({ measure }) => measure))].reverse();
    const grids = measures.map((measure) =>
      [...new Set(rows.filter((row) => row.measure === measure).map(({ level }) => level))].sort((a, b) => a - b),
    );
    const width = Math.max(...grids.map((grid) => grid.length));
    for (const grid of grids) while (grid.length < width) grid.push((grid.at(-1) ?? 0) + 1);
    const rates = new Float64Array(measures.length * width * sources.length);
    for (const { source, measure, level, rate } of rows) {
      const m = measures.indexOf(measure);
      rates[(m * width + grids[m]!.indexOf(level)) * sources.length + sources.indexOf(source)] = rate;
    }
    const value = (key: string) => Number(new RegExp(`${key}=([-+.\\deE]+)`).exec(head)?.[1]);
    using temporary = tempFolder();
    const writer = createDatastore(temporary.path, {
      version: VERSION,
      startDate: /start_date='([^']*)'/.exec(head)?.[1] ?? "",
      checksum: value("checksum"),
      seeds: {},
    });
    writer.setAttribute("imts", measures);
    writer.setAttribute("levels", grids);
    writer.putTable("sitecol", [
      { name: "lon", data: Float64Array.of(value("lon")) },
      { name: "lat", data: Float64Array.of(value("lat")) },
      { name: "vs30", data: Float64Array.of(value("vs30")) },
    ]);
    writer.putArray("mean_rates_by_src", rates, {
      shape: [1, measures.length, width, sources.length],
      attributes: { src_ids: sources },
    });
    await writer.close();
    const results = readResults(openDatastore(temporary.path));
    const [file] = await exportOutput(results, "mean_rates_by_src", "csv", { calculationId: 1 });
    expect(file?.name).toBe("mean_rates_by_src-0_1.csv");
    const text = Buffer.from(await collect(file!.content)).toString("utf8");
    expect(text.replace(`Quakewright ${VERSION}`, "OpenQuake engine 3.26.2")).toBe(expected);
  });
}
