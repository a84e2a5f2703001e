/** Sources that list their ruptures: non-parametric and multi-fault ones. */
import type {
  MultiFaultRupture,
  MultiFaultSource,
  NonParametricRupture,
  NonParametricSource,
} from "../../hazard/sources/source.ts";
import type { SurfaceGeometry } from "../../hazard/surfaces/surface-geometry.ts";
import { InputError } from "../../input-error.ts";
import { pythonText } from "../python-float.ts";
import { readAnyRake, readRake } from "./distributions.ts";
import {
  mistake,
  mistakeWithoutLine,
  numberAttribute,
  numberOf,
  type Origin,
  optionalChild,
  requiredAttribute,
  requiredChild,
  within,
} from "./element.ts";
import { readComplexFaultGeometry, readPatches, readSimpleFaultGeometry, readSurface } from "./geometries.ts";
import { roundMag } from "./round-mag.ts";
import type { RuptureFile } from "./rupture-files.ts";
import { parseNumbers } from "./value-checks.ts";
import type { XmlElement } from "./xml.ts";

export interface RuptureSettings extends Origin {
  /** The HDF5 file beside the source model, for sources that list no ruptures themselves. */
  readonly ruptureFile?: RuptureFile | undefined;
}

interface SourceHead {
  readonly id: string;
  readonly name: string;
  readonly tectonicRegionType: string;
}

/** The elements of single ruptures. */
export const RUPTURE_ELEMENTS = [
  "simpleFaultRupture",
  "complexFaultRupture",
  "singlePlaneRupture",
  "multiPlanesRupture",
  "griddedRupture",
] as const;

/** Surface of a rupture, by the kind of its element. */
export function readRuptureSurface(at: Origin, rupture: XmlElement): SurfaceGeometry {
  switch (rupture.name) {
    case "simpleFaultRupture": {
      const geometry = requiredChild(at, rupture, "simpleFaultGeometry");
      return readSimpleFaultGeometry(at, geometry);
    }
    case "complexFaultRupture":
      return readComplexFaultGeometry(at, requiredChild(at, rupture, "complexFaultGeometry"));
    case "singlePlaneRupture":
      return readPatches(at, onlyFirst(rupture, "planarSurface"), "planarSurface");
    case "multiPlanesRupture": {
      const kind = optionalChild(rupture, "planarSurface") === undefined ? "kiteSurface" : "planarSurface";
      if (optionalChild(rupture, kind) === undefined)
        throw mistake(at, rupture, "Only multiSurfaces of planarSurfaces orkiteSurfaces are supported (no mix)");
      return readPatches(at, rupture, kind);
    }
    case "griddedRupture": {
      const surface = requiredChild(at, rupture, "griddedSurface");
      return readSurface(at, { ...rupture, children: [surface] });
    }
    default:
      throw mistakeWithoutLine(at, rupture, "unknown kind of rupture", { allowed: RUPTURE_ELEMENTS.join(", ") });
  }
}

function onlyFirst(rupture: XmlElement, name: string): XmlElement {
  const first = optionalChild(rupture, name);
  return { ...rupture, children: first === undefined ? [] : [first] };
}

/** lon, lat, depth of the `hypocenter` of a rupture. */
export function readHypocentre(at: Origin, rupture: XmlElement): readonly [number, number, number] {
  const element = requiredChild(at, rupture, "hypocenter");
  const inRupture = within(at, rupture);
  return [
    numberAttribute(inRupture, element, "lon"),
    numberAttribute(inRupture, element, "lat"),
    numberAttribute(inRupture, element, "depth"),
  ];
}

/** The probabilities of 0, 1, 2 ... occurrences. They must be the same number in all ruptures of a source. */
function readProbabilities(
  at: Origin,
  rupture: XmlElement,
  expected: number | undefined,
  exact: boolean,
): Float64Array {
  const text = requiredAttribute(at, rupture, "probs_occur");
  const values = numbersIn(at, rupture, text);
  for (const value of values) {
    if (!(value >= 0 && value <= 1))
      throw mistakeWithoutLine(at, rupture, `probs_occur: ${value} is not within 0..1`, { parameter: "probs_occur" });
  }
  // The reference compares with 1 exactly; its rule is kept because results depend on the rest.
  if (exact && values.reduce((sum, value) => sum + value, 0) !== 1)
    throw mistakeWithoutLine(at, rupture, `The probabilities ${text} do not sum up to 1!`, {
      parameter: "probs_occur",
    });
  if (expected !== undefined && values.length !== expected)
    throw mistakeWithoutLine(at, rupture, `prob_occurs=${text} has ${values.length} elements, expected ${expected}`, {
      parameter: "probs_occur",
    });
  return values;
}

