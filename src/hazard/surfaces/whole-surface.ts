/** Whole surfaces that are one mesh: those of characteristic faults and non-parametric ruptures (docs/method/sources.md 5.3). */
import type { ProblemPlace } from "../../input-error.ts";
import { complexFaultMesh } from "./complex-fault-mesh.ts";
import { cloudCentroid, cloudParameters, griddedMesh } from "./gridded-surface.ts";
import { kiteMesh } from "./kite-mesh.ts";
import { kiteArea, kiteCentroid, kiteParameters } from "./kite-parameters.ts";
import { type Mesh, wholeMesh } from "./mesh.ts";
import { meshCells, windowArea } from "./mesh-cells.ts";
import { meshCentroid } from "./mesh-centroid.ts";
import { simpleFaultMesh } from "./simple-fault-mesh.ts";
import type { ComplexFaultGeometry, GriddedGeometry, KiteGeometry, SimpleFaultGeometry } from "./surface-geometry.ts";
import { faultMesh, type SurfaceMesh } from "./surface-mesh.ts";

/** Surfaces that are one mesh; planes and multi-surfaces are other kinds. */
export type MeshGeometry = SimpleFaultGeometry | ComplexFaultGeometry | GriddedGeometry | KiteGeometry;

/** The job's mesh spacings, km. */
export interface MeshSpacings {
  /** `rupture_mesh_spacing`: simple faults, and kites both ways. */
  readonly rupture: number;
  /** `complex_fault_mesh_spacing`. */
  readonly complexFault: number;
}

/** A whole surface with its centroid, where hypocentres are put. */
export interface WholeSurface extends SurfaceMesh {
  readonly centroid: readonly [lon: number, lat: number, depth: number];
  /** km2; undefined for a cloud of points. */
  readonly area: number | undefined;
}

/**
 * Meshes a surface.
 * @throws InputError for a geometry that is no surface or a spacing too large
 */
export function wholeSurface(geometry: MeshGeometry, spacings: MeshSpacings, place: ProblemPlace = {}): WholeSurface {
  switch (geometry.kind) {
    case "simpleFaultGeometry":
      return wholeOfMesh(simpleFaultMesh(geometry, geometry.spacing ?? spacings.rupture, place), "simpleFault");
    case "complexFaultGeometry":
      return wholeOfMesh(complexFaultMesh(geometry, geometry.spacing ?? spacings.complexFault, place), "complexFault");
    case "kiteSurface":
      return wholeOfMesh(kiteMesh(geometry.profiles, spacings.rupture, spacings.rupture, place), "kite");
    case "griddedSurface":
      return wholeOfMesh(griddedMesh(geometry, place), "gridded");
  }
}

/** Which rules turn a mesh into the parameters of its ruptures. */
export type MeshKind = "simpleFault" | "complexFault" | "kite" | "gridded";

/** A mesh as the surface of a rupture. */
export function wholeOfMesh(mesh: Mesh, kind: MeshKind): WholeSurface {
  const whole = wholeMesh(mesh);
  switch (kind) {
    case "simpleFault":
    case "complexFault":
      return {
        ...faultMesh(mesh, kind === "simpleFault"),
        centroid: meshCentroid(mesh, whole),
        area: windowArea(meshCells(mesh), whole),
      };
    case "kite":
      return {
        mesh,
        surface: "kite",
        parameters: (window) => kiteParameters(mesh, window),
        centroid: kiteCentroid(mesh, whole),
        area: kiteArea(mesh, whole),
      };
    case "gridded":
      return {
        mesh,
        surface: "gridded",
        parameters: () => cloudParameters(mesh),
        centroid: cloudCentroid(mesh),
        area: undefined,
      };
  }
}
