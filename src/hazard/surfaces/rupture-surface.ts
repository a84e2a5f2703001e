/** A surface that ruptures as a whole, of any kind: characteristic sources, non-parametric ruptures. */
import { InputError, type ProblemPlace } from "../../input-error.ts";
import { type KiteMultiSurface, kiteMultiSurface } from "./kite-multi-surface.ts";
import { type PlanarMultiSurface, planarMultiSurface } from "./planar-multi-surface.ts";
import { type PlanarSurface, planarSurface } from "./planar-surface.ts";
import type { KiteGeometry, PlanarGeometry, SurfaceGeometry } from "./surface-geometry.ts";
import { type WholeSurface, wholeSurface } from "./whole-surface.ts";

/** The job's mesh spacings, km. */
export interface SurfaceSpacings {
  /** `rupture_mesh_spacing`. */
  readonly ruptureMesh: number;
  /** `complex_fault_mesh_spacing`, without which complex surfaces are refused. */
  readonly complexFaultMesh: number | undefined;
}

export type RuptureSurface =
  | { readonly kind: "planar"; readonly surface: PlanarSurface }
  | { readonly kind: "mesh"; readonly surface: WholeSurface }
  | { readonly kind: "multiPlanar"; readonly surface: PlanarMultiSurface }
  | { readonly kind: "multiKite"; readonly surface: KiteMultiSurface };

/** @throws InputError for a geometry that is no surface, or whose mesh spacing is too large or missing */
export function ruptureSurface(
  geometry: SurfaceGeometry,
  { ruptureMesh, complexFaultMesh }: SurfaceSpacings,
  place: ProblemPlace = {},
): RuptureSurface {
  switch (geometry.kind) {
    case "planarSurface":
      return { kind: "planar", surface: planarSurface(geometry, place) };
    case "multiSurface": {
      const planes: PlanarGeometry[] = [];
      const kites: KiteGeometry[] = [];
      for (const part of geometry.surfaces)
        if (part.kind === "planarSurface") planes.push(part);
        else kites.push(part);
      if (kites.length === 0) return { kind: "multiPlanar", surface: planarMultiSurface(planes, place) };
      if (planes.length === 0) return { kind: "multiKite", surface: kiteMultiSurface(kites, ruptureMesh, place) };
      throw new InputError("a multi-surface mixes planes and kites", place);
    }
    case "complexFaultGeometry": {
      const complexFault = geometry.spacing ?? neededComplexSpacing(complexFaultMesh, place);
      return { kind: "mesh", surface: wholeSurface(geometry, { rupture: ruptureMesh, complexFault }, place) };
    }
    default:
      return {
        kind: "mesh",
        surface: wholeSurface(geometry, { rupture: ruptureMesh, complexFault: Number.NaN }, place),
      };
  }
}

/** @throws InputError where a job with complex surfaces does not say how to mesh them */
export function neededComplexSpacing(spacing: number | undefined, place: ProblemPlace): number {
  if (spacing === undefined)
    throw new InputError("complex fault surfaces need complex_fault_mesh_spacing", {
      ...place,
      parameter: "complex_fault_mesh_spacing",
      allowed: "km, at least rupture_mesh_spacing",
    });
  return spacing;
}

/** km2; undefined for a cloud of points. */
export function surfaceArea(whole: RuptureSurface): number | undefined {
  return whole.kind === "mesh" || whole.kind === "planar" ? whole.surface.area : whole.surface.parameters.area;
}
