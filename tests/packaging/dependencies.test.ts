/** Licences of everything that is shipped, and known vulnerabilities as far as the registry can be asked. */

import { expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT, tempFolder } from "../harness.ts";

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

const lock = JSON.parse(readFileSync(join(PROJECT, "package-lock.json"), "utf8")) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

/** May all be combined with AGPL-3.0-or-later. */
const COMPATIBLE = new Set([
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "Unlicense",
  "Zlib",
  "MPL-2.0",
  "Python-2.0",
  "(MIT OR GPL-3.0-or-later)",
  "(MIT AND Zlib)",
  "(MIT OR CC0-1.0)",
  // The Eclipse Distribution License is the BSD-3-Clause.
  "(EDL-1.0 OR EPL-1.0)",
]);

/** Read in their files: package.json names none. */
const READ: Readonly<Record<string, string>> = {
  "node_modules/busboy": "MIT",
  "node_modules/streamsearch": "MIT",
  // Public domain (NIST), around HDF5 under a BSD licence.
  // Fonts under the licence of Bitstream Vera: free to use, change and pass on; changes of DejaVu are in the public domain.
  "node_modules/dejavu-fonts-ttf": "SEE LICENSE IN README.md AND LICENSE",
  "node_modules/h5wasm": "SEE LICENSE IN LICENSE.txt",
};

const shipped = Object.entries(lock.packages).filter(([path, one]) => path !== "" && one.dev !== true);

test("everything that is shipped may be, under its licence", () => {
  expect(shipped.length).toBeGreaterThan(10);
  const strange = shipped.flatMap(([path, { license, version }]) => {
    const found = license ?? licenceOf(path);
    return COMPATIBLE.has(found) || READ[path] !== undefined ? [] : [`${path} ${version}: ${found}`];
  });
  expect(strange).toEqual([]);
});

function licenceOf(path: string): string {
  try {
    const found = JSON.parse(readFileSync(join(PROJECT, path, "package.json"), "utf8")) as { license?: string };
    return found.license ?? "none stated";
  } catch {
    return "not installed";
  }
}

/** Known vulnerabilities of what the folder locks, or why nobody could be asked. */
function advisories(folder: string): { readonly grave: readonly string[] } | { readonly unasked: string } {
  const asked = spawnSync("npm", ["audit", "--omit=dev", "--json"], { cwd: folder, encoding: "utf8", timeout: 60_000 });
  const answer = parsed(asked.stdout ?? "");
  if (answer?.metadata?.vulnerabilities === undefined)
    return { unasked: (answer?.message || asked.stderr || asked.error?.message || "no answer").trim().slice(0, 200) };
  const grave = Object.entries(answer.vulnerabilities ?? {}).filter(([, { severity }]) =>
    /high|critical/.test(severity),
  );
  return { grave: grave.map(([name, { severity }]) => `${name}: ${severity}`) };
}

/** A package whose vulnerability everybody knows: who says nothing about it knows nothing about ours (a mirror without advisories). */
function whoAnswersKnows(): string | undefined {
  using folder = tempFolder("quakewright-advisories-");
  const known = { dependencies: { lodash: "4.17.11" } };
  const packages = { "": known, "node_modules/lodash": { version: "4.17.11" } };
  writeFileSync(join(folder.path, "package.json"), JSON.stringify({ name: "known", version: "1.0.0", ...known }));
  writeFileSync(
    join(folder.path, "package-lock.json"),
    JSON.stringify({ name: "known", version: "1.0.0", lockfileVersion: 3, requires: true, packages }),
  );
  const answer = advisories(folder.path);
  if ("unasked" in answer) return answer.unasked;
  return answer.grave.length > 0 ? undefined : "the registry names no vulnerability of lodash 4.17.11, which has some";
}

const unasked = whoAnswersKnows();
if (unasked !== undefined)
  console.error(
    `\n!!! NOT CHECKED: known vulnerabilities of dependencies. The registry could not be asked (${unasked}).\n!!! Before a release run this test where it can, with ADVISORIES=required.\n`,
  );

test("the registry could be asked about vulnerabilities, where that is required", () => {
  if (process.env["ADVISORIES"] === "required") expect(unasked).toBeUndefined();
});

// Skipped, not passed, where nobody could be asked: the count of a run shows it.
test.skipIf(unasked !== undefined)(
  "no shipped package has a known vulnerability of weight",
  () => {
    expect(advisories(PROJECT)).toEqual({ grave: [] });
  },
  90_000,
);

interface Audit {
  readonly message?: string;
  readonly metadata?: { readonly vulnerabilities?: Readonly<Record<string, number>> };
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
}

function parsed(text: string): Audit | undefined {
  try {
    return JSON.parse(text) as Audit;
  } catch {
    return undefined;
  }
}
