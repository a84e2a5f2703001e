/**
 * Colours of values: a scale of even lightness that colour-blind readers can follow (viridis; van der Walt and Smith 2015), by the
 * logarithm of the value where motions and losses spread over decades, else by the value. Differences have a scale of their
 * own from blue over grey to orange, with nothing in the middle.
 */
type Rgb = readonly [number, number, number];

const VIRIDIS: readonly Rgb[] = [
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

/** Blue and orange of equal lightness at equal distance (after Crameri's vik; Crameri et al. 2020). */
const BOTH_WAYS: readonly Rgb[] = [
  [0, 50, 110],
  [30, 100, 160],
  [90, 155, 200],
  [165, 200, 220],
  [225, 225, 222],
  [235, 195, 160],
  [220, 145, 85],
  [180, 90, 30],
  [110, 40, 5],
];

/** Steps that points are painted in: one change of colour each, however many points. */
export const COLOUR_STEPS = 64;

/** `both-ways`: around `middle`, by the logarithm where that is 1 (ratios), else by the value (differences). */
export type ScaleKind = "logarithmic" | "linear" | "difference" | "ratio";

export interface ColourScale {
  readonly kind: ScaleKind;
  readonly least: number;
  readonly greatest: number;
  /** 0..COLOUR_STEPS-1; -1 for no value. */
  readonly step: (value: number) => number;
  readonly colour: (step: number) => string;
}

/** @param values NaN has no colour, on logarithmic scales nothing that is not above 0 */
export function colourScale(values: Float64Array, kind: ScaleKind = "logarithmic"): ColourScale {
  const isLog = kind === "logarithmic" || kind === "ratio";
  let least = Number.POSITIVE_INFINITY;
  let greatest = isLog ? 0 : Number.NEGATIVE_INFINITY;
  for (const value of values)
    if (isLog ? value > 0 && value < Number.POSITIVE_INFINITY : Number.isFinite(value)) {
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  if (kind === "difference") {
    greatest = Math.max(Math.abs(least), Math.abs(greatest));
    least = -greatest;
  } else if (kind === "ratio") {
    greatest = Math.max(greatest, 1 / least, 1.0001);
    least = 1 / greatest;
  }
  const low = isLog ? Math.log(least) : least;
  const span = (isLog ? Math.log(greatest) : greatest) - low;
  const place = (value: number) =>
    // One value for all has a colour that is seen on light and dark.
    span === 0
      ? COLOUR_STEPS / 2
      : Math.max(
          0,
          Math.min(COLOUR_STEPS - 1, Math.floor((((isLog ? Math.log(value) : value) - low) / span) * COLOUR_STEPS)),
        );
  return {
    kind,
    least,
    greatest,
    step: (value) => ((isLog ? value > 0 : Number.isFinite(value)) ? place(value) : -1),
    colour: kind === "difference" || kind === "ratio" ? (step) => mixed(BOTH_WAYS, step) : colour,
  };
}

/** Whether a scale has any value at all. */
export function hasValues({ least, greatest }: ColourScale): boolean {
  return Number.isFinite(least) && Number.isFinite(greatest) && greatest >= least;
}

/** The value in the middle of the scale, for its legend. */
export function middleOf({ kind, least, greatest }: ColourScale): number {
  return kind === "logarithmic" || kind === "ratio" ? Math.sqrt(least * greatest) : (least + greatest) / 2;
}

/** `rgb(...)` of a step of the plain scale. */
export function colour(step: number): string {
  return mixed(VIRIDIS, step);
}

function mixed(colours: readonly Rgb[], step: number): string {
  const place = (step / (COLOUR_STEPS - 1)) * (colours.length - 1);
  const from = Math.min(Math.floor(place), colours.length - 2);
  const share = place - from;
  const parts = colours[from]!.map((part, i) => Math.round(part + share * (colours[from + 1]![i]! - part)));
  return `rgb(${parts.join(",")})`;
}
