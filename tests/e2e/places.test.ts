/** What is asked of single places over HTTP: stored disaggregations seen in any way, others and any place computed by a child. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { type RunningServer, startServer } from "../../src/server/index.ts";
import { loadSettings } from "../../src/settings/load.ts";
import { tempFolder } from "../harness.ts";
import { member, numbersOf } from "../outputs/read-npz.ts";
import { submitExample } from "./submit-example.ts";

const folder = tempFolder("quakewright-places-");
let server: RunningServer;
let disaggregation: number;
let classical: number;

const get = (path: string, init?: RequestInit) => fetch(server.url + path, init);
const wait = { headers: { prefer: "wait=60" } };

const submit = (example: string) => submitExample(server.url, example);

beforeAll(async () => {
  const { settings } = loadSettings({ folder: folder.path });
  server = await startServer({ ...settings, port: 0, data: join(folder.path, "data") });
  [disaggregation, classical] = await Promise.all([submit("disaggregation"), submit("area-source")]);
}, 120_000);
afterAll(async () => {
  await server.stop("stop");
  folder[Symbol.dispose]();
});

interface View {
  readonly iml: number;
  readonly poe: number | null;
  readonly total: { readonly rate: number; readonly poe: number };
  readonly mean: { readonly mag: number; readonly dist: number; readonly eps: number };
  readonly mode: { readonly fraction: number };
  readonly axes: {
    readonly [axis: string]: { readonly edges?: readonly number[]; readonly names?: readonly string[] };
  };
  readonly bins: readonly { readonly rate: number; readonly fraction: number; readonly mag: number }[];
}

const view = async (id: number, query: string, init?: RequestInit): Promise<View> => {
  const response = await get(`/v1/calc/${id}/disaggregation?${query}`, init);
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return JSON.parse(text) as View;
};

const numbers = async (path: string, name: string, id = disaggregation): Promise<number[]> => {
  const archive = new Uint8Array(await (await get(`/v1/calc/${id}/${path}`)).arrayBuffer());
  return numbersOf(await member(archive, name));
};

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe("a stored disaggregation", () => {
  test("by any axes and in coarser bins has the same total", async () => {
    const whole = await view(disaggregation, "site_id=0&poe=0.02");
    expect(whole.poe).toBe(0.02);
    expect(whole.total.poe).toBeCloseTo(0.02, 2);
    for (const by of ["mag", "dist", "trt,mag", "lon,lat", "mag,dist,eps&mag_bin_width=0.4&eps_bin_width=2"]) {
      const seen = await view(disaggregation, `site_id=0&poe=0.02&by=${by}`);
      expect(sum(seen.bins.map(({ rate }) => rate))).toBeCloseTo(whole.total.rate, 9);
      expect(sum(seen.bins.map(({ fraction }) => fraction))).toBeCloseTo(1, 6);
      expect(seen.mean).toEqual(whole.mean);
      expect(seen.mode.fraction).toBe(Math.max(...seen.bins.map(({ fraction }) => fraction)));
    }
    const byRegion = await view(disaggregation, "site_id=1&poe=0.1&by=trt");
    expect(byRegion.axes["trt"]?.names).toEqual(["Active Shallow Crust", "Stable Continental Crust"]);
  });

  test("agrees with the extract of the same kind", async () => {
    const spec = "disagg?kind=Mag_Dist&site_id=1&imt=PGA&poe_id=0&spec=stats";
    const [stored, shown] = await Promise.all([
      numbers(`extract/${spec}`, "array"),
      numbers("disaggregation?site_id=1&poe=0.1&format=npz", "poe"),
    ]);
    expect(shown.length).toBe(stored.length);
    for (const [i, value] of stored.entries()) expect(shown[i]!).toBeCloseTo(value, 7);
  });

  test("extracts of kinds with tectonic regions work", async () => {
    const response = await get(`/v1/calc/${disaggregation}/extract/disagg?kind=TRT&site_id=0&spec=rlzs`);
    expect(response.status).toBe(200);
    const layer = await get(`/v1/calc/${disaggregation}/extract/disagg_layer?kind=Lon_Lat`);
    expect(layer.status).toBe(200);
  });

  test("as csv, of one realization, of a quantile", async () => {
    const csv = await (await get(`/v1/calc/${disaggregation}/disaggregation?site_id=0&by=mag&format=csv`)).text();
    expect(csv.split("\r\n")[0]).toBe("mag,rate,poe,fraction");
    const totals = await Promise.all(
      ["rlz-0", "rlz-1", "quantile-0.5"].map(
        async (kind) => (await view(disaggregation, `site_id=0&poe=0.02&by=mag&kind=${kind}`)).total.rate,
      ),
    );
    expect(totals[2]!).toBeGreaterThanOrEqual(Math.min(...totals));
    expect(totals[2]!).toBeLessThanOrEqual(Math.max(...totals));
  });

  test.each([
    ["site_id=0&by=colour", "by"],
    ["site_id=0&poe=0.02&by=dist&dist_bin_width=15", "multiple"],
    ["site_id=7", "out of range"],
    ["site_id=0&imt=SA(1.0)", "imt"],
    ["site_id=0&colour=red", "unknown parameter colour"],
    ["lon=1", "site_id"],
    ["site_id=0&poe=2", "probability"],
    ["site_id=0&poe=0.1&iml=0.2", "not both"],
  ])("%s is refused", async (query, says) => {
    const response = await get(`/v1/calc/${disaggregation}/disaggregation?${query}`);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toContain(says);
  });
});

describe("computed on demand", () => {
  test("a site of a classical calculation: first it is under way, then it is kept", async () => {
    const path = `/v1/calc/${classical}/disaggregation?site_id=4&imt=PGA&poe=0.002105&by=mag`;
    const first = await get(path);
    expect(first.status).toBe(202);
    expect(first.headers.get("retry-after")).toBe("1");
    expect((await first.json()) as object).toMatchObject({ status: "computing" });
    const waited = (await (await get(path, wait)).json()) as View;
    const started = performance.now();
    const kept = (await (await get(path)).json()) as View;
    expect(performance.now() - started).toBeLessThan(1000);
    expect(kept).toEqual(waited);
    expect(kept.total.poe).toBeCloseTo(0.002105, 4);
    const level = await numbers("extract/hmaps?kind=mean&imt=PGA&site_id=4", "mean", classical);
    expect(Math.abs(kept.iml / level[0]! - 1)).toBeLessThan(1e-4);
  });

  test("another level of a disaggregation, a realization of it, at a given level", async () => {
    const other = await view(disaggregation, "site_id=0&poe=0.05&by=mag", wait);
    expect(other.total.poe).toBeCloseTo(0.05, 2);
    const one = await view(disaggregation, "site_id=0&iml=0.1&kind=rlz-1&by=dist", wait);
    expect(one.iml).toBe(0.1);
  });

  test("any place: curves, spectra and what contributes to them", async () => {
    const response = await get(`/v1/calc/${classical}/site?lon=-29.4&lat=10.4&vs30=400&poe=0.002105,0.0004`, wait);
    expect(response.status).toBe(200);
    const place = (await response.json()) as {
      site: { parameters: { vs30: number } };
      curves: { imt: string; poes: { mean: number[] } }[];
      spectra: { poe: number; periods: number[]; values: { mean: number[] } }[];
      contributions: {
        by_source: { source: string; rates: { [imt: string]: number[] } }[];
        by_magnitude: { mag: [number, number]; rates: { [imt: string]: number[] } }[];
      };
    };
    expect(place.site.parameters.vs30).toBe(400);
    expect(place.curves.map(({ imt }) => imt)).toEqual(["PGA", "SA(0.5)"]);
    expect(place.spectra.map(({ periods }) => periods)).toEqual([
      [0, 0.5],
      [0, 0.5],
    ]);
    const { by_source, by_magnitude } = place.contributions;
    for (const level of [0, 10]) {
      const rate = -Math.log1p(-place.curves[0]!.poes.mean[level]!);
      expect(Math.abs(sum(by_source.map(({ rates }) => rates["PGA"]![level]!)) / rate - 1)).toBeLessThan(1e-3);
      expect(Math.abs(sum(by_magnitude.map(({ rates }) => rates["PGA"]![level]!)) / rate - 1)).toBeLessThan(1e-3);
    }
  });

  test("what cannot be computed is told with its reason", async () => {
    const site = await get(`/v1/calc/${classical}/disaggregation?site_id=99&poe=0.1`, wait);
    expect(site.status).toBe(422);
    expect(((await site.json()) as { error: string }).error).toContain("no site 99");
    const place = await get(`/v1/calc/${classical}/site?lon=-29.4&lat=95`, wait);
    expect(place.status).toBe(422);
    const unknown = await get(`/v1/calc/${classical}/site?lon=-29.4&lat=10&colour=3`, wait);
    expect(((await unknown.json()) as { error: string }).error).toContain("no parameter colour");
  });
});
