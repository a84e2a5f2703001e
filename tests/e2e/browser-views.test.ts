/** Views of single kinds of results and inputs in a real browser. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ElementHandle } from "puppeteer-core";
import { zipOf } from "../archives.ts";
import { type BrowserSession, browserSession, filesOf, findings, SLOW, textOf, until } from "./browser-session.ts";

let session: BrowserSession;
beforeAll(async () => {
  session = await browserSession();
}, 60_000);
afterAll(() => session.end());

test("from an empty server to a saved curve of a place of one's own in under a minute; a place out of reach is told", async () => {
  const opened = await session.open("/");
  if (opened === undefined) return;
  const { page, errors } = opened;
  const protocol = await page.createCDPSession();
  await protocol.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: session.downloads });
  const started = performance.now();
  const press = (text: string) =>
    page.evaluate(
      `[...document.querySelectorAll("button")].find((each) => each.checkVisibility() && each.textContent.startsWith(${JSON.stringify(text)})).click()`,
    );
  const ask = async (lon: string, lat: string) => {
    await page.waitForSelector("#place-lon", { ...SLOW, visible: true });
    await page.$eval("#place", (form) => (form as HTMLFormElement).reset());
    await page.type("#place-lon", lon);
    await page.type("#place-lat", lat);
    await press("Hazard at this place");
  };
  // Only what the page itself offers, by the words that stand on it.
  await page.waitForSelector("#run-example", { ...SLOW, visible: true });
  await press("Run an example");
  await ask("-31.2", "59.1");
  await page.waitForSelector("#place-panel button[aria-label^='Save as PNG: hazard-curve']", SLOW);
  await page.$eval("#place-panel button[aria-label^='Save as PNG: hazard-curve']", (save) =>
    (save as HTMLElement).click(),
  );
  await until("the curve as a file", () =>
    readdirSync(session.downloads).some((name) => /^hazard-curve.*png$/.test(name)),
  );
  expect(performance.now() - started).toBeLessThan(60_000);

  await ask("12.5", "41.9");
  await page.waitForFunction(
    "document.querySelector('#place-panel [role=status]')?.textContent.includes('all probabilities of exceedance are 0')",
    SLOW,
  );
  expect(await page.$("#place-panel svg")).toBeNull();
  expect(errors).toEqual([]);
  await page.close();
}, 90_000);

test("of several job files the chosen one is checked, estimated and run", async () => {
  const opened = await session.open("/engine/");
  if (opened === undefined) return;
  const { page, errors } = opened;
  const { "job.ini": ini = "", ...others } = filesOf("examples", "point-source");
  const files = {
    ...Object.fromEntries(Object.entries(others).map(([name, text]) => [`model/${name}`, text])),
    "model/a_job.ini": ini,
    "model/job.ini": ini.replace(/^truncation_level.*$/m, "truncation_level = three"),
    "model/z.ini": ini.replace(/^description.*$/m, "description = The last of three"),
  };
  const archive = join(session.folder, "three.zip");
  const bytes = Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)]);
  writeFileSync(archive, await zipOf(Object.fromEntries(bytes)));
  await ((await page.$("#files")) as ElementHandle<HTMLInputElement>).uploadFile(archive);
  const told = (text: string) =>
    page.waitForFunction(
      `document.querySelector('#review [role=status]')?.textContent.startsWith(${JSON.stringify(text)})`,
      SLOW,
    );
  await told("Valid: classical of model/a_job.ini");
  await page.select("#ini", "model/job.ini");
  await told("1 problem found");
  expect(await textOf(page, "#review .problems")).toContain("truncation_level");
  await page.select("#ini", "model/z.ini");
  await told("Valid: classical of model/z.ini");
  expect(await page.$("#review .problems li:not(.warning)")).toBeNull();
  await page.evaluate(
    "[...document.querySelectorAll('#review button')].find((each) => each.textContent === 'Run').click()",
  );
  await page.waitForFunction("document.querySelector('#rows')?.textContent.includes('The last of three')", SLOW);
  expect(errors).toEqual([]);
  await page.close();
}, 60_000);

test("a job that continues a calculation is checked, estimated, run and run again on top of it", async () => {
  if (session.browser === undefined) return;
  const { "job.ini": ini = "", "rupture.xml": rupture = "", ...others } = filesOf("examples", "scenario-damage");
  const hazardIni = ini
    .replace("= scenario_damage", "= scenario\nintensity_measure_types = PGA, SA(0.5)")
    .replace(/^(aggregate_by|structural_fragility_file|consequence_file|discrete_damage_distribution).*$/gm, "");
  const hazard = await session.submit({ ...others, "rupture.xml": rupture, "job.ini": hazardIni });
  const isComplete = (id: number) => async () => (await session.statusOf(id)) === "complete";
  await until("the fields", isComplete(hazard));
  const { page, errors } = (await session.open("/engine/"))!;
  const archive = join(session.folder, "damage.zip");
  await Bun.write(archive, await zipOf({ ...others, "job.ini": ini.replace(/^\[sites\][\s\S]*$/m, "") }));
  await ((await page.$("#files")) as ElementHandle<HTMLInputElement>).uploadFile(archive);
  const told = (text: string) =>
    page.waitForFunction(
      `document.querySelector('#review [role=status]')?.textContent.includes(${JSON.stringify(text)})`,
      SLOW,
    );
  // Without its fields something is missing; as soon as the calculation is named, it is looked at again.
  await told("found. Run anyway");
  await page.type("#parent", String(hazard));
  await page.keyboard.press("Tab");
  await told(`Valid: scenario_damage of job.ini on top of calculation ${hazard}, 5 sites`);
  await page.evaluate(
    "[...document.querySelectorAll('#review button')].find((each) => each.textContent === 'Run').click()",
  );
  const parentOf = async (id: number) =>
    ((await (await fetch(`${session.server.url}/v1/calc/${id}/status`)).json()) as { parent_id: number }).parent_id;
  for (const id of [hazard + 1, hazard + 2]) {
    await page.waitForFunction(`document.querySelector("#detail-title")?.textContent.startsWith("${id} ")`, SLOW);
    await until("the damage", isComplete(id));
    expect(await parentOf(id)).toBe(hazard);
    await page.waitForFunction(
      "[...document.querySelectorAll('#actions button')].some((each) => each.textContent === 'Run again')",
      SLOW,
    );
    if (id > hazard + 1) break;
    await page.evaluate(
      "[...document.querySelectorAll('#actions button')].find((each) => each.textContent === 'Run again').click()",
    );
  }
  expect(errors).toEqual([]);
  await page.close();
}, 60_000);

test("the sections of a multi-fault source are drawn where its ruptures break them", async () => {
  if (session.browser === undefined) return;
  const id = await session.submit(filesOf("tests", "fixtures", "jobs", "fault-system", "job"));
  await until("the fault system", async () => (await session.statusOf(id)) === "complete");
  const { page, errors } = (await session.open(`/#${id}/map?sources=1`))!;
  // Three planes, each its upper edge and its projection.
  await page.waitForFunction("document.querySelector('#map')?.dataset.outlines === '6'", SLOW);
  const module = (name: string) =>
    `import(document.querySelector("script[type=module]").src.replace("main.ts", ${JSON.stringify(name)}))`;
  const names = (await page.evaluate(
    `${module("detail/outlines.ts")}.then(({ sourcesOf }) => sourcesOf(${id})).then((all) => all.map(({ name }) => name))`,
  )) as string[];
  expect([...new Set(names)]).toEqual([
    "system (system), section s0: 3 ruptures up to magnitude 7.3",
    "system (system), section s1: 3 ruptures up to magnitude 7.3",
    "system (system), section s2: 1 rupture up to magnitude 7.3",
  ]);
  expect(errors).toEqual([]);
  await page.close();
}, 60_000);

test("loss curves of single assets are drawn: chosen by name, or from the map", async () => {
  if (session.browser === undefined) return;
  const id = await session.submit(filesOf("tests", "fixtures", "jobs", "classical-risk", "job"));
  await until("the losses", async () => (await session.statusOf(id)) === "complete");
  const { page, errors } = (await session.open(`/#${id}/charts?output=loss_curves-stats`))!;
  await page.waitForFunction("document.querySelectorAll('#panel-charts figure svg').length > 0", SLOW);
  const first = await page.$eval("#chart-asset", (input) => (input as HTMLInputElement).value);
  expect(await textOf(page, "#panel-charts figure")).toContain(`Loss curve of ${first}`);
  expect(await findings(page, "loss curves")).toEqual([]);
  const other = await page.$eval("#chart-assets option:last-child", (option) => (option as HTMLOptionElement).value);
  expect(other).not.toBe(first);
  await page.$eval(
    "#chart-asset",
    (input, value) => {
      (input as HTMLInputElement).value = value;
      input.dispatchEvent(new Event("change"));
    },
    other,
  );
  await page.waitForFunction(
    `document.querySelector('#panel-charts figure')?.textContent.includes(${JSON.stringify(`Loss curve of ${other}`)})`,
    SLOW,
  );

  await page.evaluate(`location.hash = "${id}/map?site=0"`);
  await page.waitForSelector("#place-panel a[href*='loss_curves']", SLOW);
  await page.$eval("#place-panel a[href*='loss_curves']", (link) => (link as HTMLElement).click());
  await page.waitForFunction(
    "document.querySelector('#panel-charts figure')?.textContent.includes('Loss curve')",
    SLOW,
  );
  expect(errors).toEqual([]);
  await page.close();
}, 60_000);
