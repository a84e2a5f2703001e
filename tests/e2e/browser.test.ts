/** The page in a real browser: submits an archive, sees it complete, downloads an output; Swagger UI tries an upload. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import puppeteer, { type Browser, type ElementHandle, type Page } from "puppeteer-core";
import { type RunningServer, startServer } from "../../src/server/index.ts";
import { loadSettings } from "../../src/settings/load.ts";
import { zipOf } from "../archives.ts";
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

const folder = tempFolder("quakewright-browser-");
const archive = join(folder.path, "hazard.zip");
const downloads = join(folder.path, "downloads");
let server: RunningServer;
let browser: Browser | undefined;

beforeAll(async () => {
  const example = join(PROJECT, "examples", "point-source");
  writeFileSync(
    archive,
    await zipOf(
      Object.fromEntries(readdirSync(example).map((file) => [file, new Uint8Array(readFileSync(join(example, file)))])),
    ),
  );
  mkdirSync(downloads);
  server = await startServer({
    ...loadSettings({ folder: folder.path }).settings,
    port: 0,
    data: join(folder.path, "data"),
    basePath: "/hazard",
  });
  if (executable !== undefined) {
    // In a container there is no other sandbox to be had, and the page is our own.
    browser = await puppeteer.launch({ executablePath: executable, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  }
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await server.stop("stop");
  folder[Symbol.dispose]();
});

/** A page, and what went wrong in it. */
async function open(path: string): Promise<{ page: Page; errors: string[] } | undefined> {
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
}

async function until(what: string, done: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await Bun.sleep(50)) if (await done()) return;
  throw new Error(`waited too long: ${what}`);
}

/** Clicks without aiming: Swagger UI unfolds while it scrolls. */
const clickElement = (page: Page, selector: string) =>
  page.$eval(selector, (element) => (element as HTMLElement).click());

const textOf = (page: Page, selector: string) => page.$eval(selector, (element) => element.textContent ?? "");

test("submit, follow, download, remove; behind a base path", async () => {
  const opened = await open("/");
  if (opened === undefined) return;
  const { page, errors } = opened;
  const session = await page.createCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
  await page.waitForFunction("!document.querySelector('#empty').hidden");

  const input = (await page.$("#files")) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(archive);
  await page.waitForFunction("document.querySelector('#rows .status')?.textContent === 'complete'", {
    timeout: 30_000,
  });
  await page.waitForFunction("document.querySelectorAll('#output-rows tr').length > 1", { timeout: 30_000 });
  expect(await textOf(page, "#submit-message")).toContain("was accepted");
  expect(await textOf(page, "#count")).toBe("(1)");
  expect(await textOf(page, "#log")).not.toBe("");
  expect(await page.$eval("#failure", (element) => (element as HTMLElement).hidden)).toBe(true);

  await clickElement(page, "#output-rows a[aria-label='Hazard Curves as csv']");
  await until("the download", () => readdirSync(downloads).some((name) => /^output-\d+-.*(csv|zip)$/.test(name)));

  page.on("dialog", (dialog) => void dialog.accept());
  await page.evaluate(
    "[...document.querySelectorAll('#actions button')].find((button) => button.textContent === 'Remove').click()",
  );
  await page.waitForFunction("!document.querySelector('#empty').hidden", { timeout: 10_000 });
  expect(await page.$eval("#detail", (element) => (element as HTMLElement).hidden)).toBe(true);
  expect(errors).toEqual([]);
  await page.close();
}, 90_000);

