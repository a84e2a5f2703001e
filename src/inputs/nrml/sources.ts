/** Sources of all kinds. */
import type { ScalingRelationName, Source } from "../../hazard/sources/source.ts";
import { InputError } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import { pythonFloat } from "../python-float.ts";
import {
  readAspectRatio,
  readHypocentralDepths,
  readHypocentrePositions,
  readNodalPlanes,
  readRake,
  readSlipDirections,
} from "./distributions.ts";
import {
  descend,
  mistake,
  mistakeWithoutLine,
  optionalChild,
  optionalNumberAttribute,
  placeOfElement,
  requiredAttribute,
  requiredChild,
  within,
} from "./element.ts";
import {
  readComplexFaultGeometry,
  readKiteGeometry,
  readPairs,
  readPolygon,
  readSeismogenicDepths,
  readSimpleFaultGeometry,
  readSurface,
} from "./geometries.ts";
import { type MfdSettings, readMfd } from "./mfds.ts";
import { type RuptureSettings, readMultiFault, readNonParametric } from "./rupture-lists.ts";
import { parseScalingRelation } from "./scaling-relations.ts";
import type { XmlElement } from "./xml.ts";

/** What a job says about the reading of its sources; "unknown" where a document is checked without a job. */
export interface SourceSettings extends MfdSettings, RuptureSettings {
  readonly areaSourceDiscretization: number | undefined | "unknown";
  readonly complexFaultMeshSpacing: number | undefined | "unknown";
}

/** The settings for a document by itself. */
export function withoutJob(file: string | undefined): SourceSettings {
  return {
    file,
    widthOfMfdBin: "unknown",
    areaSourceDiscretization: "unknown",
    complexFaultMeshSpacing: "unknown",
  };
}

type Reader = (at: SourceSettings, element: XmlElement, common: Common) => Source;

interface Common {
  readonly id: string;
  readonly name: string;
  readonly tectonicRegionType: string;
  readonly origin?: { readonly file: string; readonly line: number };
}

const READERS: { readonly [name: string]: Reader } = {
  pointSource: point,
  multiPointSource: multiPoint,
  areaSource: area,
  simpleFaultSource: simpleFault,
  complexFaultSource: complexFault,
  characteristicFaultSource: characteristicFault,
  kiteFaultSource: kiteFault,
  nonParametricSeismicSource: (at, element, common) => readNonParametric(at, element, common),
  multiFaultSource: (at, element, common) => readMultiFault(at, element, common),
};

export const SOURCE_ELEMENTS: readonly string[] = Object.keys(READERS);

/**
 * One source.
 * @param groupType of the group, for sources that do not name their own.
 * @throws InputError naming element, line, what was found.
 */
export function readSource(at: SourceSettings, element: XmlElement, groupType: string | undefined): Source {
  const reader = Object.hasOwn(READERS, element.name) ? READERS[element.name] : undefined;
  if (reader === undefined)
    throw mistakeWithoutLine(at, element, `unknown kind of source <${element.name}>`, {
      parameter: element.name,
      allowed: SOURCE_ELEMENTS.join(", "),
      suggestion: nearestName(element.name, SOURCE_ELEMENTS),
    });
  const own = element.attributes["tectonicRegion"] || undefined;
  const id = requiredAttribute(at, element, "id");
  const name = requiredAttribute(NAMED_WITH_LINE.has(element.name) ? within(at, element) : at, element, "name");
  const tectonicRegionType = groupType ?? own ?? requiredAttribute(at, element, "tectonicRegion");
  const origin = at.file === undefined ? {} : { origin: { file: at.file, line: element.line } };
  const source = reader(at, element, { id, name, tectonicRegionType, ...origin });
  if (own !== undefined && own !== tectonicRegionType)
    throw mistake(at, element, `Found ${own}, expected ${tectonicRegionType}`, { parameter: "tectonicRegion" });
  return source;
}

