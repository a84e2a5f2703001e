/** Pages that comments, tests and other pages cite exist, and have the sections that are cited. */
import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = join(import.meta.dir, "../..");
const SECTION = String.raw`(?:\d+(?:\.\d+)*|[A-Z]\d{0,2})(?![\w.]*\w)`;
const CITATION = new RegExp(
  String.raw`\b(?:docs/method/)?([a-z-]+\.md)(?:\]\([^)]*\)|\))? (${SECTION}(?:(?:, | and | to )${SECTION})*)`,
  "g",
);
const PAGE = /(?:\.{0,2}\/)?[\w./-]*[\w-]{2,}\.md\b/g;

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((name) => ending.test(name));
}

/** Numbers of the headings of a method page: `## 5 Rates`, `### 5.1 Independent sources`, `### E17`. */
function sectionsOf(page: string): ReadonlySet<string> {
  const text = readFileSync(join(ROOT, "docs/method", page), "utf8");
  return new Set([...text.matchAll(/^#{2,4} (\d+(?:\.\d+)*|[A-Z]\d{0,2})(?= |$)/gm)].map(([, number]) => number!));
}

interface Citation {
  readonly file: string;
  readonly page: string;
  readonly section: string;
}

function citationsIn(files: readonly string[]): Citation[] {
  return files.flatMap((file) => {
    // A comment may break a line inside a citation.
    const text = readFileSync(join(ROOT, file), "utf8").replace(/\n[ \t]*(?:\*|\/\/|#)? ?/g, " ");
    return [...text.matchAll(CITATION)].flatMap(([, page, sections]) =>
      sections!.split(/, | and | to /).map((section) => ({ file, page: page!, section })),
    );
  });
}

const CODE = [...filesBelow("src", /\.tsx?$/), ...filesBelow("tests", /\.ts$/), ...filesBelow("scripts", /\.(ts|py)$/)];
const PAGES = [...filesBelow("docs", /\.md$/), "README.md", "CONTRIBUTING.md", "examples/README.md"];
const METHOD_PAGES = readdirSync(join(ROOT, "docs/method"));

describe("citations", () => {
  test("method pages have every section that is cited", () => {
    const sections = new Map(METHOD_PAGES.map((page) => [page, sectionsOf(page)]));
    const citations = citationsIn([...CODE, ...PAGES]).filter(({ page }) => sections.has(page));
    expect(citations.length).toBeGreaterThan(150);
    const missing = citations.filter(({ page, section }) => !sections.get(page)!.has(section));
    expect(missing).toEqual([]);
  });

  test("no two sections of a page have one number", () => {
    for (const page of METHOD_PAGES) {
      const text = readFileSync(join(ROOT, "docs/method", page), "utf8");
      const numbers = [...text.matchAll(/^#{2,4} (\d+(?:\.\d+)*|[A-Z]\d{0,2})(?= |$)/gm)].map(([, number]) => number);
      expect([page, numbers.length]).toEqual([page, new Set(numbers).size]);
    }
  });

  test("code cites no page that is not in the repository", () => {
    const missing = CODE.flatMap((file) =>
      [...readFileSync(join(ROOT, file), "utf8").matchAll(PAGE)]
        .map(([page]) => page)
        .filter(
          (page) => ![ROOT, join(ROOT, "docs"), join(ROOT, dirname(file))].some((at) => existsSync(join(at, page))),
        )
        .map((page) => `${file}: ${page}`),
    );
    expect(missing).toEqual([]);
  });

  test("links of pages lead to files", () => {
    const missing = PAGES.flatMap((file) =>
      [...readFileSync(join(ROOT, file), "utf8").matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)]
        .map(([, target]) => target!)
        .filter((target) => !existsSync(join(ROOT, dirname(file), target)))
        .map((target) => `${file}: ${target}`),
    );
    expect(missing).toEqual([]);
  });
});
