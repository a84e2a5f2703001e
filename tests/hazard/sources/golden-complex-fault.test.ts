import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import {
  complexFaultRuptures,
  countComplexFaultRuptures,
  prepareComplexFault,
} from "../../../src/hazard/sources/complex-fault.ts";
import type { ComplexFaultSource } from "../../../src/hazard/sources/source.ts";
import { wholeMesh } from "../../../src/hazard/surfaces/mesh.ts";
import { windowArea } from "../../../src/hazard/surfaces/mesh-cells.ts";
import { meshCentroid } from "../../../src/hazard/surfaces/mesh-centroid.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { goldenPath, hasGolden } from "../../harness.ts";
import { aspectOfGolden, mfdOfGolden, scalingOfGolden } from "../golden-definitions.ts";
import {
  binsOfGolden,
  expectChecksums,
  expectDistances,
  expectMesh,
  type GoldenSource,
  readGolden,
} from "../golden-meshes.ts";

function sourceOf({ case: name, source }: GoldenSource): ComplexFaultSource {
  return {
    kind: "complexFault",
    id: name,
    name,
    tectonicRegionType: "Subduction Interface",
    mfd: mfdOfGolden(source.mfd)!,
    scaling: scalingOfGolden(source.msr),
    aspectRatio: aspectOfGolden(source.aspect_ratio),
    rake: source.rake,
    geometry: { kind: "complexFaultGeometry", edges: source.edges!.map((edge) => Float64Array.from(edge.flat())) },
  };
}

const present = hasGolden();
const names = present
  ? readdirSync(goldenPath("geometry"))
      .filter((file) => file.startsWith("complex_"))
      .map((file) => file.replace(".json", ""))
  : [];

describe.if(present)("complex faults as the reference engine builds them", () => {
  test.each(names)("%s", (name) => {
    const golden = readGolden(name);
    const bins = binsOfGolden(golden);
    const fault = prepareComplexFault(sourceOf(golden), golden.source.mesh_spacing);
    const { mesh, cells } = fault;
    const whole = wholeMesh(mesh);
    const surface = golden.fault_surface;
    expect([mesh.rows, mesh.columns]).toEqual(surface.mesh!.shape);
    expectMesh(mesh, surface.mesh!, 0, 0, name);
    const parameters = fault.parameters(whole);
    for (const key of ["strike", "dip", "width", "ztor", "zbot"] as const)
      expectClose(parameters[key], surface[key]!, `${name} ${key}`);
    expectClose(windowArea(cells, whole), surface.area!, `${name} area`);
    expectAllClose(cells.length.subarray(0, cells.columns), golden.cell_length_row0!, `${name} cell lengths`);
    expectAllClose(cells.area.subarray(0, cells.columns), golden.cell_area_row0!, `${name} cell areas`);
    expectAllClose(meshCentroid(mesh, whole), surface.middle_point, `${name} middle`);

    const ruptures = complexFaultRuptures(fault, bins);
    expectChecksums(ruptures, golden);
    expect(Array.from(bins.mags, (mag) => countComplexFaultRuptures(fault, mag))).toEqual(
      golden.split.map((piece) => piece.num_ruptures),
    );
    for (const rupture of golden.ruptures) {
      const r = rupture.index;
      const what = `${name} rupture ${r}`;
      for (const key of ["mag", "rake", "rate"] as const)
        expectClose(ruptures[key][r]!, rupture[key], `${what} ${key}`, 1e-12, 0);
      for (const key of ["strike", "dip", "width", "ztor", "zbot"] as const)
        expectClose(ruptures[key][r]!, rupture.surface[key]!, `${what} ${key}`);
      expectAllClose(
        [ruptures.hypoLon[r]!, ruptures.hypoLat[r]!, ruptures.hypoDepth[r]!],
        rupture.hypocenter,
        `${what} hypocentre`,
      );
      if (rupture.surface.mesh !== undefined)
        expectMesh(mesh, rupture.surface.mesh, ruptures.rowStart[r]!, ruptures.columnStart[r]!, what);
    }
    expect(expectDistances(ruptures, golden)).toBeGreaterThan(100);
  });
});
