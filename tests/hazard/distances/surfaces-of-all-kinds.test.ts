/** Ruptures on surfaces of all kinds and their distances, as the reference engine has them (scripts/fixtures/distances.py). */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DistanceColumn } from "../../../src/hazard/context-block.ts";
import { type ContextCollector, flush, makeCollector } from "../../../src/hazard/contexts/context-collector.ts";
import { emitterOf } from "../../../src/hazard/contexts/surface-emitters.ts";
import { makeTile } from "../../../src/hazard/contexts/tile.ts";
import type { RuptureSet } from "../../../src/hazard/ruptures/rupture-set.ts";
import { singleRupture } from "../../../src/hazard/ruptures/whole-ruptures.ts";
import { faultRuptures } from "../../../src/hazard/sources/fault-ruptures.ts";
import { makePointRuptureSet, placePoint, preparePoints } from "../../../src/hazard/sources/point-like.ts";
import { isPointLike, type Source } from "../../../src/hazard/sources/source.ts";
import { sourceBins } from "../../../src/hazard/sources/source-bins.ts";
import { sourceRuptures } from "../../../src/hazard/sources/source-ruptures.ts";
import { ruptureSurface } from "../../../src/hazard/surfaces/rupture-surface.ts";
import { readSourceFile } from "../../../src/inputs/nrml/source-models.ts";
import { expectAllClose, expectClose, expectSameAngle } from "../../geo/closeness.ts";
import { PROJECT } from "../../harness.ts";

const FOLDER = join(PROJECT, "tests/fixtures/hazard/surfaces");
const COLUMNS = ["rrup", "rjb", "rx", "ry0", "repi", "rhypo"] as const satisfies readonly DistanceColumn[];

interface Expected {
  readonly source: string;
  readonly count: number;
  readonly index: number;
  readonly mag: number;
  readonly rake: number;
  readonly hypocentre: readonly number[];
  readonly ztor: number;
  readonly strike: number;
  readonly dip: number;
  readonly distances: { readonly [column: string]: readonly number[] };
}

const { sites, ruptures: all } = JSON.parse(readFileSync(join(FOLDER, "distances.json"), "utf8")) as {
  readonly sites: readonly (readonly [number, number, number])[];
  readonly ruptures: readonly Expected[];
};

const SETTINGS = {
  ruptureMesh: 4,
  complexFaultMesh: 8,
  binWidth: 0.2,
  areaSourceDiscretization: 15,
  floatingSteps: { alongStrike: 0, downDip: 0 },
  inferOccurRates: false,
};

/** km; the outline of a straight vertical rupture is a strip of 5 m whose corners GEOS cuts elsewhere (docs/differences.md). */
const VERTICAL_RJB = 2e-3;

/** km; what surfaces of several parts are summed in: single precision. */
function tolerances(source: string): { readonly relative: number; readonly km: number; readonly degrees: number } {
  if (source === "planes" || source === "kites") return { relative: 1e-5, km: 1e-4, degrees: 1e-4 };
  return { relative: 1e-8, km: 1e-5, degrees: 1e-6 };
}

/** The ruptures of a source in place, and the row of one of them. */
function placed(source: Source, index: number): { readonly set: RuptureSet; readonly row: number } {
  if (source.kind === "point") {
    const prepared = preparePoints(source, { ...SETTINGS, shiftHypocentre: false, repeatedMagnitudes: "kept" });
    const points = makePointRuptureSet(prepared);
    placePoint(prepared, 0, points);
    return { set: points.ruptures, row: index };
  }
  if (source.kind === "nonParametric") {
    const { mag, rake, hypocentre, surface } = source.ruptures[index]!;
    return { set: singleRupture(ruptureSurface(surface, SETTINGS), mag, rake, hypocentre), row: 0 };
  }
  if (isPointLike(source) || source.kind === "multiFault") throw new Error(`${source.id} is not in the model`);
  return { set: faultRuptures(source, sourceBins(source, SETTINGS), SETTINGS), row: index };
}

const model = await readSourceFile({ root: FOLDER }, "source-model.xml", {
  widthOfMfdBin: 0.2,
  areaSourceDiscretization: 15,
  complexFaultMeshSpacing: 8,
});
const sources = new Map(model.model.groups.flatMap((group) => group.sources).map((source) => [source.id, source]));
const tile = makeTile(
  {
    count: sites.length,
    lon: Float64Array.from(sites, ([lon]) => lon),
    lat: Float64Array.from(sites, ([, lat]) => lat),
    depth: Float64Array.from(sites, ([, , depth]) => depth),
    parameters: new Map(),
    texts: new Map(),
  },
  0,
  sites.length,
);

describe("surfaces of all kinds", () => {
  test("every source of the model has ruptures in the fixture", () => {
    expect([...new Set(all.map(({ source }) => source))].sort()).toEqual([...sources.keys()].sort());
    expect(sources.size).toBe(9);
  });

  for (const wanted of all)
    test(`${wanted.source}, rupture ${wanted.index}`, () => {
      const { relative, km, degrees } = tolerances(wanted.source);
      const ruptures = sourceRuptures(sources.get(wanted.source)!, SETTINGS);
      expect(ruptures.count).toBe(wanted.count);
      const rupture = ruptures.rupture(wanted.index);
      expectClose(rupture.mag, wanted.mag, "magnitude", 1e-9, 0);
      expectClose(rupture.rake, wanted.rake, "rake", 1e-9, 1e-9);
      expectAllClose([...rupture.hypocentre], [...wanted.hypocentre], "hypocentre", 1e-8, 1e-6);
      const { set, row: first } = placed(sources.get(wanted.source)!, wanted.index);

      const columns = COLUMNS.filter((column) => column in wanted.distances);
      const rows = new Map<number, readonly number[]>();
      let facts: readonly number[] = [];
      const collector: ContextCollector = makeCollector(
        { rupture: ["ztor", "strike", "dip"], distance: columns, site: [], text: [] },
        tile.parameters,
        sites.length,
        ({ block, site }) => {
          facts = [block.ztor[0]!, block.strike[0]!, block.dip[0]!];
          for (let row = 0; row < block.length; row++)
            rows.set(
              site[row]!,
              columns.map((column) => block[column][row]!),
            );
        },
      );
      const emitter = emitterOf(set, 0);
      emitter.setTile(tile, Number.POSITIVE_INFINITY);
      emitter.emit(first, rupture.mag, Number.POSITIVE_INFINITY, collector, 1);
      flush(collector);

      expect(rows.size).toBe(sites.length);
      expectClose(facts[0]!, wanted.ztor, "ztor", relative, km);
      // The reference turns the strike of vertical ruptures by rounding noise (docs/differences.md).
      const turned = wanted.source === "vertical" && Math.abs(facts[1]! - wanted.strike) > 90;
      expectSameAngle(facts[1]! + (turned ? 180 : 0), wanted.strike, "strike", degrees);
      expectClose(facts[2]!, wanted.dip, "dip", relative, degrees);
      for (const [c, column] of columns.entries())
        expectAllClose(
          sites.map((_, s) => rows.get(s)![c]!),
          wanted.distances[column]!,
          column,
          relative,
          column === "rjb" && wanted.source === "vertical" ? VERTICAL_RJB : km,
        );
    });
});
