/**
 * Planar ruptures without a place. Those of the points of an area source differ only by where they are: sizes, shifts and
 * the shape seen from the rupture's centre depend on magnitude, nodal plane and depth, so they are made once a source.
 */
import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import { planeExtents } from "../surfaces/plane-frame.ts";
import type { AspectRatio } from "./aspect-ratio.ts";
import { aspectRatioAt } from "./aspect-ratio.ts";
import { type DepthRange, planarSize } from "./planar-size.ts";
import type { HypocentralDepth, NodalPlane } from "./point-distributions.ts";

/** What ruptures of a point are made of. */
export interface PlanarDefinition {
  readonly planes: readonly NodalPlane[];
  readonly depths: readonly HypocentralDepth[];
  readonly layer: DepthRange;
  readonly aspectRatio: AspectRatio;
  /** Median rupture area in km2. */
  readonly area: (mag: number, rake: number) => number;
  /** Report the depth of the rupture's centre after it was moved into the layer, not the given depth. */
  readonly shiftHypocentre: boolean;
}

/** Columns of one value a rupture, in the order magnitudes, planes, depths (depths fastest). */
export interface PlanarTemplates {
  readonly count: number;
  readonly mag: Float64Array;
  readonly rake: Float64Array;
  readonly strike: Float64Array;
  readonly dip: Float64Array;
  readonly width: Float64Array;
  readonly length: Float64Array;
  readonly ztor: Float64Array;
  readonly zbot: Float64Array;
  readonly hypoDepth: Float64Array;
  readonly planeProbability: Float64Array;
  readonly depthProbability: Float64Array;
  /** Index of the magnitude. */
  readonly bin: Int32Array;
  /** Whether the centre lies away from the point. */
  readonly moved: Uint8Array;
  /** Sine and cosine of the angle at the Earth's centre by which it does, then of the azimuth: 4 a rupture. */
  readonly move: Float64Array;
  /** Corners as (east, north, up) in km from the Earth's centre, seen from the rupture's centre: 12 a rupture. */
  readonly corners: Float64Array;
}

/** Makes the ruptures of the given magnitudes (docs/method/sources.md 4.1). */
export function planarTemplates(mags: ArrayLike<number>, definition: PlanarDefinition): PlanarTemplates {
  const { planes, depths } = definition;
  const templates = emptyTemplates(mags.length * planes.length * depths.length);
  let row = 0;
  for (let bin = 0; bin < mags.length; bin++)
    for (const plane of planes)
      for (const depth of depths) fillTemplate(templates, row++, bin, mags[bin]!, plane, depth, definition);
  return templates;
}

function emptyTemplates(count: number): PlanarTemplates {
  const column = () => new Float64Array(count);
  return {
    count,
    mag: column(),
    rake: column(),
    strike: column(),
    dip: column(),
    width: column(),
    length: column(),
    ztor: column(),
    zbot: column(),
    hypoDepth: column(),
    planeProbability: column(),
    depthProbability: column(),
    bin: new Int32Array(count),
    moved: new Uint8Array(count),
    move: new Float64Array(4 * count),
    corners: new Float64Array(12 * count),
  };
}

function fillTemplate(
  out: PlanarTemplates,
  row: number,
  bin: number,
  mag: number,
  plane: NodalPlane,
  depth: HypocentralDepth,
  definition: PlanarDefinition,
): void {
  const { strike, dip, rake } = plane;
  const { layer } = definition;
  const size = planarSize(definition.area(mag, rake), aspectRatioAt(definition.aspectRatio, mag), dip, layer);
  const halfLength = size.length / 2;
  const halfWidth = size.horizontalWidth / 2;
  const halfHeight = size.height / 2;

  // The hypocentre lies at its fraction down dip, then the plane is moved into the layer: the top has priority.
  const toFraction = (1 - 2 * (depth.downDipFraction ?? 0.5)) * halfHeight;
  const above = layer.upper - (depth.depth + toFraction - halfHeight);
  const below = layer.lower - (depth.depth + toFraction + halfHeight);
  const intoLayer = above >= 0 ? above : Math.min(below, 0);
  const shift = toFraction + intoLayer;
  const centre = depth.depth + shift;

  out.mag[row] = mag;
  out.rake[row] = rake;
  out.strike[row] = strike;
  out.dip[row] = dip;
  out.ztor[row] = centre - halfHeight;
  out.zbot[row] = centre + halfHeight;
  out.hypoDepth[row] = definition.shiftHypocentre ? centre : depth.depth;
  out.planeProbability[row] = plane.probability;
  out.depthProbability[row] = depth.probability;
  out.bin[row] = bin;
  if (shift !== 0) {
    const angle = Math.abs((shift / halfHeight) * halfWidth) / EARTH_RADIUS;
    const direction = (shift < 0 ? strike + 270 : strike + 90) * RADIANS_PER_DEGREE;
    out.moved[row] = 1;
    out.move[4 * row] = Math.sin(angle);
    out.move[4 * row + 1] = Math.cos(angle);
    out.move[4 * row + 2] = Math.sin(direction);
    out.move[4 * row + 3] = Math.cos(direction);
  }

  const angle = Math.sqrt(halfLength ** 2 + halfWidth ** 2) / EARTH_RADIUS;
  const theta = Math.atan(halfWidth / halfLength);
  const along = strike * RADIANS_PER_DEGREE;
  const directions = [along + Math.PI + theta, along - theta, along + Math.PI - theta, along + theta];
  for (let corner = 0; corner < 4; corner++) {
    const radius = EARTH_RADIUS - (corner < 2 ? out.ztor[row]! : out.zbot[row]!);
    const at = 12 * row + 3 * corner;
    out.corners[at] = radius * Math.sin(angle) * Math.sin(directions[corner]!);
    out.corners[at + 1] = radius * Math.sin(angle) * Math.cos(directions[corner]!);
    out.corners[at + 2] = radius * Math.cos(angle);
  }
  const extents = planeExtents(out.corners, 12 * row);
  out.length[row] = extents.length;
  out.width[row] = extents.width;
}
