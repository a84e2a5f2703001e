/**
 * Makes the pictures of docs/images: every view of the pages, from a server of its own that has computed the examples.
 *
 *   npx bun scripts/screenshots.ts [names of pictures ...]
 *
 * CHROME_PATH names the browser where it is not /usr/bin/chromium.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Page } from "puppeteer-core";
import { startServer } from "../src/server/index.ts";
import { loadSettings } from "../src/settings/load.ts";

const PROJECT = join(import.meta.dir, "..");
const folder = join(PROJECT, "docs", "images");
const wanted = new Set(process.argv.slice(2));
const data = mkdtempSync(join(tmpdir(), "quakewright-screenshots-"));
const server = await startServer({ ...loadSettings({ folder: data }).settings, port: 0, data });

const example = (name: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(PROJECT, "examples", name)).map((file) => [
      file,
      readFileSync(join(PROJECT, "examples", name, file), "utf8"),
    ]),
  );

async function compute(files: Readonly<Record<string, string>>, wait = true): Promise<number> {
  const form = new FormData();
  for (const [name, text] of Object.entries(files)) form.append("archive", new File([text], name));
  const { job_id: id } = (await (await fetch(`${server.url}/v1/calc/run`, { method: "POST", body: form })).json()) as {
    job_id: number;
  };
  for (let running = wait; running; await Bun.sleep(100))
    running = ((await (await fetch(`${server.url}/v1/calc/${id}/status`)).json()) as { is_running: boolean })
      .is_running;
  return id;
}

interface Shot {
  readonly name: string;
  readonly hash: () => string;
  /** What there is when the view is complete. */
  readonly ready: string;
  readonly size?: readonly [number, number];
  readonly dark?: boolean;
  readonly before?: (page: Page) => Promise<unknown>;
  /** What is at the top of the picture. */
  readonly top?: string;
}

const ids: Record<string, number> = {};
const at = (name: string) => ids[name]!;
const figures = (count: number, within = "") => `document.querySelectorAll('${within} figure svg').length >= ${count}`;
const legend = "document.querySelector('.legend-numbers') !== null";

const SHOTS: readonly Shot[] = [
  { name: "calculations", hash: () => "", ready: "document.querySelectorAll('#rows tr').length > 5" },
  { name: "overview", hash: () => `${at("map")}/overview`, ready: "document.querySelector('#log div') !== null" },
  {
    name: "map",
    hash: () => `${at("map")}/map?sources=1&site=346`,
    ready: `${legend} && ${figures(5)} && document.querySelector("#map").dataset.outlines > 0`,
    size: [1280, 1000],
  },
  { name: "site", hash: () => `${at("map")}/map?site=346&rlzs=1`, ready: figures(5), top: "#site-title" },
  {
    name: "disaggregation",
    hash: () => `${at("map")}/map?site=346&disagg=1&by=mag,dist,eps&magw=0.5&distw=10`,
    ready: figures(6),
    top: "#place-panel > div:last-child",
  },
  {
    name: "field",
    hash: () => `${at("events")}/map?set=gmf_data&event=1200`,
    ready: legend,
  },
  { name: "losses", hash: () => `${at("losses")}/charts`, ready: figures(3) },
  { name: "damage", hash: () => `${at("damage")}/charts?output=damages-rlzs&tag=taxonomy`, ready: figures(1) },
  {
    name: "tables",
    hash: () => `${at("losses")}/tables?output=avg_losses-stats&tag=policy`,
    ready: "document.querySelectorAll('#panel-tables tbody tr').length > 1",
  },
  { name: "model", hash: () => `${at("map")}/model`, ready: "document.querySelectorAll('.facts').length > 1" },
  {
    name: "downloads",
    hash: () => `${at("map")}/downloads`,
    ready: "document.querySelector('#output-rows tr') !== null",
  },
  {
    name: "compare",
    hash: () => `compare?a=${at("map")}&b=${at("changed")}&site=346`,
    ready: `${figures(1, "#compare")} && document.querySelector('#compare-outputs') !== null`,
    size: [1280, 1100],
  },
  { name: "models", hash: () => "models?view=attenuation", ready: figures(2, "#models") },
  { name: "examples", hash: () => "examples", ready: "document.querySelectorAll('#examples pre').length > 3" },
  {
    name: "before-running",
    hash: () => "",
    ready: "document.querySelector('#review [role=status]')?.textContent.startsWith('Valid: ')",
    before: async (page) => {
      const input = await page.$("#files");
      const files = readdirSync(join(PROJECT, "examples", "hazard-map")).map((file) =>
        join(PROJECT, "examples", "hazard-map", file),
      );
      await (input as import("puppeteer-core").ElementHandle<HTMLInputElement>).uploadFile(...files);
    },
  },
  {
    name: "refused",
    hash: () => `${at("refused")}/overview`,
    ready: "document.querySelector('#traceback').textContent !== ''",
  },
  { name: "dark", hash: () => `${at("map")}/map?site=346`, ready: `${legend} && ${figures(5)}`, dark: true },
  { name: "phone", hash: () => `${at("map")}/map`, ready: legend, size: [390, 844], top: "#detail" },
];

const browser = await puppeteer.launch({
  executablePath: process.env["CHROME_PATH"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});

async function shoot({ name, hash, ready, size = [1280, 800], dark = false, before, top }: Shot): Promise<void> {
  const page = await browser.newPage();
  try {
    await page.setViewport({ width: size[0], height: size[1] });
    await page.emulateMediaFeatures([
      { name: "prefers-color-scheme", value: dark ? "dark" : "light" },
      { name: "prefers-reduced-motion", value: "reduce" },
    ]);
    await page.goto(`${server.url}/#${hash()}`);
    await before?.(page);
    await page.waitForFunction(ready, { timeout: 60_000 });
    await page.evaluate(
      top === undefined ? "scrollTo(0, 0)" : `document.querySelector(${JSON.stringify(top)}).scrollIntoView()`,
    );
    // Frames that were asked for have been drawn.
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    await page.screenshot({ path: join(folder, `${name}.png`) });
    console.log(name);
  } finally {
    await page.close();
  }
}

try {
  mkdirSync(folder, { recursive: true });
  const map = example("hazard-map");
  ids["refused"] = await compute({
    ...map,
    "job.ini": map["job.ini"]!.replace("truncation_level = ", "truncation_level = -"),
  });
  ids["losses"] = await compute(example("event-based-risk"));
  ids["damage"] = await compute(example("scenario-damage"));
  ids["events"] = await compute(example("event-based"));
  ids["map"] = await compute(map);
  ids["changed"] = await compute({
    ...map,
    "job.ini": map["job.ini"]!.replace(
      /description = .*/,
      "description = Hazard map of Frisland, truncated at 2",
    ).replace(/truncation_level = .*/, "truncation_level = 2"),
  });
  await fetch(`${server.url}/v1/calc/${at("map")}/add_tag/final`);
  for (const shot of SHOTS) if (wanted.size === 0 || wanted.has(shot.name)) await shoot(shot);
  if (wanted.size === 0 || wanted.has("swagger")) {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    await page.goto(`${server.url}/swagger`);
    await page.waitForSelector(".opblock");
    await page.screenshot({ path: join(folder, "swagger.png") });
  }
} finally {
  await browser.close();
  await server.stop("stop");
  rmSync(data, { recursive: true, force: true });
}