/** Sources for which the reference gives the line when their name is missing. */
const NAMED_WITH_LINE: ReadonlySet<string> = new Set(["simpleFaultSource", "complexFaultSource", "kiteFaultSource"]);

function scalingOf(at: SourceSettings, element: XmlElement): ScalingRelationName {
  const relation = requiredChild(at, element, "magScaleRel", true);
  if (relation.value !== undefined) return relation.value as ScalingRelationName;
  try {
    return parseScalingRelation(relation.text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [problem] = error.problems;
    throw new InputError([
      {
        ...problem,
        ...placeOfElement(at, relation),
        reference: `node magScaleRel: Could not convert magScaleRel->mag_scale_rel: ${problem.message}`,
      },
    ]);
  }
}

/** What points, areas and multi-points share. */
function pointLike(at: SourceSettings, element: XmlElement, geometry: XmlElement, atScaling = at) {
  const scaling = scalingOf(atScaling, element);
  const hypocentralDepths = readHypocentralDepths(at, element);
  const mfd = readMfd(at, element);
  const aspectRatio = readAspectRatio(at, element);
  const depths = readSeismogenicDepths(at, geometry);
  const nodalPlanes = readNodalPlanes(at, element);
  return { scaling, hypocentralDepths, mfd, aspectRatio, ...depths, nodalPlanes };
}

/** For points. The reference looks at the depths of areas and multi-points when it computes (`checkHypocentralDepths`). */
function checkDepths(at: SourceSettings, element: XmlElement, source: ReturnType<typeof pointLike>): void {
  const { upperSeismogenicDepth: upper, lowerSeismogenicDepth: lower } = source;
  if (!(lower > upper))
    throw mistakeWithoutLine(at, element, "lower seismogenic depth must be below upper seismogenic depth");
  for (const { depth } of source.hypocentralDepths) {
    if (depth > lower)
      throw mistakeWithoutLine(
        at,
        element,
        `depth=${pythonFloat(depth)} is below lower_seismogenic_depth=${pythonFloat(lower)}`,
      );
    if (depth < upper)
      throw mistakeWithoutLine(
        at,
        element,
        `depth=${pythonFloat(depth)} is over upper_seismogenic_depth=${pythonFloat(upper)}`,
      );
  }
}

function point(at: SourceSettings, element: XmlElement, common: Common): Source {
  const geometry = requiredChild(at, element, "pointGeometry", true);
  const pos = descend(at, geometry, "Point", "pos");
  if (!Array.isArray(pos.value)) throw mistake(at, pos, "a longitude and a latitude are expected");
  const [lon, lat] = pos.value as unknown as readonly [number, number];
  const parts = pointLike(at, element, geometry);
  checkDepths(at, element, parts);
  return { kind: "point", ...common, lon, lat, ...parts };
}

function multiPoint(at: SourceSettings, element: XmlElement, common: Common): Source {
  const geometry = requiredChild(at, element, "multiPointGeometry", true);
  const points = readPairs(at, geometry);
  const parts = pointLike(at, element, geometry);
  if (parts.mfd.kind === "multi" && parts.mfd.members.length !== points.length / 2)
    throw mistakeWithoutLine(
      at,
      element,
      `the multiMFD has ${parts.mfd.members.length} members, but there are ${points.length / 2} points`,
    );
  return { kind: "multiPoint", ...common, points, ...parts };
}

function area(at: SourceSettings, element: XmlElement, common: Common): Source {
  const geometry = requiredChild(at, element, "areaGeometry");
  const polygon = readPolygon(within(at, element), element, geometry);
  const parts = pointLike(at, element, geometry, within(at, element));
  const discretization = optionalNumberAttribute(at, geometry, "discretization");
  if (discretization === undefined && at.areaSourceDiscretization === undefined)
    throw mistakeWithoutLine(
      at,
      element,
      `The source '${common.id}' has no \`discretization\` parameter and the job.ini file has no \`area_source_discretization\` parameter either`,
      { parameter: "area_source_discretization" },
    );
  return { kind: "area", ...common, polygon, ...parts, ...(discretization === undefined ? {} : { discretization }) };
}

function simpleFault(at: SourceSettings, element: XmlElement, common: Common): Source {
  const geometryElement = requiredChild(at, element, "simpleFaultGeometry", true);
  const scaling = scalingOf(at, element);
  const inSource = within(at, element);
  const geometry = readSimpleFaultGeometry(inSource, geometryElement);
  const mfd = readMfd(at, element);
  const aspectRatio = readAspectRatio(inSource, element);
  const hypocentres = readHypocentrePositions(at, element);
  const slips = readSlipDirections(at, element);
  const hypocentralDepths =
    optionalChild(element, "hypoDepthDist") === undefined ? undefined : readHypocentralDepths(at, element);
  if ((hypocentres === undefined) !== (slips === undefined))
    throw mistake(at, element, "hypo_list and slip_list have to be both given or neither given");
  if (hypocentralDepths !== undefined && hypocentres !== undefined)
    throw mistake(at, element, "hypo_depth_list and hypo_list/slip_list cannot be used together");
  const { upperSeismogenicDepth: upper, lowerSeismogenicDepth: lower } = geometry;
  for (const { depth } of hypocentralDepths ?? []) {
    if (!(depth >= upper && depth <= lower))
      throw mistake(at, element, `hypo_depth_list ${depth} km is outside the seismogenic zone [${upper}, ${lower}] km`);
  }
  const rake = readRake(inSource, element);
  return {
    kind: "simpleFault",
    ...common,
    mfd,
    scaling,
    aspectRatio,
    geometry,
    rake,
    ...(hypocentres === undefined ? {} : { hypocentres }),
    ...(slips === undefined ? {} : { slips }),
    ...(hypocentralDepths === undefined ? {} : { hypocentralDepths }),
  };
}

/** Faults of complex geometry need their own mesh spacing: there is no default. */
function checkComplexSpacing(at: SourceSettings, element: XmlElement): void {
  if (at.complexFaultMeshSpacing === undefined)
    throw mistakeWithoutLine(at, element, "complex_fault_mesh_spacing is not set!", {
      parameter: "complex_fault_mesh_spacing",
    });
}

function complexFault(at: SourceSettings, element: XmlElement, common: Common): Source {
  checkComplexSpacing(at, element);
  const geometry = readComplexFaultGeometry(at, requiredChild(at, element, "complexFaultGeometry", true));
  const mfd = readMfd(at, element);
  const scaling = scalingOf(at, element);
  const inSource = within(at, element);
  return {
    kind: "complexFault",
    ...common,
    geometry,
    mfd,
    scaling,
    aspectRatio: readAspectRatio(inSource, element),
    rake: readRake(inSource, element),
  };
}

function characteristicFault(at: SourceSettings, element: XmlElement, common: Common): Source {
  const mfd = readMfd(at, element);
  const surface = readSurface(at, requiredChild(at, element, "surface", true));
  if (surface.kind === "complexFaultGeometry") checkComplexSpacing(at, element);
  return { kind: "characteristicFault", ...common, mfd, surface, rake: readRake(at, element) };
}

function kiteFault(at: SourceSettings, element: XmlElement, common: Common): Source {
  const simple = optionalChild(element, "simpleFaultGeometry");
  const geometry =
    simple === undefined
      ? readKiteGeometry(at, requiredChild(at, element, "kiteSurface", true))
      : readSimpleFaultGeometry(within(at, element), simple);
  const scaling = scalingOf(at, element);
  const mfd = readMfd(at, element);
  const aspectRatio = readAspectRatio(at, element);
  if (typeof aspectRatio !== "number")
    throw mistakeWithoutLine(
      at,
      element,
      `aspectRatioFunction is not supported for a kiteFaultSource (id=${common.id})`,
    );
  return {
    kind: "kiteFault",
    ...common,
    mfd,
    scaling,
    aspectRatio,
    geometry,
    rake: readRake(within(at, element), element),
  };
}
