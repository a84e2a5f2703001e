import { describe, expect, test } from "bun:test";
import type { ContextBlock } from "../../../src/hazard/context-block.ts";
import { type ContextCollector, flush, makeCollector } from "../../../src/hazard/contexts/context-collector.ts";
import { maximumDistance } from "../../../src/hazard/contexts/maximum-distance.ts";
import { multiFaultContexts } from "../../../src/hazard/contexts/multi-fault-contexts.ts";
import { makeTile } from "../../../src/hazard/contexts/tile.ts";
import { inferredRates, multiFaultValues, prepareMultiFault } from "../../../src/hazard/sources/multi-fault.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { hasGolden } from "../../harness.ts";
import { expectSameAngle, sitesOfGolden } from "../golden-meshes.ts";
import {
  type GoldenMultiFaultDefinition,
  multiFaultOfGolden,
  readGoldenJson,
  spacingOfGolden,
} from "./golden-multi-fault.ts";

type Point = [number, number, number];

interface GoldenParameters {
  readonly area: number;
  readonly strike: number;
  readonly dip: number;
  readonly width: number;
  readonly ztor: number;
  readonly zbot: number;
  readonly u_max: number;
}

interface GoldenMultiFault {
  readonly source: GoldenMultiFaultDefinition;
  readonly num_ruptures: number;
  readonly sites: Point[];
  readonly rupture_parameters: readonly GoldenParameters[];
  readonly ruptures: readonly {
    readonly index: number;
    readonly mag: number;
    readonly rake: number;
    readonly hypocenter: Point;
    readonly rate?: number;
    readonly distances?: Readonly<Record<"rrup" | "rjb" | "rhypo" | "repi" | "azimuth", number[]>>;
  }[];
}

interface GoldenContexts extends GoldenMultiFaultDefinition {
  readonly sites: Point[];
  readonly u_max: readonly number[];
  readonly contexts: readonly Readonly<
    Record<"dip" | "ztor" | "width" | "rake" | "mag" | "occurrence_rate" | "rrup" | "rjb" | "rx" | "ry0", number>
  >[];
}

const EVERYWHERE = maximumDistance([
  [2.5, 2000],
  [10.2, 2000],
]);

const COLUMNS = {
  rupture: ["mag", "rake", "dip", "ztor", "width", "strike", "zbot"],
  distance: ["rrup", "rjb", "rx", "ry0", "rhypo", "repi", "azimuth", "azimuthcp", "clon", "clat", "rvolc"],
  site: [],
  text: [],
} as const;

/** Azimuths are relative to a strike of single precision, which may be off by its last digit; degrees. */
const STRIKE_STEP = 4e-5;

/** All contexts of a source, one row object each, with the site and the weight. */
function contextsOf(definition: GoldenMultiFaultDefinition, points: readonly Point[], infer: boolean, start = 0) {
  const sites = sitesOfGolden(points);
  const contexts = multiFaultContexts(multiFaultOfGolden(definition), {
    maximumDistance: EVERYWHERE,
    minimumDistance: 0,
    ruptureMeshSpacing: spacingOfGolden(definition),
    inferOccurRates: infer,
    fewSites: undefined,
  });
  const tile = makeTile(sites, start, sites.count);
  const rows: { site: number; weight: number; values: { [column: string]: number } }[] = [];
  const copy = ({ block, site, weight }: ContextCollector): void => {
    for (let row = 0; row < block.length; row++)
      rows.push({
        site: site[row]!,
        weight: weight[row]!,
        values: Object.fromEntries(
          [...COLUMNS.rupture, ...COLUMNS.distance].map((name) => [name, (block as ContextBlock)[name][row]!]),
        ),
      });
  };
  const collector = makeCollector(COLUMNS, tile.parameters, Math.max(40, tile.count), copy);
  contexts.setTile(tile);
  for (let bin = 0; bin < contexts.mags.length; bin++) contexts.emit(bin, 0, contexts.units, collector, 1);
  flush(collector);
  return { rows, contexts };
}

