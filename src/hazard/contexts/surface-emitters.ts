/** The emitter that fits the surface of ruptures. */
import type { RuptureSet } from "../ruptures/rupture-set.ts";
import { meshEmitter } from "./mesh-emitter.ts";
import { multiSurfaceEmitter } from "./multi-surface-emitter.ts";
import { planarSetEmitter } from "./planar-contexts.ts";
import type { RuptureEmitter } from "./rupture-emitter.ts";

/** @param minimumDistance km; distances below are raised to it */
export function emitterOf(ruptures: RuptureSet, minimumDistance: number): RuptureEmitter {
  switch (ruptures.kind) {
    case "mesh":
      return meshEmitter(ruptures, minimumDistance);
    case "planar":
      return planarSetEmitter(ruptures, minimumDistance);
    case "multiPlanar":
    case "multiKite":
      return multiSurfaceEmitter(ruptures, minimumDistance);
  }
}
