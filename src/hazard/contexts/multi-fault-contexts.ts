/** Contexts of multi-fault sources: ruptures that are lists of sections shared by all (docs/method/sources.md 5.5, 7.4). */
import { InputError } from "../../input-error.ts";
import { fillHypocentral } from "../distances/hypocentral-distances.ts";
import {
  nearestOf,
  selectSites,
  writeAzimuth,
  writeClosest,
  writeLines,
  writeRjb,
} from "../distances/multi-fault-distances.ts";
import { completeSection, makeSectionDistances, type SectionDistances } from "../distances/multi-fault-sections.ts";
import { chordDistances, type SelectedSites, selectAll, selectNone } from "../sites/selected-sites.ts";
import type { SiteCollection } from "../sites/site-collection.ts";
import { prepareSites } from "../sites/site-points.ts";
import {
  inferredRates,
  type MultiFault,
  type MultiFaultValues,
  multiFaultValues,
  prepareMultiFault,
} from "../sources/multi-fault.ts";
import type { MultiFaultSource } from "../sources/source.ts";
import { type SetTraces, setTraces } from "../surfaces/section-sets.ts";
import { withAdded } from "./added-rates.ts";
import { inCanterbury } from "./canterbury.ts";
import { acceptRows, type ContextCollector, makeRuptureValues, reserve } from "./context-collector.ts";
import { binnedDistances, type ContextSettings, type FamilyContexts, roundedMagnitude } from "./family-contexts.ts";
import { farthest, type MaximumDistance } from "./maximum-distance.ts";
import type { SiteTile } from "./tile.ts";

export interface MultiFaultContextSettings extends ContextSettings {
  /** km. */
  readonly ruptureMeshSpacing: number;
  /** Take ruptures for Poissonian, with annual rates from their probabilities of no occurrence. */
  readonly inferOccurRates: boolean;
  /**
   * All sites of a job with few of them: sections with both ends of the trace beyond the maximum distance of all sites then do not count for what models
   * see of a rupture.
   */
  readonly fewSites: SiteCollection | undefined;
}

/** Ruptures of a unit of the plan. */
const BLOCK = 500;

