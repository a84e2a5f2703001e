/** Distances of places from a stored rupture. */
import { makeCollector } from "../contexts/context-collector.ts";
import { emitterOf } from "../contexts/surface-emitters.ts";
import { makeTile } from "../contexts/tile.ts";
import { modelMagnitude, restoreRupture, type StoredRupture } from "./stored-rupture.ts";

/** Closest distance of each place at sea level from the surface of a rupture (rrup), km. */
export function distancesFrom(rupture: StoredRupture, lon: Float64Array, lat: Float64Array): Float64Array {
  const count = lon.length;
  const places = { count, lon, lat, depth: new Float64Array(count), parameters: new Map(), texts: new Map() };
  const tile = makeTile(places, 0, count);
  const wanted = { rupture: [], distance: ["rrup"], site: [], text: [] } as const;
  const collector = makeCollector(wanted, tile.parameters, count, () => {
    throw new Error("more contexts than places");
  });
  const emitter = emitterOf(restoreRupture(rupture, true), 0);
  collector.block.length = 0;
  emitter.setTile(tile, Number.POSITIVE_INFINITY);
  emitter.emit(0, modelMagnitude(rupture.mag), Number.POSITIVE_INFINITY, collector, 1);
  const distances = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let row = 0; row < collector.block.length; row++) distances[collector.site[row]!] = collector.block.rrup[row]!;
  return distances;
}
