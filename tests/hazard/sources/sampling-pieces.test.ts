import { expect, test } from "bun:test";
import { samplingPieces } from "../../../src/hazard/sources/sampling-pieces.ts";
import type { MultiFaultSource, MultiPointSource } from "../../../src/hazard/sources/source.ts";

const MEMBER = { kind: "arbitrary", mags: Float64Array.of(6), rates: Float64Array.of(1) } as const;
const POINTS: MultiPointSource = {
  kind: "multiPoint",
  id: "M",
  name: "M",
  tectonicRegionType: "Active Shallow Crust",
  scaling: { name: "WC1994" },
  aspectRatio: 1,
  mfd: { kind: "multi", members: Array.from({ length: 2001 }, () => MEMBER) },
  points: Float64Array.from({ length: 4002 }, (_, i) => i),
  upperSeismogenicDepth: 0,
  lowerSeismogenicDepth: 15,
  nodalPlanes: [{ probability: 1, strike: 0, dip: 90, rake: 0 }],
  hypocentralDepths: [{ probability: 1, depth: 8 }],
};

test("multi-point sources are cut every 1,000 points, members with their points", () => {
  const pieces = samplingPieces(POINTS, false) as MultiPointSource[];
  expect(pieces.map(({ id }) => id)).toEqual(["M:0", "M:1", "M:2"]);
  expect(pieces.map(({ points }) => points.length / 2)).toEqual([1000, 1000, 1]);
  expect(pieces[1]!.points[0]).toBe(2000);
  expect(pieces.map(({ mfd }) => (mfd.kind === "multi" ? mfd.members.length : 0))).toEqual([1000, 1000, 1]);
  const short = { ...POINTS, points: POINTS.points.slice(0, 2000) };
  expect(samplingPieces(short, false)).toEqual([short]);
});

test("multi-fault sources every 2,000 ruptures, unless hazard is kept by source or they have tags", () => {
  const rupture = { mag: 6, rake: 0, sections: ["a"], occurrenceProbabilities: Float64Array.of(0.9, 0.1) };
  const source: MultiFaultSource = {
    kind: "multiFault",
    id: "F",
    name: "F",
    tectonicRegionType: "Active Shallow Crust",
    sections: new Map(),
    ruptures: Array.from({ length: 2001 }, () => rupture),
  };
  const pieces = samplingPieces(source, false) as MultiFaultSource[];
  expect(pieces.map(({ id, ruptures }) => [id, ruptures.length])).toEqual([
    ["F:0", 2000],
    ["F:1", 1],
  ]);
  expect(samplingPieces(source, true)).toEqual([source]);
  const tagged = { ...source, faults: new Map([["tag", [0]]]) };
  expect(samplingPieces(tagged, false)).toEqual([tagged]);
});
