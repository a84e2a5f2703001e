/** Extracts of curves, maps and spectra, in the two forms clients know: all statistics in one record array, or an array a kind. */
import type { NpyDescr, NpyField } from "../../datastore/index.ts";
import { pythonFloat } from "../../inputs/python-float.ts";
import { chooseKinds, type Kinds } from "../arrays/kinds.ts";
import {
  attributeArray,
  booleanScalar,
  EXTRA,
  floatScalar,
  integerList,
  packedTexts,
  textList,
} from "../arrays/named-array.ts";
import { integers, type Query, strings } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import { badRequest } from "../output-error.ts";
import { exportedKinds, type KindPlace, placeOfKind, type Results, readNumbers, readSites } from "../results.ts";
import { spectralMeasures, spectrumNames } from "./spectral-measures.ts";

type Layer = "hcurves" | "hmaps" | "uhs";

/** Bytes of stored numbers read at once. */
const CHUNK_BYTES = 4 * 1024 * 1024;
const SINGLE = 4;

/** The 4-byte numbers of one site and kind: where they are taken from, in the order of the answer. */
interface Block {
  /** The record of one kind of one site. */
  readonly descr: NpyDescr;
  /** Positions within the M x L (or M x P) block of a site and kind. */
  readonly picks: Uint32Array;
  /** Length of that block. */
  readonly length: number;
}

const field = (name: string, descr: NpyDescr): NpyField => ({ name, descr });

function blockOf(results: Results, layer: Layer): Block {
  const { measures, levels, poes } = results;
  const inner = layer === "hcurves" ? (levels[0]?.length ?? 0) : poes.length;
  const length = measures.length * inner;
  if (layer === "uhs") {
    const spectral = spectralMeasures(results);
    const record = spectral.map(({ measure }) => field(measure, "<f4"));
    const picks = poes.flatMap((_, p) => spectral.map(({ index }) => index * inner + p));
    return { descr: spectrumNames(poes).map((name) => field(name, record)), picks: Uint32Array.from(picks), length };
  }
  const descr = measures.map((measure, m) =>
    field(
      measure,
      (layer === "hcurves" ? (levels[m] ?? []) : poes).map((value) => field(pythonFloat(value), "<f4")),
    ),
  );
  return { descr, picks: Uint32Array.from({ length }, (_, i) => i), length };
}

/** The arrays of `hcurves`, `hmaps` or `uhs`. @throws OutputError */
export function layerArrays(results: Results, layer: Layer, query: Query): Promise<NamedArray[]> {
  return query.size === 0 ? extractAllKinds(results, layer) : extractKinds(results, layer, query);
}

/** With no query: `investigation_time` and `all`, a record a site with one nested record a statistic. */
async function extractAllKinds(results: Results, layer: Layer): Promise<NamedArray[]> {
  const source = layer === "uhs" ? "hmaps" : layer;
  const kinds = (results.stats.length > 0 ? [...results.stats] : exportedKinds(results)).sort();
  const places = kinds.map((kind) => placeOfKind(results, source, kind));
  const block = blockOf(results, layer);
  const sites = await readSites(results);
  const ids = sites.customIds === undefined ? undefined : packedTexts(sites.customIds);
  const coordinates = [field("lon", "<f8"), field("lat", "<f8"), ...(sites.atSeaLevel ? [] : [field("depth", "<f8")])];
  const descr: NpyField[] = [
    ...(ids === undefined ? [] : [field("custom_site_id", `|S${ids.width}`)]),
    ...coordinates,
    ...kinds.map((kind) => field(kind, block.descr)),
  ];
  const idWidth = ids?.width ?? 0;
  const head = idWidth + coordinates.length * 8;
  const size = head + kinds.length * block.picks.length * SINGLE;
  async function* records(): AsyncGenerator<Uint8Array> {
    const step = sitesAtOnce(places, block);
    for (let start = 0; start < sites.count; start += step) {
      const stop = Math.min(sites.count, start + step);
      const out = new Uint8Array((stop - start) * size);
      const view = new DataView(out.buffer);
      const loaded = await loadArrays(results, places, start, stop);
      for (let site = start, at = 0; site < stop; site++) {
        if (ids !== undefined) out.set(ids.bytes.subarray(site * idWidth, (site + 1) * idWidth), at);
        at += idWidth;
        for (const { name } of coordinates) {
          const values = name === "lon" ? sites.lon : name === "lat" ? sites.lat : sites.depth;
          view.setFloat64(at, values[site]!, true);
          at += 8;
        }
        for (const place of places) {
          const data = loaded.get(place.array)!;
          const first = ((site - start) * place.count + place.index) * block.length;
          for (const pick of block.picks) {
            view.setFloat32(at, data[first + pick]!, true);
            at += SINGLE;
          }
        }
      }
      yield out;
    }
  }
  const time: NamedArray =
    results.investigationTime === undefined
      ? { name: "investigation_time", descr: "<f8", shape: [0], data: new Uint8Array(0) }
      : floatScalar("investigation_time", results.investigationTime);
  if (kinds.length === 0) return [time, EXTRA];
  return [time, { name: "all", descr, shape: [sites.count], data: records }, EXTRA];
}