/** @throws InputError for a section that is not known or no surface */
export function multiFaultContexts(source: MultiFaultSource, settings: MultiFaultContextSettings): FamilyContexts {
  const { maximumDistance, inferOccurRates, fewSites, minimumDistance } = settings;
  const fault = prepareMultiFault(source, settings.ruptureMeshSpacing);
  const { mags, members } = byMagnitude(fault);
  const maximumDistances = binnedDistances(mags, maximumDistance, (mag) => Math.fround(100 * mag));
  const limit = farthest(maximumDistance);
  const close = fewSites === undefined ? undefined : closeSections(fault, fewSites, maximumDistance);
  const isClose = (section: number): boolean => close === undefined || close[section] === 1;
  const rates = inferOccurRates ? inferredRates(source) : undefined;
  const known: (MultiFaultValues | "far" | undefined)[] = new Array(fault.count).fill(undefined);
  const traces: (SetTraces | undefined)[] = new Array(fault.count).fill(undefined);
  const out = makeRuptureValues();
  const origin = { hypoLon: new Float64Array(1), hypoLat: new Float64Array(1), hypoDepth: new Float64Array(1) };
  let selected: SelectedSites | undefined;
  let tile: SiteTile | undefined;
  let prepared: { readonly distances: SectionDistances; readonly columns: readonly string[] } | undefined;

  const distancesFor = (collector: ContextCollector, { points }: SiteTile): SectionDistances => {
    const columns = collector.distances;
    if (prepared !== undefined && prepared.columns === columns) return prepared.distances;
    if (columns.includes("rcdpp"))
      throw new InputError("the distance rcdpp (centred directivity) is not defined for multi-fault sources");
    const distances = makeSectionDistances(fault.sections, points, {
      rjb: columns.includes("rjb"),
      lines: columns.includes("rx") || columns.includes("ry0"),
      closest: columns.includes("clon") || columns.includes("clat") || columns.includes("azimuthcp"),
    });
    prepared = { distances, columns };
    return distances;
  };

  const emitRupture = (
    r: number,
    mag: number,
    maximum: number,
    collector: ContextCollector,
    distances: SectionDistances,
    weight: number,
  ): void => {
    if (!(nearestOf(fault, r, limit, distances) <= maximum)) return;
    selected ??= selectNone(distances.sites);
    const { indices } = selected;
    const count = distances.sites.count;
    const row = reserve(collector, count);
    selected.row = row;
    const n = selectSites(fault, r, maximum, distances, selected, collector.block.rrup);
    if (n === 0) return;
    const values = known[r] ?? multiFaultValues(fault, r, isClose, collector.distances.includes("ry0")) ?? "far";
    known[r] = values;
    if (values === "far") return;
    for (let i = fault.first[r]!; i < fault.first[r + 1]!; i++) completeSection(distances, fault.members[i]!);
    const { block, site, wanted } = collector;
    for (let i = 0; i < n; i++) site[row + i] = indices[i]!;
    if (block.rjb.length > 0) writeRjb(fault, r, distances, selected, block.rjb);
    if (block.rx.length > 0 || block.ry0.length > 0) {
      const own = traces[r] ?? setTraces(fault, r);
      traces[r] = own;
      writeLines(own, distances, values.uMax, selected, block.rx, block.ry0);
    }
    [origin.hypoLon[0], origin.hypoLat[0], origin.hypoDepth[0]] = values.hypocentre;
    if (block.repi.length > 0 || block.rhypo.length > 0) fillHypocentral(origin, 0, selected, block);
    if (block.azimuth.length > 0) writeAzimuth(values.hypocentre, values.strike, distances, selected, block.azimuth);
    if (distances.wants.closest) writeClosest(fault, r, distances, selected, block);
    if (block.rvolc.length > 0) block.rvolc.fill(0, row, row + n);
    out.mag = mag;
    out.rake = fault.rake[r]!;
    out.strike = values.strike;
    out.dip = values.dip;
    out.width = values.width;
    out.ztor = values.ztor;
    out.zbot = values.zbot;
    out.hypo_lon = values.hypocentre[0];
    out.hypo_lat = values.hypocentre[1];
    out.hypo_depth = values.hypocentre[2];
    if (wanted.rupture.includes("in_cshm")) out.in_cshm = ruptureInCanterbury(fault, r);
    acceptRows(collector, n, out, weight, minimumDistance);
  };

  return {
    mags,
    units: Math.ceil(fault.count / BLOCK),
    ruptures: fault.count,
    ...(inferOccurRates
      ? { ruptureCounts: [fault.count] }
      : { occurrences: source.ruptures.map(({ occurrenceProbabilities }) => occurrenceProbabilities) }),
    setTile: (next) => {
      tile = next;
      prepared = undefined;
      selected = undefined;
    },
    emit: (bin, from, to, collector, factor, added) => {
      const maximum = maximumDistances[bin]!;
      if (tile === undefined || !(maximum >= 0)) return;
      const distances = distancesFor(collector, tile);
      const mag = roundedMagnitude(mags[bin]!);
      const own = members[bin]!;
      for (let i = 0; i < own.length; i++) {
        const r = own[i]!;
        if (r < from * BLOCK || r >= to * BLOCK) continue;
        const weight = rates === undefined ? r : factor * rates[r]!;
        const whole = added === undefined ? weight : withAdded(weight, added.ofRupture[r]!);
        emitRupture(r, mag, maximum, collector, distances, whole);
      }
    },
  };
}

/** Ruptures of each distinct magnitude, ascending, in the order of the file. */
function byMagnitude({ mag }: MultiFault): { mags: Float64Array; members: readonly (readonly number[])[] } {
  const bins = new Map<number, number[]>();
  for (let r = 0; r < mag.length; r++) {
    const bin = bins.get(mag[r]!);
    if (bin === undefined) bins.set(mag[r]!, [r]);
    else bin.push(r);
  }
  const mags = Float64Array.from(bins.keys()).sort();
  return { mags, members: Array.from(mags, (value) => bins.get(value)!) };
}

/** 1 for sections with an end of the trace within the distance of the table's last magnitude of a site. */
function closeSections({ sections }: MultiFault, sites: SiteCollection, table: MaximumDistance): Uint8Array {
  const points = prepareSites(sites);
  const everySite = selectAll(points);
  const chords = new Float64Array(sites.count);
  const maximum = table.km[table.km.length - 1] ?? 0;
  return Uint8Array.from(sections, ({ straightEnds }) => {
    for (const [lon, lat] of [
      [straightEnds.firstLon, straightEnds.firstLat],
      [straightEnds.lastLon, straightEnds.lastLat],
    ] as const) {
      chordDistances(lon, lat, 0, everySite, chords);
      if (chords.some((chord) => chord <= maximum)) return 1;
    }
    return 0;
  });
}

function ruptureInCanterbury({ first, members, sections }: MultiFault, r: number): number {
  for (let i = first[r]!; i < first[r + 1]!; i++) {
    const { lon, lat } = sections[members[i]!]!.points;
    for (let point = 0; point < lon.length; point++) if (inCanterbury(lon[point]!, lat[point]!) === 1) return 1;
  }
  return 0;
}
