/**
 * Volcanic perils: thickness or load of ash, and whether lava, mud or gas reaches a place. Intensities are given at points, of which a
 * site takes the nearest one, or by an area inside which they are 1.
 */

export const VOLCANIC_PERILS = ["ASH", "LAVA", "LAHAR", "PYRO"] as const;

export type VolcanicPeril = (typeof VOLCANIC_PERILS)[number];

export type PerilExtent =
  | {
      readonly kind: "points";
      /** Degrees; no point twice. */
      readonly lon: Float64Array;
      readonly lat: Float64Array;
      /** Above 0: an intensity of ash, else a probability. */
      readonly intensity: Float64Array;
    }
  | { readonly kind: "area"; readonly contains: (lon: number, lat: number) => boolean };

/** By peril, in the order in which the job names them. */
export type VolcanicHazard = ReadonlyMap<VolcanicPeril, PerilExtent>;

interface Places {
  readonly lon: ArrayLike<number>;
  readonly lat: ArrayLike<number>;
}

/** Nearest of some points, with its distance in km. */
type MakeNearest = (points: {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}) => (lon: number, lat: number) => { readonly index: number; readonly distance: number };

/**
 * Intensities of a peril at sites; 0 where no point is near enough.
 * @param limit km from a site to its point
 */
export function intensitiesAt(
  extent: PerilExtent,
  sites: Places,
  limit: number,
  makeNearest: MakeNearest,
): Float64Array {
  const { lon, lat } = sites;
  if (extent.kind === "area")
    return Float64Array.from({ length: lon.length }, (_, site) => (extent.contains(lon[site]!, lat[site]!) ? 1 : 0));
  if (extent.intensity.length === 0) return new Float64Array(lon.length);
  const nearest = makeNearest(extent);
  return Float64Array.from({ length: lon.length }, (_, site) => {
    const { index, distance } = nearest(lon[site]!, lat[site]!);
    return distance <= limit ? extent.intensity[index]! : 0;
  });
}
