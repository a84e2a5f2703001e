/**
 * Input made to do harm: a clear error, quickly, in little memory, without a stack trace or a path of the machine.
 * The same command checks what is sent to the server.
 */
import { describe, expect, test } from "bun:test";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { PROJECT, tempFolder } from "../harness.ts";
import { type RawEntry, rawZip } from "../jobs/raw-zip.ts";
import { cleanEnvironment } from "./program.ts";

const MAX_SECONDS = 2;
const MAX_BYTES = 200 * 2 ** 20;

const EXAMPLE = join(PROJECT, "examples", "point-source");
const NRML = 'xmlns="http://openquake.org/xmlns/nrml/0.4" xmlns:gml="http://www.opengis.net/gml"';

function example(name: string): string {
  return readFileSync(join(EXAMPLE, name), "utf8");
}

/** The example as entries of an archive, some changed or added. */
function entries(changes: { readonly [name: string]: string }): RawEntry[] {
  const names = new Set([...readdirSync(EXAMPLE), ...Object.keys(changes)]);
  return [...names].map((name) => ({ name, content: changes[name] ?? example(name) }));
}

const ini = (lines: string) => rawZip(entries({ "job.ini": `${example("job.ini")}\n${lines}\n` }));
const replaced = (from: RegExp, to: string) => rawZip(entries({ "job.ini": example("job.ini").replace(from, to) }));
const model = (text: string) => rawZip(entries({ "source-model.xml": text }));
const nested = (depth: number) =>
  `<nrml ${NRML}><sourceModel>${"<a>".repeat(depth)}${"</a>".repeat(depth)}</sourceModel></nrml>`;

const DOCUMENTS: readonly (readonly [what: string, text: string | Uint8Array, message: RegExp])[] = [
  [
    "an external entity",
    `<?xml version="1.0"?><!DOCTYPE nrml [<!ENTITY x SYSTEM "file:///etc/passwd">]><nrml ${NRML}><sourceModel name="&x;"/></nrml>`,
    /entit/i,
  ],
  [
    "an external document type",
    `<!DOCTYPE nrml SYSTEM "http://127.0.0.1:1/evil.dtd"><nrml ${NRML}><sourceModel name="&x;"/></nrml>`,
    /entit|DOCTYPE/i,
  ],
  [
    "a bomb of entities",
    `<!DOCTYPE nrml [<!ENTITY a0 "aaaaaaaaaa">${Array.from({ length: 12 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join("")}]><nrml ${NRML}><sourceModel name="&a12;"/></nrml>`,
    /entit/i,
  ],
  [
    "entities that hold themselves",
    `<!DOCTYPE nrml [<!ENTITY a "&b;"><!ENTITY b "&a;">]><nrml ${NRML}><sourceModel name="&a;"/></nrml>`,
    /entit/i,
  ],
  ["100,000 elements inside each other", nested(100_000), /inside each other/],
  ["5 MB of opened elements", `<nrml ${NRML}>${"<a>".repeat(1_700_000)}`, /inside each other/],
  [
    "an attribute of 20 MB",
    `<nrml ${NRML}><sourceModel name="${"x".repeat(20_000_000)}"><pointSource id="a b"/></sourceModel></nrml>`,
    /only accepted chars|too long|large/,
  ],
  [
    "300,000 attributes",
    `<nrml ${NRML} ${Array.from({ length: 300_000 }, (_, i) => `a${i}="1"`).join(" ")}/>`,
    /attributes in one element/,
  ],
  ["not a number", `<nrml ${NRML}><sourceModel><a lon="nan"/><b minMag="NaN"/></sourceModel></nrml>`, /finite/],
  ["infinity", `<nrml ${NRML}><sourceModel><a bValue="inf"/><b minMag="1e999"/></sourceModel></nrml>`, /finite/],
  ["bytes that are no UTF-8", Uint8Array.of(0x3c, 0x6e, 0xff, 0xfe, 0x72, 0x3e), /UTF-8|utf-8|byte/i],
  ["zeros", new Uint8Array(1_000_000), /./],
  [
    "a list of 20 MB of numbers",
    `<nrml ${NRML}><sourceModel><a posList="${"1 2 ".repeat(5_000_000)}x"/></sourceModel></nrml>`,
    /./,
  ],
];

