import { expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { InputError } from "../../src/input-error.ts";
import { chooseIni } from "../../src/jobs/archive/choose-ini.ts";
import { type ArchiveLimits, DEFAULT_ARCHIVE_LIMITS } from "../../src/jobs/archive/limits.ts";
import { stageServerFiles, stageUpload } from "../../src/jobs/archive/stage-inputs.ts";
import { unpackArchive } from "../../src/jobs/archive/unpack.ts";
import { zipInputs } from "../../src/jobs/archive/zip-inputs.ts";
import { zipOf } from "../archives.ts";
import { tempFolder } from "../harness.ts";
import { writeFiles } from "./job-harness.ts";
import { rawZip } from "./raw-zip.ts";

const LIMITS: ArchiveLimits = { maxEntries: 100, maxTotalBytes: 1_000_000, maxRatio: 100, maxDepth: 5 };

async function unpack(zip: Uint8Array, limits = LIMITS): Promise<Record<string, string>> {
  using folder = tempFolder();
  const target = join(folder.path, "in", "inputs");
  mkdirSync(target, { recursive: true });
  writeFileSync(join(folder.path, "x.zip"), zip);
  try {
    const names = await unpackArchive(join(folder.path, "x.zip"), target, limits);
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(target, name), "utf8")]));
  } finally {
    // Whatever the archive holds, nothing is written beside its folder.
    expect(readdirSync(folder.path).sort()).toEqual(["in", "x.zip"]);
    expect(readdirSync(join(folder.path, "in"))).toEqual(["inputs"]);
  }
}

async function refusal(zip: Uint8Array, limits = LIMITS): Promise<string> {
  const error = await unpack(zip, limits).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message;
}

test("files keep their folders; what macOS adds is left out", async () => {
  const files = { "job.ini": "a", "sub/deep/model.xml": "<x/>", "__MACOSX/._job.ini": "junk", "empty.txt": "" };
  expect(await unpack(await zipOf(files))).toEqual({ "job.ini": "a", "sub/deep/model.xml": "<x/>", "empty.txt": "" });
});

test("names with dots, doubled slashes and backslashes are made plain", async () => {
  expect(await unpack(rawZip([{ name: "./a//b\\c.txt", content: "x" }]))).toEqual({ "a/b/c.txt": "x" });
});

test.each([
  ["outside", [{ name: "../evil.txt" }], "names outside the archive's folder are not allowed"],
  ["outside by backslash", [{ name: "a\\..\\..\\evil.txt" }], "names outside the archive's folder are not allowed"],
  ["deeper outside", [{ name: "a/../../evil.txt" }], "names outside the archive's folder are not allowed"],
  ["absolute", [{ name: "/etc/evil" }], "absolute names are not allowed"],
  ["drive letter", [{ name: "C:/evil.txt" }], "absolute names are not allowed"],
  ["link", [{ name: "link", content: "/etc/passwd", mode: 0o120777 }], "symbolic links in archives are not allowed"],
  ["device", [{ name: "null", mode: 0o020666 }], "only files and folders are allowed"],
  ["encrypted", [{ name: "a", flags: 1 }], "encrypted archives cannot be read"],
  ["compression", [{ name: "a", method: 12 }], "compression method 12 is not supported"],
  ["twice", [{ name: "a" }, { name: "a" }], "the archive holds this file twice"],
  ["twice in effect", [{ name: "a" }, { name: "./a" }], "the archive holds this file twice"],
  ["file and folder", [{ name: "a" }, { name: "a/b" }], "a file and a folder of one name"],
  ["depth", [{ name: "1/2/3/4/5/6/x" }], "more than 5 folders deep"],
  ["long name", [{ name: `${"x".repeat(300)}.ini` }], "a name is too long"],
  ["control characters", [{ name: "a\nb" }], "control characters in names are not allowed"],
  ["wrong checksum", [{ name: "a", content: "text", crc: 1 }], "wrong checksum"],
  ["false size", [{ name: "a", content: "text", declared: 2 }], "the archive is damaged"],
])("refused: %s", async (_what, entries, message) => {
  expect(await refusal(rawZip(entries))).toContain(message);
});

