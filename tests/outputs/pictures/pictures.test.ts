import { expect, test } from "bun:test";
import { OutputError, openOutput, openResults, serveOutput } from "../../../src/outputs/index.ts";
import { drawPicture } from "../../../src/outputs/pictures/pictures.ts";
import { childRunner } from "../../child-runner.ts";
import { tempFolder } from "../../harness.ts";
import { curveValue, SAMPLE, writeSample } from "../sample-results.ts";

const query = (text = "") => new URLSearchParams(text);

test("a map has a square a site, coloured by value, over land, with its legend", async () => {
  using folder = tempFolder();
  await writeSample(folder.path);
  const results = openResults({ folder: folder.path });
  const { svg } = await drawPicture(results, "hmap_1_0", query());
  expect(svg).toContain("SA(0.1), 10 % in 50 years, mean");
  // What an author writes is text.
  expect(svg).toContain("A &quot;sample&quot; &lt;of&gt; results &amp; more");
  expect(svg.match(/h[\d.]+v[\d.]+h-[\d.]+z/g)?.length).toBe(SAMPLE.lon.length);
  expect((await drawPicture(results, "hmaps", query("imt=SA(0.1)&poe=0.1&kind=mean"))).svg).toBe(svg);
  results.reader.close();
});

test("a curve goes through the stored values, with the band of quantiles where there are two", async () => {
  using folder = tempFolder();
  await writeSample(folder.path);
  const results = openResults({ folder: folder.path });
  const { svg } = await drawPicture(results, "hcurves", query("site_id=2&imt=PGA"));
  const path = /<path d="([^"]+)" fill="none" stroke="#0072b2"/.exec(svg)![1]!;
  const points = path
    .slice(1)
    .split("L")
    .map((point) => point.split(" ").map(Number));
  expect(points.length).toBe(SAMPLE.levels[0]!.length);
  // Both axes are logarithmic: distances on them are ratios of values.
  const [first, second, third] = [0, 1, 2].map((level) => Math.log(curveValue(2, 0, 0, level)));
  const ratio = (points[0]![1]! - points[1]![1]!) / (points[1]![1]! - points[2]![1]!);
  expect(ratio).toBeCloseTo((first! - second!) / (second! - third!), 0);
  results.reader.close();
});

test("what cannot be drawn is told", async () => {
  using folder = tempFolder();
  await writeSample(folder.path);
  const results = openResults({ folder: folder.path });
  const told = async (name: string, text = "") => {
    const error = await drawPicture(results, name, query(text)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(OutputError);
    return [(error as OutputError).kind, (error as OutputError).message] as const;
  };
  expect(await told("hmap_7_0")).toEqual([
    "not-found",
    "there is no picture hmap_7_0: the calculation has 2 measures and 2 probabilities",
  ]);
  expect((await told("portrait"))[1]).toStartWith("there is no picture portrait; there may be hmap_M_P");
  expect((await told("hmaps", "imt=PGV"))[1]).toBe("unknown imt PGV; allowed: PGA, SA(0.1)");
  expect((await told("assets"))[1]).toBe("the calculation has no assets");
  results.reader.close();
});

test("a PNG has the same bytes each time, letters included, and is kept by the server", async () => {
  using folder = tempFolder();
  await writeSample(folder.path);
  const results = openResults({ folder: folder.path });
  const wanted = { kind: "picture", name: "hcurves", query: "site_id=2", type: "png", calculationId: 7 } as const;
  const bytes = async () => {
    const { content, type, name } = await openOutput(results, wanted);
    expect([type, name]).toEqual(["image/png", "hcurves_7.png"]);
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  const first = await bytes();
  expect(first.subarray(1, 4).toString()).toBe("PNG");
  // 760 by 480 at twice the pixels; without letters it would be a fraction of this.
  expect([first.readUInt32BE(16), first.readUInt32BE(20)]).toEqual([1520, 960]);
  expect(first.length).toBeGreaterThan(30_000);
  expect(first.equals(await bytes())).toBe(true);
  results.reader.close();
  const inChild = childRunner([process.execPath, `${import.meta.dir}/../../../src/main.ts`]);
  const served = await serveOutput({ folder: folder.path }, wanted, { runChild: inChild });
  expect(served.kind === "file" ? Buffer.from(await Bun.file(served.path).bytes()).equals(first) : false).toBe(true);
});
