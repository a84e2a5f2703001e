/**
 * The pages in Chromium: how long the first view takes on loopback, and how long frames take while a map is panned, at 10,000
 * sites (95 % below 20 ms is the goal) and at 200,000. CHROME_PATH names the browser where it is not /usr/bin/chromium.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Page } from "puppeteer-core";
import { startServer } from "../src/server/index.ts";
import { loadSettings } from "../src/settings/load.ts";
import { printTable, quantile } from "./shared/table.ts";

const FRAMES = 240;
const chromium = process.env["CHROME_PATH"] ?? "/usr/bin/chromium";

/** Milliseconds between frames while the map is dragged in circles, and what drawing one takes of them. */
async function pan(page: Page): Promise<{ readonly frames: readonly number[]; readonly longest: number }> {
  const frames = (await page.evaluate(`new Promise((resolve) => {
    const map = document.querySelector("#map");
    map.setPointerCapture = () => {};
    const send = (type, x, y) => map.dispatchEvent(new PointerEvent(type, { pointerId: 1, clientX: x, clientY: y, bubbles: true }));
    const box = map.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    send("pointerdown", x, y);
    const times = [];
    let frame = 0;
    const step = (now) => {
      times.push(now);
      if (++frame > ${FRAMES}) {
        send("pointerup", x, y);
        resolve(times.slice(1).map((time, i) => time - times[i]));
        return;
      }
      send("pointermove", x + 120 * Math.sin(frame / 15), y + 80 * Math.cos(frame / 15));
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  })`)) as number[];
  return { frames, longest: Math.max(...frames) };
}

const EXAMPLE = join(import.meta.dir, "..", "examples", "point-source");

/** A hazard map of so many sites around a point, computed. @returns the number of sites */
async function computeMap(url: string, spacing: number): Promise<number> {
  const form = new FormData();
  for (const name of readdirSync(EXAMPLE)) {
    const text = readFileSync(join(EXAMPLE, name), "utf8")
      .replace(/^sites = .*/m, `region = -32 8, -28 8, -28 12, -32 12\nregion_grid_spacing = ${spacing}`)
      .replace("maximum_distance = 200.0", "maximum_distance = 500.0\npoes = 0.01\nhazard_maps = true");
    form.append("archive", new File([text], name));
  }
  const { job_id: id } = (await (await fetch(`${url}/v1/calc/run`, { method: "POST", body: form })).json()) as {
    job_id: number;
  };
  for (;;) {
    const { status } = (await (await fetch(`${url}/v1/calc/${id}/status`)).json()) as { status: string };
    if (status === "complete") break;
    if (status === "failed") throw new Error(await (await fetch(`${url}/v1/calc/${id}/traceback`)).text());
    await Bun.sleep(100);
  }
  const sites = await fetch(`${url}/v1/calc/${id}/extract/sitecol?format=json`);
  return ((await sites.json()) as { rows: unknown[] }).rows.length;
}

async function measure(spacing: number): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "quakewright-pages-"));
  const settings = { ...loadSettings({ folder }).settings, port: 0, data: join(folder, "data") };
  const server = await startServer(settings);
  const sites = await computeMap(server.url, spacing);
  const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1400, height: 900 });
    const from = performance.now();
    await page.goto(server.url, { waitUntil: "load" });
    await page.waitForFunction("document.querySelectorAll('#rows a').length > 0", { polling: "mutation" });
    const first = performance.now() - from;
    const opened = performance.now();
    await page.evaluate("document.querySelector('#rows a').click()");
    await page.waitForSelector(".legend-numbers", { timeout: 120_000 });
    const map = performance.now() - opened;
    const { frames, longest } = await pan(page);
    const ms = (value: number) => value.toFixed(1);
    return [String(sites), ms(first), ms(map), ms(quantile(frames, 0.5)), ms(quantile(frames, 0.95)), ms(longest)];
  } finally {
    await browser.close();
    await server.stop("stop");
    rmSync(folder, { recursive: true, force: true });
  }
}

if (!existsSync(chromium)) {
  console.log(`pages: skipped, there is no ${chromium}`);
} else {
  const rows = [await measure(4.4), await measure(1)];
  printTable(
    "Pages, ms",
    ["sites", "first view", "map opened", "frame, median", "frame, 95 %", "frame, longest"],
    rows,
  );
}