describe.if(hasGolden())("multi-fault sources as the reference engine takes them", () => {
  test("contexts of a rupture of two kites that run against each other", () => {
    const golden = readGoldenJson<GoldenContexts>("functions_multifault_contexts");
    const { rows } = contextsOf(golden, golden.sites, true);
    expect(rows.length).toBe(golden.contexts.length);
    for (const [i, { site, weight, values }] of rows.entries()) {
      expect(site).toBe(i);
      const wanted = golden.contexts[i]!;
      expectClose(weight, wanted.occurrence_rate, "rate", 1e-12, 0);
      for (const name of ["mag", "rake", "dip", "ztor", "width"] as const)
        expectClose(values[name]!, wanted[name], `${name}, site ${i}`, 2e-7);
      for (const name of ["rrup", "rjb"] as const)
        expectClose(values[name]!, wanted[name], `${name}, site ${i}`, 1e-9, 1e-6);
      for (const name of ["rx", "ry0"] as const)
        expectClose(values[name]!, wanted[name], `${name}, site ${i}`, 1e-6, 2e-6);
    }
    const fault = prepareMultiFault(multiFaultOfGolden(golden), spacingOfGolden(golden));
    expectClose(multiFaultValues(fault, 0, () => true, true)!.uMax, golden.u_max[0]!, "largest U", 1e-6);
  });

  test.each(["multifault_kite_rates", "multifault_planar_rates", "multifault_planar_probs"])("%s", (name) => {
    const golden = readGoldenJson<GoldenMultiFault>(name);
    const { source, sites } = golden;
    const fault = prepareMultiFault(multiFaultOfGolden(source), spacingOfGolden(source));
    expect(fault.count).toBe(golden.num_ruptures);
    for (const [r, wanted] of golden.rupture_parameters.entries()) {
      const values = multiFaultValues(fault, r, () => true, true)!;
      for (const parameter of ["strike", "dip", "width", "ztor", "zbot"] as const)
        expectClose(values[parameter], wanted[parameter], `${parameter} of rupture ${r}`, 3e-7);
      expectClose(values.uMax, wanted.u_max, `largest U of rupture ${r}`, 1e-5);
    }
    const { rows, contexts } = contextsOf(source, sites, source.infer_occur_rates === true);
    const rates = inferredRates(multiFaultOfGolden(source));
    for (const { index, mag, rake, hypocenter, rate, distances } of golden.ruptures) {
      expect(fault.mag[index]!).toBe(mag);
      expect(fault.rake[index]!).toBe(rake);
      expectAllClose(
        [...multiFaultValues(fault, index, () => true, false)!.hypocentre],
        hypocenter,
        "hypocentre",
        1e-9,
      );
      if (rate !== undefined) expectClose(rates[index]!, rate, "rate", 1e-12, 0);
      if (distances === undefined) continue;
      const own = rows.filter(({ weight }) => weight === (contexts.occurrences === undefined ? rates[index] : index));
      expect(own.length).toBe(sites.length);
      for (const { site, values } of own)
        for (const [column, wanted] of Object.entries(distances)) {
          const got = values[column];
          if (got === undefined || ["rx", "ry0", "azimuthcp", "clon", "clat"].includes(column)) continue;
          const what = `${column} of rupture ${index}, site ${site}`;
          if (column === "azimuth") expectSameAngle(got, wanted[site]!, what, STRIKE_STEP);
          else expectClose(got, wanted[site]!, what, 1e-9, 1e-6);
        }
    }
  });

  test("a tile of some of the sites sees what all sites see", () => {
    const golden = readGoldenJson<GoldenMultiFault>("multifault_planar_probs");
    const all = contextsOf(golden.source, golden.sites, false).rows;
    const last = contextsOf(golden.source, golden.sites, false, 8).rows;
    expect(last).toEqual(all.filter(({ site }) => site >= 8).map((row) => ({ ...row, site: row.site - 8 })));
  });

  test("probabilities are handed on by rupture", () => {
    const golden = readGoldenJson<GoldenMultiFault>("multifault_planar_probs");
    const { rows, contexts } = contextsOf(golden.source, golden.sites, false);
    expect(contexts.occurrences!.map((values) => Array.from(values))).toEqual(
      golden.source.probs_occur.map((values) => [...values]),
    );
    expect(new Set(rows.map(({ weight }) => weight)).size).toBe(golden.num_ruptures);
  });
});
