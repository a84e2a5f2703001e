import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { wholeMeshRuptures } from "../../../src/hazard/ruptures/whole-ruptures.ts";
import { type MeshGeometry, wholeSurface } from "../../../src/hazard/surfaces/whole-surface.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { goldenPath, hasGolden } from "../../harness.ts";
import {
  binsOfGolden,
  expectChecksums,
  expectDistances,
  expectMesh,
  expectSameAngle,
  type GoldenMesh,
  type GoldenSource,
} from "../golden-meshes.ts";

type Point = [number, number, number];

interface GoldenGeometry {
  readonly type: string;
  readonly trace?: [number, number][];
  readonly dip?: number;
  readonly upper_depth?: number;
  readonly lower_depth?: number;
  readonly edges?: Point[][];
  readonly points?: Point[];
  readonly profiles?: Point[][];
  readonly mesh_spacing?: number;
}

function geometryOf(surface: GoldenGeometry): MeshGeometry {
  switch (surface.type) {
    case "simple":
      return {
        kind: "simpleFaultGeometry",
        trace: Float64Array.from(surface.trace!.flat()),
        dip: surface.dip!,
        upperSeismogenicDepth: surface.upper_depth!,
        lowerSeismogenicDepth: surface.lower_depth!,
      };
    case "complex":
      return {
        kind: "complexFaultGeometry",
        edges: surface.edges!.map((edge) => Float64Array.from(edge.flat())),
      };
    case "gridded":
      return { kind: "griddedSurface", points: Float64Array.from(surface.points!.flat()) };
    case "kite":
      return { kind: "kiteSurface", profiles: surface.profiles!.map((profile) => Float64Array.from(profile.flat())) };
    default:
      throw new Error(`unknown golden surface ${surface.type}`);
  }
}

describe.if(hasGolden())("characteristic faults as the reference engine builds them", () => {
  test.each(["char_simple", "char_complex", "char_gridded", "char_kite"])("%s", (name) => {
    const golden: GoldenSource & { readonly source: { readonly surface: GoldenGeometry } } = JSON.parse(
      readFileSync(goldenPath("geometry", `${name}.json`), "utf8"),
    );
    const bins = binsOfGolden(golden);
    const { surface: geometry, rake } = golden.source;
    const spacing = geometry.mesh_spacing ?? Number.NaN;
    const surface = wholeSurface(geometryOf(geometry), { rupture: spacing, complexFault: spacing });
    const ruptures = wholeMeshRuptures(surface, rake, bins);
    expectChecksums(ruptures, golden);
    const float32 = name === "char_kite" ? 2e-7 : 1e-9;
    for (const { index: r, surface: wanted, hypocenter } of golden.ruptures) {
      expectSameAngle(ruptures.strike[r]!, wanted.strike!, `${name} strike`);
      expectClose(ruptures.dip[r]!, wanted.dip!, `${name} dip`, float32);
      for (const key of ["ztor", "zbot"] as const) expectClose(ruptures[key][r]!, wanted[key]!, `${name} ${key}`);
      if (wanted.width === null) {
        expect(ruptures.width[r]).toBeNaN();
        expect(surface.area).toBeUndefined();
      } else {
        expectClose(ruptures.width[r]!, wanted.width, `${name} width`, float32);
        expectClose(surface.area!, wanted.area!, `${name} area`, float32);
      }
      expectAllClose(surface.centroid, wanted.middle_point, `${name} middle`);
      expectAllClose(
        [ruptures.hypoLon[r]!, ruptures.hypoLat[r]!, ruptures.hypoDepth[r]!],
        hypocenter,
        `${name} hypocentre`,
      );
      if (isRectangular(wanted.mesh)) expectMesh(surface.mesh, wanted.mesh, 0, 0, name);
    }
    expect(expectDistances(ruptures, golden)).toBeGreaterThan(80);
  });
});

/** The mesh of a gridded surface is a list of points. */
function isRectangular(mesh: GoldenMesh | undefined): mesh is GoldenMesh {
  return mesh !== undefined && mesh.shape.length === 2;
}
