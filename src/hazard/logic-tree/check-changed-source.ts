/** The checks that a source written in a document passes, for a source that a logic tree has changed. */
import { InputError } from "../../input-error.ts";
import { isPointLike, type Source } from "../sources/source.ts";

/** @throws InputError saying what is wrong with the source */
export function checkChangedSource(source: Source): void {
  if (isPointLike(source)) {
    const { upperSeismogenicDepth: upper, lowerSeismogenicDepth: lower } = source;
    checkDepths(upper, lower);
    for (const { depth } of source.hypocentralDepths)
      if (depth < upper || depth > lower)
        throw new InputError(
          `the hypocentral depth of ${depth} km lies outside the seismogenic depths, ${upper} to ${lower} km`,
          { parameter: "hypoDepth", allowed: `${upper} to ${lower} km` },
        );
  }
  if (source.kind === "simpleFault") {
    const { upperSeismogenicDepth: upper, lowerSeismogenicDepth: lower, dip } = source.geometry;
    checkDepths(upper, lower);
    if (!(dip > 0 && dip <= 90))
      throw new InputError(`the dip is ${dip} degrees`, { parameter: "dip", allowed: "above 0, up to 90" });
    for (const { depth } of source.hypocentralDepths ?? [])
      if (depth < upper || depth > lower)
        throw new InputError(
          `the hypocentral depth of ${depth} km lies outside the seismogenic depths, ${upper} to ${lower} km`,
          { parameter: "hypoDepth", allowed: `${upper} to ${lower} km` },
        );
  }
  if ("aspectRatio" in source && typeof source.aspectRatio === "number" && !(source.aspectRatio > 0))
    throw new InputError(`the aspect ratio of ruptures is ${source.aspectRatio}`, {
      parameter: "ruptAspectRatio",
      allowed: "above 0",
    });
}

function checkDepths(upper: number, lower: number): void {
  if (!(upper < lower))
    throw new InputError(
      `the seismogenic depths are ${upper} to ${lower} km: the lower one must be below the upper one`,
      {
        parameter: "lowerSeismoDepth",
      },
    );
}
