import { expect, test } from "bun:test";
import { prepareSites } from "../../../src/hazard/sites/site-points.ts";
import { splitByFaultTag } from "../../../src/hazard/sources/multi-fault-tags.ts";
import type { MultiFaultSource } from "../../../src/hazard/sources/source.ts";
import type { PlanarGeometry } from "../../../src/hazard/surfaces/surface-geometry.ts";

/** A vertical plane from `lon` eastwards. */
function plane(lon: number): PlanarGeometry {
  return {
    kind: "planarSurface",
    topLeft: [lon, 0, 0],
    topRight: [lon + 0.1, 0, 0],
    bottomLeft: [lon, 0, 10],
    bottomRight: [lon + 0.1, 0, 10],
  };
}

const SOURCE: MultiFaultSource = {
  kind: "multiFault",
  id: "system",
  name: "system",
  tectonicRegionType: "Active Shallow Crust",
  sections: new Map([0, 1, 2, 3].map((i) => [String(i), plane(i)])),
  ruptures: [["0"], ["0", "1"], ["1", "2"], ["3"], ["2"]].map((sections, i) => ({
    mag: 6 + i / 10,
    rake: 0,
    sections,
    occurrenceProbabilities: Float64Array.of(0.9, 0.1),
  })),
  faults: new Map([
    ["A", [0]],
    ["B", [1, 2]],
  ]),
};

function parts(lon: number): [string, number[]][] {
  const site = prepareSites({
    count: 1,
    lon: Float64Array.of(lon),
    lat: Float64Array.of(0.1),
    depth: new Float64Array(1),
  });
  return splitByFaultTag(SOURCE, site, 5).map(({ id, ruptures }) => [id, ruptures.map(({ mag }) => mag)]);
}

test("the nearest fault takes the ruptures it touches, what is left has a part of its own", () => {
  expect(parts(0)).toEqual([
    ["system@A", [6, 6.1]],
    ["system@B", [6.2, 6.4]],
    ["system@off_rupids", [6.3]],
  ]);
  expect(parts(2)).toEqual([
    ["system@B", [6.1, 6.2, 6.4]],
    ["system@A", [6]],
    ["system@off_rupids", [6.3]],
  ]);
});

test("a source without tags stays whole", () => {
  const { faults: _, ...untagged } = SOURCE;
  const site = prepareSites({
    count: 1,
    lon: new Float64Array(1),
    lat: new Float64Array(1),
    depth: new Float64Array(1),
  });
  expect(splitByFaultTag(untagged, site, 5)).toEqual([untagged]);
});
