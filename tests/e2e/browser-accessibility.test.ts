/**
 * What screen readers are told of every view, as Chromium tells it to them: names and roles, landmarks and headings, the order, and
 * what is announced. (axe-core looks at the same views for what is wrong in the markup: see the other browser tests.)
 */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import type { ElementHandle, Page } from "puppeteer-core";
import { type BrowserSession, browserSession, filesOf, SLOW, until } from "./browser-session.ts";

let session: BrowserSession;
beforeAll(async () => {
  session = await browserSession();
}, 60_000);
afterAll(() => session.end());

interface Told {
  readonly role: string;
  readonly name: string;
  readonly level: number | undefined;
  readonly focusable: boolean;
  readonly live: string | undefined;
}

/** What is not ignored, in the order in which it is read. */
async function toldIn(page: Page): Promise<Told[]> {
  const protocol = await page.createCDPSession();
  await protocol.send("Accessibility.enable");
  const { nodes } = await protocol.send("Accessibility.getFullAXTree");
  await protocol.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const told: Told[] = [];
  const read = (id: string): void => {
    const node = byId.get(id as (typeof nodes)[0]["nodeId"]);
    if (node === undefined) return;
    const property = (name: string) => node.properties?.find((each) => each.name === name)?.value.value as unknown;
    if (!node.ignored)
      told.push({
        role: String(node.role?.value ?? ""),
        name: String(node.name?.value ?? "").trim(),
        level: property("level") as number | undefined,
        focusable: property("focusable") === true,
        live: property("live") as string | undefined,
      });
    for (const child of node.childIds ?? []) read(child);
  };
  read(nodes[0]!.nodeId);
  return told;
}

const NEED_NAMES = new Set(
  "button link textbox searchbox combobox checkbox radio slider spinbutton tab tablist tabpanel img image figure application table form navigation region progressbar log Date DateTime ColorWell".split(
    " ",
  ),
);

/** What a reader would stumble over. */
function stumbles(view: string, told: readonly Told[]): string[] {
  const found: string[] = [];
  for (const { role, name } of told)
    if (NEED_NAMES.has(role) && name === "") found.push(`${view}: a ${role} without a name`);
  for (const { role, name, focusable } of told)
    if (focusable && ["generic", "paragraph", "none", ""].includes(role) && name === "")
      found.push(`${view}: a ${role || "thing"} can be reached and says nothing`);
  const mains = told.filter(({ role }) => role === "main").length;
  if (mains !== 1) found.push(`${view}: ${mains} main landmarks`);
  let before = 0;
  for (const { role, level = 0, name } of told) {
    if (role !== "heading") continue;
    if (name === "") found.push(`${view}: a heading without a text`);
    if (level > before + 1) found.push(`${view}: heading '${name}' of level ${level} after level ${before}`);
    before = level;
  }
  // Two things that do something different must not sound alike.
  const actions = told.filter(({ role }) => role === "button").map(({ name }) => name);
  const alike = actions.filter((name, i) => actions.indexOf(name) !== i);
  for (const name of new Set(alike)) found.push(`${view}: several buttons '${name}'`);
  return found;
}

/** Elements that Tab goes to, against those that can be reached: all of them, and in the order of the document. */
async function tabOrder(page: Page): Promise<string[]> {
  await page.evaluate("document.activeElement?.blur(); window.scrollTo(0, 0); window.walked = []");
  const wanted = (await page.evaluate(`(() => {
    const seen = (each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled && each.tabIndex >= 0;
    window.reachable = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(seen);
    return window.reachable.length;
  })()`)) as number;
  for (let i = 0; i < wanted + 10; i++) {
    await page.keyboard.press("Tab");
    await page.evaluate(
      "window.reachable.includes(document.activeElement) && !window.walked.includes(document.activeElement) && window.walked.push(document.activeElement)",
    );
  }
  return (await page.evaluate(`(() => {
    const name = (each) => each.id || each.textContent.trim().slice(0, 30) || each.outerHTML.slice(0, 60);
    const missed = window.reachable.filter((each) => !window.walked.includes(each)).map((each) => "never reached: " + name(each));
    const places = window.walked.map((each) => window.reachable.indexOf(each));
    const first = places.indexOf(0);
    const turned = first < 0 ? places : [...places.slice(first), ...places.slice(0, first)];
    const back = turned.flatMap((place, i) => (i > 0 && place < turned[i - 1] ? ["out of order: " + name(window.reachable[place])] : []));
    return [...missed, ...back];
  })()`)) as string[];
}

