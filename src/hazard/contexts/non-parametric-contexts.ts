/** Contexts of non-parametric sources: non-parametric ruptures, each with a surface of its own. */
import type { RuptureSet } from "../ruptures/rupture-set.ts";
import { type PlanarSurfaceRupture, planarSurfaceRuptures, singleRupture } from "../ruptures/whole-ruptures.ts";
import type { NonParametricSource } from "../sources/source.ts";
import { planarSurface } from "../surfaces/planar-surface.ts";
import { ruptureSurface, type SurfaceSpacings } from "../surfaces/rupture-surface.ts";
import { binnedDistances, type ContextSettings, type FamilyContexts, roundedMagnitude } from "./family-contexts.ts";
import { farthest } from "./maximum-distance.ts";
import type { RuptureEmitter } from "./rupture-emitter.ts";
import { emitterOf } from "./surface-emitters.ts";
import type { SiteTile } from "./tile.ts";

export interface NonParametricContextSettings extends ContextSettings {
  /** Whether the source is cut into blocks, which find the distances of their magnitudes by themselves. */
  readonly split: boolean;
}

/** Ruptures of a block, as the reference cuts them; units of the plan. */
const BLOCK = 100;

/** A rupture: the emitter that knows its surface, and its row there. */
interface Placed {
  readonly emitter: number;
  readonly row: number;
}

/** @throws InputError for a surface that is none */
export function nonParametricContexts(
  source: NonParametricSource,
  spacings: SurfaceSpacings,
  settings: NonParametricContextSettings,
): FamilyContexts {
  const { ruptures } = source;
  const count = ruptures.length;
  const { sets, placed } = placeRuptures(source, spacings);
  const emitters = sets.map((set) => emitterOf(set, settings.minimumDistance));
  const ready: (SiteTile | undefined)[] = sets.map(() => undefined);
  const maximumDistances = new Float64Array(count);
  const size = settings.split ? BLOCK : Math.max(count, 1);
  for (let start = 0; start < count; start += size) {
    const mags = Float64Array.from(ruptures.slice(start, start + size), ({ mag }) => mag);
    maximumDistances.set(binnedDistances(mags, settings.maximumDistance), start);
  }
  const limit = farthest(settings.maximumDistance);
  const { mags, bins } = byMagnitude(source);
  let tile: SiteTile | undefined;

  /** Emitters see a tile when their first rupture is asked for. */
  const emitterFor = (index: number, present: SiteTile): RuptureEmitter => {
    const emitter = emitters[index]!;
    if (ready[index] !== present) {
      emitter.setTile(present, limit);
      ready[index] = present;
    }
    return emitter;
  };

  return {
    mags,
    units: Math.ceil(count / BLOCK),
    ruptures: count,
    occurrences: ruptures.map(({ occurrenceProbabilities }) => occurrenceProbabilities),
    setTile: (next) => {
      tile = next;
    },
    emit: (bin, from, to, collector) => {
      if (tile === undefined) return;
      const mag = roundedMagnitude(mags[bin]!);
      const members = bins[bin]!;
      for (let i = 0; i < members.length; i++) {
        const r = members[i]!;
        if (r < from * BLOCK || r >= to * BLOCK || !(maximumDistances[r]! >= 0)) continue;
        const { emitter, row } = placed[r]!;
        emitterFor(emitter, tile).emit(row, mag, maximumDistances[r]!, collector, r);
      }
    },
  };
}

/** Ruptures of each distinct magnitude, ascending, in the order of the list. */
function byMagnitude({ ruptures }: NonParametricSource): { mags: Float64Array; bins: readonly (readonly number[])[] } {
  const members = new Map<number, number[]>();
  for (const [r, { mag }] of ruptures.entries()) {
    const known = members.get(mag);
    if (known === undefined) members.set(mag, [r]);
    else known.push(r);
  }
  const mags = Float64Array.from(members.keys()).sort();
  return { mags, bins: Array.from(mags, (mag) => members.get(mag)!) };
}

/** Planes go into one set; every other surface is one. */
function placeRuptures(
  source: NonParametricSource,
  spacings: SurfaceSpacings,
): { sets: readonly RuptureSet[]; placed: readonly Placed[] } {
  const place = source.origin ?? {};
  const planes: PlanarSurfaceRupture[] = [];
  const sets: RuptureSet[] = [];
  const placed = source.ruptures.map(({ surface: geometry, mag, rake, hypocentre }): Placed => {
    if (geometry.kind === "planarSurface") {
      planes.push({ surface: planarSurface(geometry, place), mag, rake, rate: 0, hypocentre: [...hypocentre] });
      return { emitter: 0, row: planes.length - 1 };
    }
    sets.push(singleRupture(ruptureSurface(geometry, spacings, place), mag, rake, hypocentre));
    return { emitter: sets.length, row: 0 };
  });
  return { sets: [planarSurfaceRuptures(planes), ...sets], placed };
}
