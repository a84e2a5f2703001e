/**
 * Makes the pictures of the README from a running server with a calculation (npm run demo -- --keep --port 8801).
 *
 *   bun scripts/screenshots.ts http://127.0.0.1:8801 [path of chromium]
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import puppeteer from "puppeteer-core";

const [address = "http://127.0.0.1:8801", chromium = "/usr/bin/chromium"] = process.argv.slice(2);
const folder = join(import.meta.dir, "..", "docs", "images");
mkdirSync(folder, { recursive: true });

const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox"], headless: true });
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1200, height: 720 });
  await page.goto(`${address}/`);
  await page.waitForSelector("::-p-text(Hazard map of Frisland)");
  await page.click("tbody a");
  await Bun.sleep(1000);
  await page.screenshot({ path: join(folder, "page.png") });
  await page.goto(`${address}/swagger`);
  await page.waitForSelector(".opblock");
  await page.screenshot({ path: join(folder, "swagger.png") });
} finally {
  await browser.close();
}