const ARCHIVES: readonly (readonly [what: string, make: () => Uint8Array, message: RegExp])[] = [
  ["names that leave the archive", () => rawZip([...entries({}), { name: "../../evil", content: "x" }]), /outside/],
  ["absolute names", () => rawZip([...entries({}), { name: "/etc/evil", content: "x" }]), /absolute/],
  [
    "a symbolic link",
    () => rawZip([...entries({}), { name: "link.xml", content: "/etc/passwd", mode: 0o120777 }]),
    /symbolic links/,
  ],
  [
    "a bomb of zeros",
    () => rawZip([{ name: "job.ini", packed: deflateRawSync(Buffer.alloc(300_000_000)), declared: 300_000_000 }]),
    /times its size|too large/,
  ],
  [
    "a bomb that lies about its size",
    () => rawZip([{ name: "job.ini", packed: deflateRawSync(Buffer.alloc(300_000_000)), declared: 10 }]),
    /./,
  ],
  [
    "100,000 entries",
    () => rawZip(Array.from({ length: 100_000 }, (_, i) => ({ name: `f${i}`, content: "" }))),
    /100000 entries/,
  ],
  [
    "an ini value that leaves the folder",
    () => replaced(/^source_model_logic.*$/m, "source_model_logic_tree_file = ../../../../etc/passwd"),
    /outside/,
  ],
  [
    "an absolute ini value",
    () => replaced(/^source_model_logic.*$/m, "source_model_logic_tree_file = /etc/passwd"),
    /absolute/,
  ],
  [
    "a tree that leaves the folder",
    () =>
      rawZip(
        entries({
          "source-model-logic-tree.xml": example("source-model-logic-tree.xml").replace(
            "source-model.xml",
            "../../../etc/evil.xml",
          ),
        }),
      ),
    /outside/,
  ],
  [
    "a gigantic logscale",
    () =>
      replaced(
        /^intensity_measure_types_and_levels.*$/m,
        'intensity_measure_types_and_levels = {"PGA": logscale(0.005, 2, 1000000000)}',
      ),
    /levels/,
  ],
  [
    "many large logscales",
    () =>
      replaced(
        /^intensity_measure_types_and_levels.*$/m,
        `intensity_measure_types_and_levels = {${Array.from({ length: 5000 }, (_, i) => `"SA(${i + 1})": logscale(0.005, 2, 10000)`).join(", ")}}`,
      ),
    /./,
  ],
  [
    "a literal that is nested deeply",
    () => ini(`postproc_args = ${"[".repeat(100_000)}${"]".repeat(100_000)}`),
    /brackets|dictionary/,
  ],
  ["not a number in the ini", () => ini("minimum_distance = nan"), /finite|nan/],
  ["infinity in the ini", () => ini("minimum_distance = inf"), /finite|inf/],
  [
    "an ini that is no UTF-8",
    () =>
      rawZip([
        ...entries({}).filter(({ name }) => name !== "job.ini"),
        {
          name: "job.ini",
          packed: deflateRawSync(Buffer.from([0x5b, 0xff, 0xfe, 0x5d])),
          declared: 4,
          crc: 0xd0a0a2d8,
        },
      ]),
    /./,
  ],
  ["a million sites", () => replaced(/^sites = .*$/m, `sites = ${"0 0, ".repeat(1_000_000)}0 0`), /./],
  [
    "a grid of a billion sites",
    () => replaced(/^sites = .*$/m, "region = -60 -60, 60 -60, 60 60, -60 60\nregion_grid_spacing = 0.5"),
    /the grid would have about \d+ million sites/,
  ],
  ["a deep source model", () => model(nested(100_000)), /inside each other/],
  ["a source model that is a zip", () => model(Buffer.from(rawZip(entries({}))).toString("latin1")), /./],
];

interface Checked {
  readonly code: number;
  readonly text: string;
  /** Of the processor: the wall clock depends on what else the machine does. */
  readonly seconds: number;
  readonly bytes: number;
}

async function validate(path: string, cwd: string): Promise<Checked> {
  using own = tempFolder();
  const usage = join(own.path, "usage.json");
  const program = [join(import.meta.dir, "report-usage.ts"), join(PROJECT, "src", "main.ts"), "validate", path];
  const child = Bun.spawn([process.execPath, "--preload", ...program], {
    cwd,
    env: cleanEnvironment({ USAGE_FILE: usage }),
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  const code = await child.exited;
  const taken = JSON.parse(readFileSync(usage, "utf8")) as Pick<Checked, "seconds" | "bytes">;
  return { code, text: `${out}${err}`, ...taken };
}

function expectClearError({ code, text, seconds, bytes }: Checked, message: RegExp, folder: string): void {
  expect(text).toMatch(message);
  expect(code).toBe(1);
  expect(text).not.toMatch(/^\s+at .*\(|TypeError|RangeError|Maximum call stack|out of memory/m);
  expect(text).not.toContain(folder);
  expect(text).not.toContain(tmpdir() === "/" ? "/tmp/quakewright" : join(tmpdir(), "quakewright"));
  expect(text.length).toBeLessThan(100_000);
  expect(seconds).toBeLessThan(MAX_SECONDS);
  expect(bytes).toBeLessThan(MAX_BYTES);
}

describe("documents made to do harm", () => {
  test.each(DOCUMENTS)("%s", async (_what, text, message) => {
    using folder = tempFolder();
    writeFileSync(join(folder.path, "model.xml"), text);
    expectClearError(await validate("model.xml", folder.path), message, folder.path);
  });
});

describe("archives made to do harm", () => {
  test.each(ARCHIVES)("%s", async (_what, make, message) => {
    using folder = tempFolder();
    writeFileSync(join(folder.path, "job.zip"), make());
    expectClearError(await validate("job.zip", folder.path), message, folder.path);
  });
});

test("a link that leads out of the folder of a job is not followed", async () => {
  using folder = tempFolder();
  for (const { name, content } of entries({})) {
    const path = join(folder.path, "job", name);
    mkdirSync(dirname(path), { recursive: true });
    if (name === "source-model.xml") symlinkSync("/etc/passwd", path);
    else writeFileSync(path, content ?? "");
  }
  const checked = await validate("job.ini", join(folder.path, "job"));
  expectClearError(checked, /source-model\.xml is a link that leads out of the folder/, folder.path);
});
