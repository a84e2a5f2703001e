import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import {
  countSimpleFaultRuptures,
  prepareSimpleFault,
  simpleFaultRuptures,
} from "../../../src/hazard/sources/simple-fault.ts";
import type { SimpleFaultSource } from "../../../src/hazard/sources/source.ts";
import { wholeMesh } from "../../../src/hazard/surfaces/mesh.ts";
import { windowArea } from "../../../src/hazard/surfaces/mesh-cells.ts";
import { meshCentroid } from "../../../src/hazard/surfaces/mesh-centroid.ts";
import { simpleFaultArea } from "../../../src/hazard/surfaces/simple-fault-mesh.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { goldenPath, hasGolden } from "../../harness.ts";
import { aspectOfGolden, depthsOfGolden, mfdOfGolden, scalingOfGolden } from "../golden-definitions.ts";
import {
  binsOfGolden,
  expectChecksums,
  expectDistances,
  expectMesh,
  expectSameAngle,
  type GoldenSource,
  readGolden,
} from "../golden-meshes.ts";

/**
 * Vertical faults: jsts and GEOS differ by this much (km) on their collapsed stripes, and the strikes of the reference's
 * ruptures are turned by 180 degrees at random (see windowOrientation).
 */
const VERTICAL_RJB = 1e-5;

function sourceOf({ case: name, source }: GoldenSource): SimpleFaultSource {
  return {
    kind: "simpleFault",
    id: name,
    name,
    tectonicRegionType: "Active Shallow Crust",
    mfd: mfdOfGolden(source.mfd)!,
    scaling: scalingOfGolden(source.msr),
    aspectRatio: aspectOfGolden(source.aspect_ratio),
    rake: source.rake,
    geometry: {
      kind: "simpleFaultGeometry",
      trace: Float64Array.from(source.trace!.flat()),
      dip: source.dip!,
      upperSeismogenicDepth: source.upper_depth!,
      lowerSeismogenicDepth: source.lower_depth!,
    },
    ...(source.hypo_list === undefined
      ? {}
      : {
          hypocentres: source.hypo_list.map(([alongStrike, downDip, weight]) => ({ alongStrike, downDip, weight })),
        }),
    ...(source.slip_list === undefined ? {} : { slips: source.slip_list.map(([slip, weight]) => ({ slip, weight })) }),
    ...(source.hypo_depth_list === undefined ? {} : { hypocentralDepths: depthsOfGolden(source.hypo_depth_list) }),
  };
}

const present = hasGolden();
const names = present
  ? readdirSync(goldenPath("geometry"))
      .filter((file) => file.startsWith("simple_"))
      .map((file) => file.replace(".json", ""))
  : [];

describe.if(present)("simple faults as the reference engine builds them", () => {
  test.each(names)("%s", (name) => {
    const golden = readGolden(name);
    const bins = binsOfGolden(golden);
    const source = sourceOf(golden);
    const fault = prepareSimpleFault(source, bins, golden.source.mesh_spacing);
    const { mesh, cells } = fault;
    const whole = wholeMesh(mesh);
    const surface = golden.fault_surface;
    expect([mesh.rows, mesh.columns]).toEqual(surface.mesh!.shape);
    expectMesh(mesh, surface.mesh!, 0, 0, name);
    const parameters = fault.parameters(whole);
    const turn = golden.source.dip === 90 ? 180 : 360;
    expectSameAngle(parameters.strike, surface.strike!, `${name} strike`, 1e-8, turn);
    for (const key of ["dip", "width", "ztor", "zbot"] as const)
      expectClose(parameters[key], surface[key]!, `${name} ${key}`);
    expectClose(windowArea(cells, whole), surface.area!, `${name} area`);
    expectClose(simpleFaultArea(source.geometry), golden.fault_surface_area_at_1km!, `${name} area at 1 km`);
    expectAllClose(meshCentroid(mesh, whole), surface.middle_point, `${name} middle`);

    const ruptures = simpleFaultRuptures(fault, bins);
    expectChecksums(ruptures, golden);
    expect(Array.from(bins.mags, (mag) => countSimpleFaultRuptures(fault, mag))).toEqual(
      golden.split.map((piece) => piece.num_ruptures),
    );
    for (const rupture of golden.ruptures) {
      const r = rupture.index;
      const what = `${name} rupture ${r}`;
      for (const key of ["mag", "rake", "rate"] as const)
        expectClose(ruptures[key][r]!, rupture[key], `${what} ${key}`, 1e-12, 0);
      expectSameAngle(ruptures.strike[r]!, rupture.surface.strike!, `${what} strike`, 1e-8, turn);
      for (const key of ["dip", "width", "ztor", "zbot"] as const)
        expectClose(ruptures[key][r]!, rupture.surface[key]!, `${what} ${key}`);
      expectAllClose(
        [ruptures.hypoLon[r]!, ruptures.hypoLat[r]!, ruptures.hypoDepth[r]!],
        rupture.hypocenter,
        `${what} hypocentre`,
      );
      if (rupture.slip_direction !== undefined && rupture.slip_direction !== null)
        expect(ruptures.slipDirection?.[r]).toBe(rupture.slip_direction);
      if (rupture.surface.mesh !== undefined)
        expectMesh(mesh, rupture.surface.mesh, ruptures.rowStart[r]!, ruptures.columnStart[r]!, what);
    }
    const limits = turn === 180 ? { rjb: VERTICAL_RJB, turn } : {};
    expect(expectDistances(ruptures, golden, limits)).toBeGreaterThan(100);
  });
});
