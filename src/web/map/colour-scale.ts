/**
 * Colours of values: a scale of even lightness that colour-blind readers can follow (viridis; van der Walt and Smith 2015), by the
 * logarithm of the value, since motions and losses spread over decades.
 */
const VIRIDIS: readonly (readonly [number, number, number])[] = [
  [68, 1, 84],
  [72, 36, 117],
  [65, 68, 135],
  [53, 95, 141],
  [42, 120, 142],
  [33, 145, 140],
  [34, 168, 132],
  [68, 191, 112],
  [122, 209, 81],
  [189, 223, 38],
  [253, 231, 37],
];

/** Steps that points are painted in: one change of colour each, however many points. */
export const COLOUR_STEPS = 64;

export interface ColourScale {
  readonly least: number;
  readonly greatest: number;
  /** 0..COLOUR_STEPS-1; -1 for no value. */
  readonly step: (value: number) => number;
  readonly colour: (step: number) => string;
}

/** @param values those that are not above 0 have no colour */
export function colourScale(values: Float64Array): ColourScale {
  let least = Number.POSITIVE_INFINITY;
  let greatest = 0;
  for (const value of values)
    if (value > 0) {
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  const low = Math.log(least);
  const span = Math.log(greatest) - low || 1;
  return {
    least,
    greatest,
    step: (value) =>
      value > 0
        ? Math.max(0, Math.min(COLOUR_STEPS - 1, Math.floor(((Math.log(value) - low) / span) * COLOUR_STEPS)))
        : -1,
    colour,
  };
}

/** `rgb(...)` of a step. */
export function colour(step: number): string {
  const place = (step / (COLOUR_STEPS - 1)) * (VIRIDIS.length - 1);
  const from = Math.min(Math.floor(place), VIRIDIS.length - 2);
  const share = place - from;
  const mixed = VIRIDIS[from]!.map((part, i) => Math.round(part + share * (VIRIDIS[from + 1]![i]! - part)));
  return `rgb(${mixed.join(" ")})`;
}