function sitesAtOnce(places: readonly KindPlace[], block: Block): number {
  const perSite = new Map(places.map((place) => [place.array, place.count * block.length * SINGLE]));
  const bytes = [...perSite.values()].reduce((a, b) => a + b, 1);
  return Math.max(1, Math.floor(CHUNK_BYTES / bytes));
}

async function loadArrays(results: Results, places: readonly KindPlace[], start: number, stop: number) {
  const loaded = new Map<string, Awaited<ReturnType<typeof readNumbers>>>();
  for (const { array } of places) {
    if (!loaded.has(array)) loaded.set(array, await readNumbers(results, array, { start, stop }));
  }
  return loaded;
}

/** With a query: one array a kind, then the query as it was understood. */
async function extractKinds(results: Results, layer: Layer, query: Query): Promise<NamedArray[]> {
  const kinds = chooseKinds(results, strings(query, "kind"));
  const source = layer === "uhs" ? "hmaps" : layer;
  const block = blockOf(results, layer);
  const { measures } = results;
  const wanted = layer === "uhs" ? undefined : strings(query, "imt");
  for (const measure of wanted ?? []) {
    if (!measures.includes(measure)) throw badRequest(`unknown imt ${measure}; allowed: ${measures.join(", ")}`);
  }
  const inner = block.length / Math.max(1, measures.length);
  const picked = wanted?.map((measure) => measures.indexOf(measure));
  const picks =
    picked === undefined
      ? block.picks
      : Uint32Array.from(picked.flatMap((m) => Array.from({ length: inner }, (_, i) => m * inner + i)));
  const shape = layer === "uhs" ? [] : [picked?.length ?? measures.length, inner];
  const siteIds = integers(query, "site_id");
  const siteCount = results.reader.describe("sitecol");
  const count = siteCount?.kind === "table" ? siteCount.rows : 0;
  for (const id of siteIds ?? []) {
    if (id < 0 || id >= count) throw badRequest(`site_id ${id} is out of range: the calculation has ${count} sites`);
  }
  const arrays = kinds.arrays.map((name, i): NamedArray => {
    const place = placeOfKind(results, source, kinds.rlzs ? `rlz-${kinds.indices[i]}` : name);
    return {
      name,
      descr: layer === "uhs" ? block.descr : "<f4",
      shape: [siteIds?.length ?? count, ...shape],
      data: () => rowsOfKind(results, place, block.length, picks, siteIds, count),
    };
  });
  return [...arrays, ...echo(query, kinds), EXTRA];
}

async function* rowsOfKind(
  results: Results,
  place: KindPlace,
  length: number,
  picks: Uint32Array,
  siteIds: readonly number[] | undefined,
  count: number,
): AsyncGenerator<Uint8Array> {
  const step = Math.max(1, Math.floor(CHUNK_BYTES / Math.max(1, place.count * length * SINGLE)));
  const runs = siteIds?.map((id) => ({ start: id, stop: id + 1 })) ?? chunks(count, step);
  for (const { start, stop } of runs) {
    const data = await readNumbers(results, place.array, { start, stop });
    const out = new Float32Array((stop - start) * picks.length);
    for (let site = 0, at = 0; site < stop - start; site++) {
      const first = (site * place.count + place.index) * length;
      for (const pick of picks) out[at++] = data[first + pick]!;
    }
    yield new Uint8Array(out.buffer);
  }
}

function chunks(count: number, step: number): { start: number; stop: number }[] {
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => ({
    start: i * step,
    stop: Math.min(count, (i + 1) * step),
  }));
}

/** The keys of the query in its order, `kind` as it was expanded, then the indices. */
function echo(query: Query, kinds: Kinds): NamedArray[] {
  const members: NamedArray[] = [];
  for (const [key, values] of query) {
    const member = key === "kind" ? textList("kind", kinds.names) : attributeArray(key, values.flat());
    if (member !== undefined) members.push(member);
  }
  return [...members, integerList("k", kinds.indices), booleanScalar("rlzs", kinds.rlzs)];
}
