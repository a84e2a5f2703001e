/** Values of the uncertainty types of the source-model logic tree. */
import type { UncertaintyValue } from "../../hazard/logic-tree/trees.ts";
import type { PlanarGeometry } from "../../hazard/surfaces/surface-geometry.ts";
import { InputError } from "../../input-error.ts";
import { mistake, numberAttribute, optionalChild, optionalNumberAttribute, requiredChild } from "../nrml/element.ts";
import {
  readComplexFaultGeometry,
  readPlane,
  readPolygon,
  readSeismogenicDepths,
  readSimpleFaultGeometry,
} from "../nrml/geometries.ts";
import { incremental } from "../nrml/mfds.ts";
import { parseScalingRelation } from "../nrml/scaling-relations.ts";
import type { SourceSettings } from "../nrml/sources.ts";
import type { XmlElement } from "../nrml/xml.ts";
import { isFiniteText, parseFinite, pythonText } from "../python-float.ts";

type Reader = (at: SourceSettings, model: XmlElement) => UncertaintyValue;

const COUNTS = [
  "",
  "expected single float value",
  "expected a pair of floats separated by space",
  "expected a triple of floats separated by space",
];

function floats(count: 1 | 2 | 3): Reader {
  return (_at, model) => {
    const words = model.text.split(/\s+/).filter(Boolean);
    if (words.length !== count || !words.every(isFiniteText))
      throw new InputError(count === 1 ? `${COUNTS[1]}, got ${pythonText(model.text.trim())}` : COUNTS[count]!);
    return { kind: "numbers", numbers: words.map(parseFinite) };
  };
}

/** An empty `extendModel` adds nothing. */
const moreFiles: Reader = (at, model) => (model.text.trim() === "" ? { kind: "files", files: [] } : files(at, model));

const files: Reader = (_at, model) => {
  const names = model.text.split(/\s+/).filter(Boolean);
  if (names.length === 0)
    throw new InputError("a source model file is missing", { allowed: "names relative to the tree" });
  const seen = new Set<string>();
  const doubled = names.filter((name) => seen.size === seen.add(name).size);
  if (doubled.length > 0)
    throw new InputError(`the branch names a file twice: ${doubled.join(", ")}`, {
      reference: `node logicTreeBranch: Found duplicates [${doubled.map(pythonText).join(", ")}]`,
    });
  const other = names.find((name) => !/\.(xml|nrml|hdf5)$/.test(name));
  if (other !== undefined)
    throw new InputError(`${other} is no source model`, { allowed: "files ending in .xml, .nrml or .hdf5" });
  return { kind: "files", files: names };
};

/** A mesh spacing belongs to geometries of branches; those of source models have the job's, whatever they say. */
function withSpacing<T extends object>(
  at: SourceSettings,
  element: XmlElement,
  geometry: T,
): T & { readonly spacing: number } {
  const spacing = optionalNumberAttribute(at, element, "spacing");
  if (spacing === undefined || !(spacing > 0))
    throw mistake(at, element, `'${element.name}' node is not valid: spacing is missing or zero`, {
      parameter: "spacing",
    });
  return { ...geometry, spacing };
}

const simpleFaultGeometry: Reader = (at, model) => {
  const element = optionalChild(model, "simpleFaultGeometry") ?? model;
  return { kind: "geometry", geometry: withSpacing(at, element, readSimpleFaultGeometry(at, element)) };
};

const complexFaultGeometry: Reader = (at, model) => {
  const element = optionalChild(model, "complexFaultGeometry") ?? model;
  return { kind: "geometry", geometry: withSpacing(at, element, readComplexFaultGeometry(at, element)) };
};