const views: { readonly [name: string]: string } = {
  overview: "document.querySelectorAll('#log div').length > 0",
  map: "document.querySelector('.legend-numbers') !== null",
  "map?site=0&disagg=1": "document.querySelectorAll('#place-panel .picture svg').length >= 3",
  tables: "document.querySelector('#panel-tables tbody tr') !== null",
  model: "document.querySelector('#panel-model .facts') !== null",
  downloads: "document.querySelector('#output-rows a') !== null",
};

test("every view of a calculation has names, one order, and headings that do not skip", async () => {
  if (session.browser === undefined) return;
  const id = await session.submit(filesOf("examples", "area-source"));
  const losses = await session.submit(filesOf("examples", "event-based-risk"));
  for (const each of [id, losses])
    await until("the calculations", async () => (await session.statusOf(each)) === "complete");
  const { page, errors } = (await session.open("/"))!;
  const found: string[] = [];
  const look = async (view: string, hash: string, ready: string) => {
    await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    await page.waitForFunction(ready, SLOW);
    await page.waitForFunction("document.querySelector('[aria-busy=true]') === null", SLOW);
    found.push(...stumbles(view, await toldIn(page)), ...(await tabOrder(page)).map((what) => `${view}: ${what}`));
  };
  await look("list", "", "document.querySelectorAll('#rows a').length === 2");
  for (const [view, ready] of Object.entries(views)) await look(view, `${id}/${view}`, ready);
  await look("charts", `${losses}/charts`, "document.querySelectorAll('#panel-charts figure svg').length >= 3");
  await look("losses on a map", `${losses}/map?site=0`, "document.querySelector('#place-panel .facts') !== null");
  await look("compare", `compare?a=${id}&b=${id}`, "document.querySelector('#compare-outputs') !== null");
  await look("models", "models?view=attenuation", "document.querySelectorAll('#models figure svg').length === 2");
  await look("examples", "examples", "document.querySelectorAll('#examples pre').length > 10");
  expect(found).toEqual([]);
  expect(errors).toEqual([]);
  await page.close();
}, 120_000);

test("what happens is announced: the check of files, the way to results, a place on the map, what is wrong", async () => {
  const opened = await session.open("/");
  if (opened === undefined) return;
  const { page, errors } = opened;
  await page.evaluate(`
    window.announced = [];
    const live = "[role=status], [role=alert], [role=log], [aria-live]";
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest(live);
        const text = region?.textContent.trim() ?? "";
        if (text !== "") window.announced.push(text.slice(0, 200));
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  `);
  const announced = (text: string) =>
    page.waitForFunction(`window.announced.some((each) => each.includes(${JSON.stringify(text)}))`, SLOW);
  const id = await session.submit(filesOf("examples", "area-source"));
  await until("the calculation", async () => (await session.statusOf(id)) === "complete");
  // The regions are there before anything is said in them: what comes together with its region is not read.
  const regions = (await toldIn(page)).filter(({ role, live }) => ["status", "alert", "log"].includes(role) || live);
  expect(regions.length).toBeGreaterThan(1);

  await page.evaluate(`location.hash = "${id}"`);
  await page.waitForFunction("document.querySelector('.legend-numbers') !== null", SLOW);
  expect(await page.evaluate("document.activeElement.id")).toBe("detail-title");
  await page.focus("#map");
  await page.keyboard.press("Enter");
  await page.waitForFunction(
    "/^(Site \\d|.*is no site)/.test(document.querySelector('#map-reading').textContent)",
    SLOW,
  );
  await page.evaluate(`location.hash = "${id}/map?site=0"`);
  await announced("Site 0: ");
  await page.waitForFunction("document.querySelectorAll('#place-panel .picture svg').length > 0", SLOW);
  await page.focus("#place-panel .picture[role=application]");
  await page.keyboard.press("ArrowRight");
  await announced("mean ");

  await page.evaluate("location.hash = '999999'");
  await announced("Calculation 999999 is not there");
  const example = Object.entries(filesOf("examples", "point-source"));
  const paths = await Promise.all(
    example.map(async ([name, text]) => {
      const path = join(session.folder, name);
      await Bun.write(path, name === "job.ini" ? text.replace(/^truncation_level.*$/m, "truncation_level = x") : text);
      return path;
    }),
  );
  await ((await page.$("#files")) as ElementHandle<HTMLInputElement>).uploadFile(...paths);
  await announced("1 problem found");
  expect(errors).toEqual([]);
  await page.close();
}, 60_000);
