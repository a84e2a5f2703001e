/** What a whole fault says about its earthquakes: its area, and the largest magnitude that fits it. */
import { scalingRelation } from "../scaling/find-relation.ts";
import { complexFaultArea } from "../surfaces/complex-fault-mesh.ts";
import { simpleFaultArea } from "../surfaces/simple-fault-mesh.ts";
import type { Source } from "./source.ts";

/**
 * Area of a fault in km2 on the mesh that slip rates are measured on (docs/method/sources.md 2); undefined for
 * sources that are not faults.
 */
export function faultArea(source: Source): number | undefined {
  if (source.kind === "simpleFault") return simpleFaultArea(source.geometry, source.origin);
  if (source.kind === "complexFault") return complexFaultArea(source.geometry, source.origin);
  return undefined;
}

/**
 * Median magnitude of an earthquake that breaks the whole fault plus `epsilon` standard deviations; undefined where the
 * source is no simple fault or its scaling relation gives no magnitude.
 */
export function largestMagnitude(source: Source, epsilon: number): number | undefined {
  if (source.kind !== "simpleFault") return undefined;
  const area = faultArea(source);
  const relation = scalingRelation(source.scaling, source.origin);
  if (area === undefined || relation.magnitude === undefined) return undefined;
  return relation.magnitude(area, source.rake) + epsilon * (relation.magnitudeSigma?.(source.rake) ?? 0);
}
