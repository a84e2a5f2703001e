/** How the reference numbers the kinds of stored ruptures, by where they come from and their surface (docs/architecture.md). */
import type { StoredSurfaceKind } from "./stored-rupture.ts";

/** Ruptures of sources with rates, of sources that list probabilities, and those given to a job. */
export type RuptureOrigin = "rates" | "probabilities" | "given";

const CODES: { readonly [kind in StoredSurfaceKind]: { readonly [origin in RuptureOrigin]: number } } = {
  planar: { rates: 153, probabilities: 196, given: 197 },
  simpleFault: { rates: 161, probabilities: 204, given: 205 },
  complexFault: { rates: 15, probabilities: 58, given: 59 },
  multiPlanar: { rates: 70, probabilities: 113, given: 114 },
  multiKite: { rates: 70, probabilities: 113, given: 114 },
  kite: { rates: 200, probabilities: 243, given: 244 },
  gridded: { rates: 238, probabilities: 25, given: 26 },
};

export function ruptureCode(kind: StoredSurfaceKind, origin: RuptureOrigin): number {
  return CODES[kind][origin];
}

/** The kind of surface and the origin behind a number; "multi" for multi-surfaces of planes or kites. */
export function kindAndOriginOf(code: number): {
  readonly kind: StoredSurfaceKind | "multi";
  readonly origin: RuptureOrigin;
} {
  for (const [kind, byOrigin] of Object.entries(CODES))
    for (const [origin, number] of Object.entries(byOrigin))
      if (number === code)
        return {
          kind: kind.startsWith("multi") ? "multi" : (kind as StoredSurfaceKind),
          origin: origin as RuptureOrigin,
        };
  throw new Error(`no kind of rupture has the code ${code}`);
}