test("no zip file", async () => {
  expect(await refusal(new Uint8Array())).toBe("File is not a zip file");
  expect(await refusal(new TextEncoder().encode("x".repeat(5000)))).toBe("File is not a zip file");
});

test("too many entries, too many bytes", async () => {
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`f${i}`, ""]));
  expect(await refusal(await zipOf(many))).toContain("101 entries or more (allowed: 100)");
  expect(await refusal(await zipOf({ a: "x".repeat(600_000), b: "y".repeat(600_000) }))).toContain(
    "too large when unpacked",
  );
});

test("a bomb is stopped soon, without memory", async () => {
  const gibibyte = 1024 ** 3;
  const zeros = deflateRawSync(Buffer.alloc(100 * 1024 ** 2));
  const bomb = rawZip([{ name: "zeros", packed: zeros, declared: 100 * 1024 ** 2 }]);
  const before = process.memoryUsage.rss();
  const begun = performance.now();
  expect(await refusal(bomb, { ...DEFAULT_ARCHIVE_LIMITS, maxTotalBytes: gibibyte })).toContain(
    "more than 250 times its size",
  );
  expect(performance.now() - begun).toBeLessThan(2000);
  expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 ** 2);
});

test("100,000 entries are refused within two seconds", async () => {
  const begun = performance.now();
  const zip = rawZip(Array.from({ length: 100_000 }, (_, i) => ({ name: `f${i}` })));
  const made = performance.now();
  expect(await refusal(zip, DEFAULT_ARCHIVE_LIMITS)).toContain("entries");
  expect(performance.now() - made).toBeLessThan(2000);
  expect(made - begun).toBeLessThan(20_000);
});

test("damaged archives are refused, never a crash", async () => {
  const good = await zipOf({
    "job.ini": "[general]\ncalculation_mode = classical\n".repeat(20),
    "a/b.xml": "<x/>".repeat(50),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      async (changes) => {
        const bytes = good.slice();
        for (const [at, value] of changes) bytes[at] = value;
        await unpack(bytes).catch((error) => expect(error).toBeInstanceOf(InputError));
      },
    ),
    { numRuns: 150 },
  );
});

test("any files come through unchanged", async () => {
  const name = fc.stringMatching(/^[a-zA-Z0-9_ é-]{1,12}\.(ini|xml|csv)$/);
  await fc.assert(
    fc.asyncProperty(fc.dictionary(name, fc.string({ maxLength: 200 }), { maxKeys: 8 }), async (files) => {
      expect(await unpack(await zipOf(files))).toEqual(files);
    }),
    { numRuns: 30 },
  );
});

test("the job file is the first, by full path, whose base name ends as asked", () => {
  const files = ["job_risk.ini", "job_hazard.ini", "a_folder/zz.ini", "my_job.ini", "__MACOSX/a.ini", "model.xml"];
  expect(chooseIni(files, undefined, false)).toBe("a_folder/zz.ini");
  expect(chooseIni(["job_risk.ini", "job_hazard.ini"], undefined, false)).toBe("job_hazard.ini");
  expect(chooseIni(files, undefined, true)).toBe("job_risk.ini");
  expect(chooseIni(files, "job.ini", false)).toBe("my_job.ini");
  expect(() => chooseIni(["model.xml"], undefined, false)).toThrow("There are no .ini files in the archive");
  expect(() => chooseIni(files, "other.ini", false)).toThrow("There are no other.ini files in the archive");
  expect(() => chooseIni(["job.ini"], undefined, true)).toThrow("There are no risk.ini files in the archive");
});

test("the last zip among the parts is unpacked, the others are named as ignored", async () => {
  using folder = tempFolder();
  writeFiles(folder.path, { "0": await zipOf({ "a.ini": "1" }), "1": await zipOf({ "b.ini": "2" }), "2": "loose" });
  const sent = ["one.zip", "two.zip", "loose.xml"].map((name, i) => ({ name, path: join(folder.path, String(i)) }));
  const staged = await stageUpload(sent, join(folder.path, "inputs"), LIMITS);
  expect(staged.files).toEqual(["b.ini"]);
  expect(staged.warnings).toHaveLength(2);
});