test("the map of a calculation: read a value, click a site, see its curves", async () => {
  const opened = await open("/");
  if (opened === undefined) return;
  const { page, errors } = opened;
  const example = join(PROJECT, "examples", "area-source");
  const form = new FormData();
  for (const file of readdirSync(example)) form.append("archive", new File([readFileSync(join(example, file))], file));
  const answer = await fetch(`${server.url}/v1/calc/run`, { method: "POST", body: form });
  const { job_id: id } = (await answer.json()) as { job_id: number };
  const status = async () =>
    ((await (await fetch(`${server.url}/v1/calc/${id}/status`)).json()) as { status: string }).status;
  await until("the calculation", async () => (await status()) === "complete");

  await page.evaluate(`location.hash = "${id}"`);
  await page.waitForFunction(
    "!document.querySelector('#map-section').hidden && document.querySelector('#legend-greatest').textContent !== ''",
    {
      timeout: 30_000,
    },
  );
  const map = (await page.$("#map"))!;
  await map.scrollIntoView();
  const box = (await map.boundingBox())!;
  // The middle of the nine sites is one of them.
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForFunction("document.querySelector('#map-reading').textContent.startsWith('Site')");
  const reading = await textOf(page, "#map-reading");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForFunction("document.querySelectorAll('#site-charts canvas').length > 1", { timeout: 30_000 });

  const site = Number(/^Site (\d+): /.exec(reading)![1]);
  const answered = await fetch(`${server.url}/v1/calc/${id}/extract/hmaps?kind=mean`, {
    headers: { accept: "application/json" },
  });
  const table = (await answered.json()) as { columns: { name: string }[]; rows: number[][] };
  const stored = table.rows[site]![table.columns.findIndex(({ name }) => name.startsWith("PGA-"))]!;
  expect(reading).toBe(`Site ${site}: ${Number(stored.toPrecision(3))} g`);
  expect(await textOf(page, "#site-title")).toContain(`Site ${site} at`);
  expect(errors).toEqual([]);
  await page.evaluate("location.hash = ''");
  await fetch(`${server.url}/v1/calc/${id}/remove`, { method: "POST" });
  await page.close();
}, 90_000);

test("a refused job says why", async () => {
  const opened = await open("/engine/");
  if (opened === undefined) return;
  const { page } = opened;
  const bad = join(folder.path, "bad.zip");
  writeFileSync(bad, await zipOf({ "readme.txt": "no job file" }));
  const input = (await page.$("#files")) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(bad);
  await page.waitForFunction("document.querySelector('#submit-message').classList.contains('bad')", {
    timeout: 10_000,
  });
  expect(await textOf(page, "#submit-message")).toContain("There are no .ini files in the archive");
  await page.close();
}, 60_000);

test("Swagger UI works offline and tries an upload", async () => {
  const opened = await open("/swagger#/Submission/submitCalculation");
  if (opened === undefined) return;
  const { page, errors } = opened;
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  const operation = "#operations-Submission-submitCalculation";
  await page.waitForSelector(`${operation} input[type=file]`, { timeout: 30_000 });
  const input = (await page.$(`${operation} input[type=file]`)) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(archive);
  await clickElement(page, `${operation} button.execute`);
  const live = `${operation} .live-responses-table`;
  await page.waitForSelector(live, { timeout: 30_000 });
  expect(await textOf(page, live)).toContain('"job_id"');
  expect(await textOf(page, live)).toStartWith("CodeDetails200");
  expect(
    requests.filter((url) => !url.startsWith(server.url) && !url.startsWith("data:") && !url.startsWith("blob:")),
  ).toEqual([]);
  expect(errors).toEqual([]);
  await page.close();
}, 90_000);

test("eight tabs load and are told, by one stream; what a job's author writes is text", async () => {
  if (browser === undefined) return;
  const context = await browser.createBrowserContext();
  const streams: string[] = [];
  const hostile = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>" onload="window.hacked=1`;
  const { jobs } = server;
  const job = jobs.create({ userName: hostile, description: hostile });
  jobs.amend(job.id, {});
  const tabs: Page[] = [];
  try {
    for (let i = 0; i < 8; i++) {
      const page = await context.newPage();
      page.on("request", (request) => {
        if (request.url().includes("/events")) streams.push(request.url());
      });
      await page.goto(`${server.url}/#${job.id}`, { waitUntil: "load", timeout: 20_000 });
      await page.waitForFunction("document.querySelectorAll('#rows tr').length > 0", { timeout: 20_000 });
      tabs.push(page);
    }
    jobs.refuse(job.id, hostile);
    const last = tabs.at(-1)!;
    await last.bringToFront();
    await last.waitForFunction("document.querySelector('#rows .status')?.textContent === 'failed'", {
      timeout: 20_000,
    });
    await last.waitForFunction("document.querySelector('#log').textContent.includes('onerror')", { timeout: 20_000 });
    for (const page of tabs) expect(await page.evaluate("window.hacked")).toBeUndefined();
    expect(await textOf(last, "#traceback")).toContain("<script>");
    // No tab has a stream of its own: the shared worker's is not a request of theirs.
    expect(streams.filter((url) => /\/v1\/(calc\/\d+\/)?events$/.test(url)).length).toBeLessThanOrEqual(1);
  } finally {
    await context.close();
    await jobs.remove(job.id, null);
  }
}, 120_000);
