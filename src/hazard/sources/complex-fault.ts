/** Floating ruptures of a complex fault (docs/method/sources.md 5.2). */
import type { MfdBins } from "../mfd/mfd.ts";
import { aspectRatioAt } from "../ruptures/aspect-ratio.ts";
import { MeshRuptureColumns } from "../ruptures/mesh-ruptures.ts";
import type { MeshRuptures } from "../ruptures/rupture-set.ts";
import { scalingRelation } from "../scaling/find-relation.ts";
import type { ScalingRelation } from "../scaling/scaling-relation.ts";
import { complexFaultMesh } from "../surfaces/complex-fault-mesh.ts";
import type { MeshWindow } from "../surfaces/mesh.ts";
import { meshCentroid } from "../surfaces/mesh-centroid.ts";
import { type FaultMesh, faultMesh } from "../surfaces/surface-mesh.ts";
import { floatingWindows } from "./complex-fault-floating.ts";
import type { ComplexFaultSource } from "./source.ts";

/** A complex fault meshed and ready to be filled with ruptures. */
export interface ComplexFault extends FaultMesh {
  readonly source: ComplexFaultSource;
  readonly scaling: ScalingRelation;
}

/**
 * Meshes the source with `meshSpacing` km (the job's `complex_fault_mesh_spacing`) unless its geometry fixes its own.
 * @throws InputError for edges that are no surface or a spacing too large.
 */
export function prepareComplexFault(source: ComplexFaultSource, meshSpacing: number): ComplexFault {
  const place = source.origin ?? {};
  const mesh = complexFaultMesh(source.geometry, source.geometry.spacing ?? meshSpacing, place);
  return { source, scaling: scalingRelation(source.scaling, place), ...faultMesh(mesh, false) };
}

/** Number of ruptures of one magnitude. */
export function countComplexFaultRuptures(fault: ComplexFault, mag: number): number {
  return windowsOf(fault, mag).length;
}

/** The ruptures of the given magnitude bins, in the order bins, first row, first column; a bin's rate is shared evenly. */
export function complexFaultRuptures(fault: ComplexFault, bins: MfdBins): MeshRuptures {
  const windows = Array.from(bins.mags, (mag) => windowsOf(fault, mag));
  const count = windows.reduce((sum, list) => sum + list.length, 0);
  const columns = new MeshRuptureColumns(fault, fault.source.rake, count);
  windows.forEach((list, bin) => {
    const rate = bins.rates[bin]! / list.length;
    for (const window of list) columns.add(window, bins.mags[bin]!, rate, meshCentroid(fault.mesh, window));
  });
  return columns.ruptures();
}

function windowsOf({ source, scaling, cells }: ComplexFault, mag: number): MeshWindow[] {
  const area = scaling.area(mag, source.rake);
  return floatingWindows(cells, area, Math.sqrt(area * aspectRatioAt(source.aspectRatio, mag)));
}
