/** A server, a real browser and what tests of the pages do with them. Without a Chromium there is no browser, and the tests say so. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { type RunningServer, startServer } from "../../src/server/index.ts";
import { loadSettings } from "../../src/settings/load.ts";
import { PROJECT, tempFolder } from "../harness.ts";

const BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
];
const executable = [process.env["CHROME_PATH"] ?? "", ...BROWSERS].find((path) => path !== "" && existsSync(path));
if (executable === undefined)
  console.warn(`browser tests are skipped: none of ${BROWSERS.join(", ")} exists; CHROME_PATH may name one`);

const AXE = readFileSync(join(PROJECT, "node_modules", "axe-core", "axe.min.js"), "utf8");

export const SLOW = { timeout: 30_000 };

export interface BrowserSession {
  readonly folder: string;
  /** Where downloads of pages land. */
  readonly downloads: string;
  readonly server: RunningServer;
  readonly browser: Browser | undefined;
  /** A page, and what goes wrong in it; undefined without a browser. */
  readonly open: (path: string) => Promise<{ page: Page; errors: string[] } | undefined>;
  readonly submit: (files: Readonly<Record<string, string>>) => Promise<number>;
  readonly statusOf: (id: number) => Promise<string>;
  readonly end: () => Promise<void>;
}

export async function browserSession(): Promise<BrowserSession> {
  const folder = tempFolder("quakewright-browser-");
  const downloads = join(folder.path, "downloads");
  mkdirSync(downloads);
  const server = await startServer({
    ...loadSettings({ folder: folder.path }).settings,
    port: 0,
    data: join(folder.path, "data"),
    basePath: "/hazard",
  });
  // In a container there is no other sandbox to be had, and the page is our own.
  const args = ["--no-sandbox", "--disable-dev-shm-usage"];
  const browser = executable === undefined ? undefined : await puppeteer.launch({ executablePath: executable, args });
  return {
    folder: folder.path,
    downloads,
    server,
    browser,
    async open(path) {
      if (browser === undefined) return undefined;
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("requestfailed", (request) => {
        const why = request.failure()?.errorText ?? "";
        // A link that became a download, a stream of events that was closed.
        if (why !== "net::ERR_ABORTED") errors.push(`${request.url()}: ${why}`);
      });
      await page.goto(server.url + path, { waitUntil: "load" });
      return { page, errors };
    },
    async submit(files) {
      const form = new FormData();
      for (const [name, content] of Object.entries(files)) form.append("archive", new File([content], name));
      const answer = await fetch(`${server.url}/v1/calc/run`, { method: "POST", body: form });
      return ((await answer.json()) as { job_id: number }).job_id;
    },
    async statusOf(id) {
      return ((await (await fetch(`${server.url}/v1/calc/${id}/status`)).json()) as { status: string }).status;
    },
    async end() {
      await browser?.close();
      await server.stop("stop");
      folder[Symbol.dispose]();
    },
  };
}

/** The files of a folder of the project, by name. */
export function filesOf(...folder: readonly string[]): Record<string, string> {
  const path = join(PROJECT, ...folder);
  return Object.fromEntries(readdirSync(path).map((file) => [file, readFileSync(join(path, file), "utf8")]));
}

export async function until(what: string, done: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await Bun.sleep(50)) if (await done()) return;
  throw new Error(`waited too long: ${what}`);
}

/** Clicks without aiming: Swagger UI unfolds while it scrolls. */
export const clickElement = (page: Page, selector: string) =>
  page.$eval(selector, (element) => (element as HTMLElement).click());

export const textOf = (page: Page, selector: string) => page.$eval(selector, (element) => element.textContent ?? "");

/** What axe-core finds wrong for readers with disabilities, in words: nothing in any state of our pages. */
export async function findings(page: Page, state: string): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${state}: ${id}: ${html.slice(0, 200)}`));
}
