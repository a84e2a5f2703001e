import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { countKiteFaultRuptures, kiteFaultRuptures, prepareKiteFault } from "../../../src/hazard/sources/kite-fault.ts";
import type { KiteFaultSource } from "../../../src/hazard/sources/source.ts";
import { kiteArea, kiteCentroid, kiteTrace } from "../../../src/hazard/surfaces/kite-parameters.ts";
import { wholeMesh } from "../../../src/hazard/surfaces/mesh.ts";
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

/** Relative; the reference takes distances between nodes from float32 radians, in float32. */
const FLOAT32 = 2e-7;

function sourceOf({ case: name, source }: GoldenSource): KiteFaultSource {
  return {
    kind: "kiteFault",
    id: name,
    name,
    tectonicRegionType: "Active Shallow Crust",
    mfd: mfdOfGolden(source.mfd)!,
    scaling: scalingOfGolden(source.msr),
    aspectRatio: aspectOfGolden(source.aspect_ratio),
    rake: source.rake,
    geometry:
      source.trace === undefined
        ? { kind: "kiteSurface", profiles: source.profiles!.map((profile) => Float64Array.from(profile.flat())) }
        : {
            kind: "simpleFaultGeometry",
            trace: Float64Array.from(source.trace.flat()),
            dip: source.dip!,
            upperSeismogenicDepth: source.upper_depth!,
            lowerSeismogenicDepth: source.lower_depth!,
          },
  };
}

const present = hasGolden();
const names = present
  ? readdirSync(goldenPath("geometry"))
      .filter((file) => file.startsWith("kite_"))
      .map((file) => file.replace(".json", ""))
  : [];

describe.if(present)("kite faults as the reference engine builds them", () => {
  test.each(names)("%s", (name) => {
    const golden = readGolden(name);
    const { source } = golden;
    const bins = binsOfGolden(golden);
    const steps = { alongStrike: source.floating_x_step ?? 0, downDip: source.floating_y_step ?? 0 };
    const fault = prepareKiteFault(sourceOf(golden), source.mesh_spacing);
    const { mesh } = fault;
    const whole = wholeMesh(mesh);
    const surface = golden.fault_surface;
    expect([mesh.rows, mesh.columns]).toEqual(surface.mesh!.shape);
    expectMesh(mesh, surface.mesh!, 0, 0, name);
    const parameters = fault.parameters(whole);
    for (const key of ["strike", "ztor", "zbot"] as const)
      expectClose(parameters[key], surface[key]!, `${name} ${key}`);
    for (const key of ["dip", "width"] as const)
      expectClose(parameters[key], surface[key]!, `${name} ${key}`, FLOAT32, 0);
    expectClose(kiteArea(mesh, whole), surface.area!, `${name} area`, FLOAT32, 0);
    expectAllClose(kiteCentroid(mesh, whole), surface.middle_point, `${name} middle`);
    const trace = kiteTrace(mesh);
    expectAllClose(
      trace.lon,
      surface.top_trace!.map(([lon]) => lon),
      `${name} trace`,
    );
    expectAllClose(
      trace.lat,
      surface.top_trace!.map(([, lat]) => lat),
      `${name} trace`,
    );

    const ruptures = kiteFaultRuptures(fault, bins, steps);
    expectChecksums(ruptures, golden);
    const counts = Array.from(bins.mags, (mag) => countKiteFaultRuptures(fault, mag, steps));
    expect(counts.filter((count) => count > 0)).toEqual(golden.split.map((piece) => piece.num_ruptures));
    for (const rupture of golden.ruptures) {
      const r = rupture.index;
      const what = `${name} rupture ${r}`;
      for (const key of ["mag", "rake", "rate"] as const)
        expectClose(ruptures[key][r]!, rupture[key], `${what} ${key}`, 1e-12, 0);
      for (const key of ["strike", "ztor", "zbot"] as const)
        expectClose(ruptures[key][r]!, rupture.surface[key]!, `${what} ${key}`);
      for (const key of ["dip", "width"] as const)
        expectClose(ruptures[key][r]!, rupture.surface[key]!, `${what} ${key}`, FLOAT32, 0);
      expectAllClose(
        [ruptures.hypoLon[r]!, ruptures.hypoLat[r]!, ruptures.hypoDepth[r]!],
        rupture.hypocenter,
        `${what} hypocentre`,
      );
      if (rupture.surface.mesh !== undefined)
        expectMesh(mesh, rupture.surface.mesh, ruptures.rowStart[r]!, ruptures.columnStart[r]!, what);
    }
    expect(expectDistances(ruptures, golden)).toBeGreaterThan(50);
  });
});
