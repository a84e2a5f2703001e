/** An area source as a grid of points. */
import { discretizeRing, ringOf } from "../../geo/polygon.ts";
import type { LonLatColumns } from "../../geo/sphere.ts";
import { InputError, type ProblemPlace } from "../../input-error.ts";
import type { AreaSource } from "./source.ts";

/**
 * The points that stand for an area source, `discretization` km apart (the source's own spacing wins over the job's).
 * @throws InputError if no spacing is given or none of the points falls inside the polygon.
 */
export function areaPoints(source: AreaSource, discretization: number | undefined): LonLatColumns {
  const spacing = source.discretization ?? discretization;
  const place: ProblemPlace = {
    file: source.origin?.file,
    line: source.origin?.line,
    parameter: "area_source_discretization",
  };
  if (spacing === undefined)
    throw new InputError(
      `the source '${source.id}' has no \`discretization\` parameter and the job has no \`area_source_discretization\``,
      place,
    );
  try {
    return discretizeRing(ringOf(source.polygon), spacing);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(`source '${source.id}': ${error.message}`, place);
  }
}
