/** Rupture models of scenarios. */
import type { SurfaceGeometry } from "../hazard/surfaces/surface-geometry.ts";
import { InputError } from "../input-error.ts";
import { nearestName } from "../nearest-name.ts";
import type { InputFolder } from "./input-folder.ts";
import { readRake } from "./nrml/distributions.ts";
import { numberOf, requiredChild } from "./nrml/element.ts";
import { readNrmlDocument } from "./nrml/nrml-documents.ts";
import { RUPTURE_ELEMENTS, readHypocentre, readRuptureSurface } from "./nrml/rupture-lists.ts";

export interface RuptureModel {
  readonly mag: number;
  readonly rake: number;
  readonly hypocentre: readonly [number, number, number];
  readonly surface: SurfaceGeometry;
}

/** @throws InputError when the file holds no rupture, or a part of it is missing or wrong. */
export function readRuptureModel(folder: InputFolder, file: string): RuptureModel {
  const element = readNrmlDocument(folder, file);
  if (!(RUPTURE_ELEMENTS as readonly string[]).includes(element.name))
    throw new InputError(`a rupture is expected, got <${element.name}>`, {
      file,
      line: element.line,
      allowed: RUPTURE_ELEMENTS.join(", "),
      suggestion: nearestName(element.name, RUPTURE_ELEMENTS),
    });
  const at = { file };
  return {
    mag: numberOf(at, requiredChild(at, element, "magnitude")),
    rake: readRake(at, element),
    hypocentre: readHypocentre(at, element),
    surface: readRuptureSurface(at, element),
  };
}