test("loose files go under their base names; the job file may be named", async () => {
  using folder = tempFolder();
  writeFiles(folder.path, { "0": "ini", "1": "model" });
  const inputs = join(folder.path, "inputs");
  const staged = await stageUpload(
    [
      { name: "../../job.cfg", path: join(folder.path, "0"), isJobFile: true },
      { name: "C:\\models\\model.xml", path: join(folder.path, "1") },
    ],
    inputs,
    LIMITS,
  );
  expect(staged).toEqual({ files: ["job.cfg", "model.xml"], ini: "job.cfg", warnings: [] });
  expect(readFileSync(join(inputs, "model.xml"), "utf8")).toBe("model");
  writeFiles(folder.path, { "0": "a", "1": "b" });
  const twice = ["x/a.ini", "y/a.ini"].map((name, i) => ({ name, path: join(folder.path, String(i)) }));
  await expect(stageUpload(twice, inputs, LIMITS)).rejects.toThrow("a.ini: this file was sent twice");
  await expect(stageUpload([{ name: "..", path: join(folder.path, "0") }], inputs, LIMITS)).rejects.toThrow(
    "usable name",
  );
});

test("a job file of the machine is copied with its files, and nothing from elsewhere", async () => {
  using folder = tempFolder();
  writeFiles(folder.path, {
    "allowed/hazard/job.ini": "x",
    "allowed/models/m.xml": "m",
    "allowed/.git/x": "",
    "secret.txt": "s",
  });
  const allowed = join(folder.path, "allowed");
  const ini = join(allowed, "hazard", "job.ini");
  const inputs = join(folder.path, "inputs");
  const model = join(allowed, "models", "m.xml");
  const staged = await stageServerFiles(ini, inputs, LIMITS, [allowed], [ini, model]);
  expect(staged).toEqual({ files: ["hazard/job.ini", "models/m.xml"], ini: "hazard/job.ini", warnings: [] });
  expect(readFileSync(join(inputs, "models", "m.xml"), "utf8")).toBe("m");
  expect(
    (await stageServerFiles(join(allowed, "hazard", "job.ini"), join(folder.path, "b"), LIMITS, [allowed])).files,
  ).toEqual(["job.ini"]);
  writeFileSync(ini, "[a]\nsource_model_file = ../models/m.xml\n");
  const around = await stageServerFiles(ini, join(folder.path, "c"), LIMITS, [allowed]);
  expect([...around.files].sort()).toEqual(["hazard/job.ini", "models/m.xml"]);
  writeFileSync(ini, "x = ../../secret.txt\n");
  await expect(stageServerFiles(ini, join(folder.path, "d"), LIMITS, [allowed])).rejects.toThrow(
    "not in an allowed folder",
  );
  writeFileSync(ini, "x");
  const secret = join(folder.path, "secret.txt");
  await expect(stageServerFiles(ini, inputs, LIMITS, [allowed], [secret])).rejects.toThrow("not in an allowed folder");
  symlinkSync(secret, join(allowed, "hazard", "link.xml"));
  await expect(stageServerFiles(ini, inputs, LIMITS, [allowed])).rejects.toThrow("not in an allowed folder");
  expect(existsSync(join(inputs, "link.xml"))).toBe(false);
});

test("the zip of a job's inputs is streamed", async () => {
  using folder = tempFolder();
  const text = "a line of a model\n".repeat(400_000);
  writeFiles(folder.path, { "inputs/job.ini": "x", "inputs/big.xml": text, "inputs/b/empty.csv": "" });
  const stream = zipInputs(join(folder.path, "inputs"), "job.ini");
  if (stream === null) throw new Error("no stream");
  const zip = join(folder.path, "out.zip");
  const sink = Bun.file(zip).writer();
  for await (const chunk of stream) sink.write(chunk as Uint8Array);
  await sink.end();
  expect(statSync(zip).size).toBeLessThan(100_000);
  const target = join(folder.path, "again");
  mkdirSync(target);
  const names = await unpackArchive(zip, target, DEFAULT_ARCHIVE_LIMITS);
  expect(names).toEqual(["b/empty.csv", "big.xml", "job.ini"]);
  expect(readFileSync(join(target, "big.xml"), "utf8")).toBe(text);
});