const characteristicGeometry: Reader = (at, model) => {
  const surface = requiredChild(at, model, "surface");
  const [first, ...more] = surface.children;
  if (first === undefined) throw mistake(at, surface, "Surface geometry type not recognised");
  if (first.name === "simpleFaultGeometry" && more.length === 0)
    return { kind: "geometry", geometry: withSpacing(at, first, readSimpleFaultGeometry(at, first)) };
  if (first.name === "complexFaultGeometry" && more.length === 0)
    return { kind: "geometry", geometry: withSpacing(at, first, readComplexFaultGeometry(at, first)) };
  const planes = surface.children.map((child): PlanarGeometry => {
    if (child.name !== "planarSurface")
      throw mistake(at, child, "Surface geometry type not recognised", {
        allowed: "one simpleFaultGeometry, one complexFaultGeometry, or planarSurfaces",
      });
    const spacing = optionalNumberAttribute(at, child, "spacing");
    if (spacing === undefined || !(spacing > 0))
      throw mistake(at, child, "'planarFaultGeometry' node is not valid: spacing is missing or zero", {
        parameter: "spacing",
      });
    return readPlane(at, child);
  });
  const [plane, ...others] = planes;
  return { kind: "geometry", geometry: others.length === 0 ? plane! : { kind: "multiSurface", surfaces: planes } };
};

const polygon: Reader = (at, model) => {
  const geometry = requiredChild(at, model, "areaGeometry");
  readSeismogenicDepths(at, geometry);
  return { kind: "polygon", polygon: readPolygon(at, geometry, geometry) };
};

const slip: Reader = (at, model) => {
  const data = requiredChild(at, model, "faultActivityData");
  return {
    kind: "slip",
    slipRate: numberAttribute(at, data, "slipRate"),
    rigidity: numberAttribute(at, data, "rigidity"),
    constantTerm: optionalNumberAttribute(at, data, "constant_term") ?? 9.1,
  };
};

const text: Reader = (_at, model) => ({ kind: "text", text: model.text.trim() });

const READERS: { readonly [type: string]: Reader } = {
  sourceModel: files,
  extendModel: moreFiles,
  bGRRelative: floats(1),
  bGRAbsolute: floats(1),
  maxMagGRRelative: floats(1),
  maxMagGRRelativeNoMoBalance: floats(1),
  maxMagGRAbsolute: floats(1),
  bACRelative: floats(1),
  bACAbsolute: floats(1),
  simpleFaultDipRelative: floats(1),
  simpleFaultDipAbsolute: floats(1),
  setAspectRatioAbsolute: floats(1),
  setAspectRatioRelative: floats(1),
  recomputeMmax: floats(1),
  setLowerSeismDepthAbsolute: floats(1),
  setLowerSeismDepthRelative: floats(1),
  setUpperSeismDepthAbsolute: floats(1),
  setUpperSeismDepthRelative: floats(1),
  abGRAbsolute: floats(2),
  maxMagAndDeltaMagACRelative: floats(2),
  maxMagAndDeltaMagACRelativeNoMoBalance: floats(2),
  abMaxMagAbsolute: floats(3),
  incrementalMFDAbsolute: (at, model) => ({
    kind: "mfd",
    mfd: incremental(at, requiredChild(at, model, "incrementalMFD")),
  }),
  truncatedGRFromSlipAbsolute: slip,
  setMSRAbsolute: (_at, model) => ({ kind: "scaling", scaling: parseScalingRelation(model.text) }),
  areaSourceGeometryAbsolute: polygon,
  simpleFaultGeometryAbsolute: simpleFaultGeometry,
  complexFaultGeometryAbsolute: complexFaultGeometry,
  characteristicFaultGeometryAbsolute: characteristicGeometry,
  applyToTectonicRegionType: text,
  dummy: floats(1),
};

export const UNCERTAINTY_TYPES: readonly string[] = Object.keys(READERS);

/** @throws InputError, without a place where only the text is wrong. */
export function readUncertainty(at: SourceSettings, type: string, model: XmlElement): UncertaintyValue {
  const reader = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  return reader === undefined ? text(at, model) : reader(at, model);
}