function numbersIn(at: Origin, rupture: XmlElement, text: string): Float64Array {
  try {
    return parseNumbers(text.replace(/[[\],]/g, " ").trim());
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw mistakeWithoutLine(at, rupture, `probs_occur: ${error.problems[0].message}`, { parameter: "probs_occur" });
  }
}

export function readNonParametric(at: RuptureSettings, element: XmlElement, head: SourceHead): NonParametricSource {
  const weightText = element.attributes["rup_weights"];
  const weights = weightText === undefined ? undefined : parseNumbers(weightText.trim());
  if (weights?.some((weight) => !(weight >= 0 && weight <= 1)))
    throw mistake(at, element, "a rupture has a weight outside 0 to 1", {
      parameter: "rup_weights",
      allowed: "0 to 1",
    });
  if (weights !== undefined && element.children.length > 0 && weights.length !== element.children.length)
    throw mistake(at, element, `${weights.length} rup_weights, but ${element.children.length} ruptures`, {
      parameter: "rup_weights",
    });
  if (element.children.length === 0) {
    const ruptures = fileBeside(at, element).nonParametric(head.id);
    return {
      kind: "nonParametric",
      ...head,
      ruptures: ruptures.map((rupture, i) =>
        weights === undefined ? rupture : { ...rupture, weight: weights[i] ?? 0 },
      ),
    };
  }
  let expected: number | undefined;
  const ruptures = element.children.map((child, i): NonParametricRupture => {
    const occurrenceProbabilities = readProbabilities(at, child, expected, true);
    expected = occurrenceProbabilities.length;
    const mag = numberOf(at, requiredChild(at, child, "magnitude"));
    if (!(mag > 0)) throw mistakeWithoutLine(at, child, "magnitude must be positive", { parameter: "magnitude" });
    const rake = readRake(within(at, child), child);
    const hypocentre = readHypocentre(at, child);
    const surface = readRuptureSurface(at, child);
    return {
      mag,
      rake,
      hypocentre,
      surface,
      occurrenceProbabilities,
      ...(weights === undefined ? {} : { weight: weights[i]! }),
    };
  });
  return { kind: "nonParametric", ...head, ruptures };
}

/** The sections come from the geometry models of the branch: `withSections` adds them. */
export function readMultiFault(at: RuptureSettings, element: XmlElement, head: SourceHead): MultiFaultSource {
  const faultsElement = element.children[0]?.name === "faults" ? element.children[0] : undefined;
  const ruptureElements = faultsElement === undefined ? element.children : element.children.slice(1);
  const faults = faultsElement === undefined ? {} : { faults: readFaults(at, faultsElement) };
  if (ruptureElements.length === 0)
    return {
      kind: "multiFault",
      ...head,
      ruptures: fileBeside(at, element).multiFault(head.id),
      sections: new Map(),
      ...faults,
    };
  let expected: number | undefined;
  const ruptures = ruptureElements.map((child): MultiFaultRupture => {
    const inRupture = within(at, child);
    const occurrenceProbabilities = readProbabilities(inRupture, child, expected, false);
    expected = occurrenceProbabilities.length;
    const indexes = requiredAttribute(inRupture, requiredChild(at, child, "sectionIndexes"), "indexes");
    const sections = indexes.split(",");
    if (sections.some((section) => section === ""))
      throw mistake(at, child, `sectionIndexes ${pythonText(indexes)} name an empty section`, { parameter: "indexes" });
    return {
      mag: roundMag(numberOf(at, requiredChild(at, child, "magnitude"))),
      rake: readAnyRake(inRupture, child),
      sections,
      occurrenceProbabilities,
    };
  });
  return { kind: "multiFault", ...head, ruptures, sections: new Map(), ...faults };
}

function fileBeside(at: RuptureSettings, element: XmlElement): RuptureFile {
  if (at.ruptureFile !== undefined) return at.ruptureFile;
  const name = (at.file ?? "source model").replace(/\.[^./]*$/, ".hdf5");
  throw mistakeWithoutLine(at, element, `Could not find ${name}, and the source lists no ruptures`);
}

function readFaults(at: Origin, element: XmlElement): ReadonlyMap<string, readonly number[]> {
  return new Map(
    element.children.map((fault): [string, readonly number[]] => {
      const indexes = requiredAttribute(at, fault, "indexes").split(",").map(Number);
      if (indexes.some((index) => !Number.isInteger(index)))
        throw mistake(at, fault, "indexes must be integers separated by commas", { parameter: "indexes" });
      return [requiredAttribute(at, fault, "tag"), indexes];
    }),
  );
}
