/** Source models and geometry models, streamed: NRML 0.4 and 0.5. */
import type { Source, SourceGroup, SourceModel, TemporalOccurrence } from "../../hazard/sources/source.ts";
import type { KiteGeometry, MultiGeometry, PlanarGeometry } from "../../hazard/surfaces/surface-geometry.ts";
import { InputError, ProblemList } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import type { InputFolder } from "../input-folder.ts";
import { parseFinite } from "../python-float.ts";
import {
  mistake,
  mistakeWithoutLine,
  numberAttribute,
  optionalChild,
  optionalNumberAttribute,
  requiredAttribute,
} from "./element.ts";
import { readPatches } from "./geometries.ts";
import { checkRoot } from "./nrml-documents.ts";
import { readXmlFile } from "./read-xml.ts";
import { openRuptureFile } from "./rupture-files.ts";
import { readSource, type SourceSettings } from "./sources.ts";
import { parseNumbers } from "./value-checks.ts";
import type { XmlElement, XmlVisitor } from "./xml.ts";

export type SectionGeometry = PlanarGeometry | KiteGeometry | MultiGeometry;

/** What one file of a source-model branch holds. */
export interface SourceFile {
  readonly model: SourceModel;
  /** Sections of a geometry model, by id. */
  readonly sections: ReadonlyMap<string, SectionGeometry>;
  /** All sources of the file, also those the job leaves out. */
  readonly listed: readonly { readonly id: string; readonly tectonicRegionType: string; readonly element: string }[];
}

/** Sources a job leaves out by `source_id`, `source_nodes`, `discard_trts`. */
export type SourceFilter = (source: {
  readonly id: string;
  readonly element: string;
  readonly tectonicRegionType: string;
}) => boolean;

interface OpenGroup {
  readonly element: XmlElement;
  readonly tectonicRegionType: string;
  readonly sources: Source[];
  /** Ids of the sources the job keeps. */
  readonly kept: string[];
  count: number;
}

/**
 * Collects the content of a source model while its XML is read. Feed `visitor` to one of the readers of `xml.ts`.
 * @param retain false: sources are checked and let go, for models that are larger than memory.
 */
export function sourceModelBuilder(
  at: SourceSettings,
  keep: SourceFilter = () => true,
  retain = true,
): { readonly visitor: XmlVisitor; readonly problems: ProblemList; readonly finish: () => SourceFile } {
  const problems = new ProblemList();
  const groups: SourceGroup[] = [];
  const sections = new Map<string, SectionGeometry>();
  const listed: { id: string; tectonicRegionType: string; element: string }[] = [];
  const byTectonicRegionType = new Map<string, Source[]>();
  let root: XmlElement | undefined;
  let version = "";
  let name = "";
  let group: OpenGroup | undefined;
  let years: { investigationTime?: number; startTime?: number } = {};
  let documents = 0;
  let hasMisplaced = false;

  function open(element: XmlElement, parents: readonly XmlElement[]): void {
    if (parents.length === 0) {
      version = checkRoot(element, at.file);
    } else if (parents.length === 1) {
      documents++;
      root = element;
      if (element.name !== "sourceModel" && element.name !== "geometryModel")
        throw mistakeWithoutLine(at, element, `a source model is expected, got <${element.name}>`, {
          allowed: "sourceModel, geometryModel",
        });
      name = element.attributes["name"] ?? "";
      years = {
        ...optionalYears(at, element, "investigation_time", "investigationTime"),
        ...optionalYears(at, element, "start_time", "startTime"),
      };
    } else if (parents.length === 2 && element.name === "sourceGroup" && version === "0.5") {
      problems.attempt(() => {
        group = {
          element,
          tectonicRegionType: requiredAttribute(at, element, "tectonicRegion"),
          sources: [],
          kept: [],
          count: 0,
        };
      });
    }
  }

  function isRecord(element: XmlElement, parents: readonly XmlElement[]): boolean {
    if (parents.length < 2) return false;
    if (root?.name === "geometryModel") return true;
    const isGroup = parents.length === 2 && element.name === "sourceGroup";
    return !isGroup || version !== "0.5";
  }

  function record(element: XmlElement, parents: readonly XmlElement[]): void {
    if (root?.name === "geometryModel") {
      if (!element.broken) problems.attempt(() => readSection(element));
      return;
    }
    const misplaced = misplacement(element, parents);
    if (misplaced !== undefined) {
      // Once: all others are misplaced for the same reason.
      if (!hasMisplaced) problems.attempt(() => failWithoutLine(element, misplaced));
      hasMisplaced = true;
      return;
    }
    if (group !== undefined) group.count++;
    const id = element.attributes["id"] ?? "";
    const tectonicRegionType = group?.tectonicRegionType ?? element.attributes["tectonicRegion"] ?? "";
    if (retain) listed.push({ id, tectonicRegionType: tectonicRegionType, element: element.name });
    if (element.broken || !keep({ id, element: element.name, tectonicRegionType: tectonicRegionType })) return;
    const source = problems.attempt((): Source => {
      const read = readSource(at, element, group?.tectonicRegionType);
      // A source may say itself how its earthquakes follow each other.
      return element.attributes["tom"] === undefined ? read : { ...read, occurrence: temporalOccurrence(at, element) };
    });
    if (source === undefined) return;
    group?.kept.push(source.id);
    if (!retain) return;
    if (group !== undefined) group.sources.push(source);
    else {
      const list = byTectonicRegionType.get(source.tectonicRegionType);
      if (list === undefined) byTectonicRegionType.set(source.tectonicRegionType, [source]);
      else list.push(source);
    }
  }

  /** Sources outside groups belong to NRML 0.4, groups to 0.5. */
  function misplacement(element: XmlElement, parents: readonly XmlElement[]): string | undefined {
    if (parents.length === 2 && version === "0.5")
      return 'you have an incorrect declaration xmlns="http://openquake.org/xmlns/nrml/0.5"; it should be xmlns="http://openquake.org/xmlns/nrml/0.4"';
    if (version === "0.4" && element.name === "sourceGroup")
      return 'source groups need xmlns="http://openquake.org/xmlns/nrml/0.5"; the file says ".../0.4"';
    return undefined;
  }

  function failWithoutLine(element: XmlElement, message: string): never {
    throw mistakeWithoutLine(at, element, message);
  }

  function readSection(element: XmlElement): void {
    const id = requiredAttribute(at, element, "id");
    const kind = (["planarSurface", "kiteSurface"] as const).find((item) => optionalChild(element, item) !== undefined);
    if (kind === undefined) throw mistake(at, element, "Only planarSurfaces or kiteSurfaces supported");
    if (sections.has(id)) throw mistake(at, element, `section ${id} appears twice`, { parameter: "id" });
    sections.set(id, readPatches(at, element, kind));
  }

  function close(element: XmlElement, parents: readonly XmlElement[]): void {
    if (parents.length === 2 && group !== undefined && element === group.element) {
      const finished = group;
      group = undefined;
      const made = problems.attempt(() => makeGroup(at, finished));
      if (made !== undefined && made.sources.length > 0) groups.push(made);
    }
  }

  return {
    visitor: { isRecord, record, open, close },
    problems,
    finish: () => {
      if (root === undefined || documents !== 1)
        throw new InputError(`<nrml> holds ${documents} documents`, { file: at.file, allowed: "exactly one" });
      for (const [tectonicRegionType, sources] of byTectonicRegionType)
        groups.push(plainGroup(tectonicRegionType, sources));
      // Groups of few sources first, then by tectonic region: the reference's order, which decides how sources are numbered.
      groups.sort(
        (a, b) => a.sources.length - b.sources.length || compareText(a.tectonicRegionType, b.tectonicRegionType),
      );
      return { model: { name, groups, ...years }, sections, listed };
    },
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function optionalYears(
  at: SourceSettings,
  element: XmlElement,
  attribute: string,
  key: string,
): { [key: string]: number } {
  const text = element.attributes[attribute];
  if (text === undefined) return {};
  const value = parseFinite(text);
  if (value < 0)
    throw mistakeWithoutLine(at, element, `${value} is below 0`, {
      parameter: attribute,
      reference: `float ${value} < 0`,
    });
  return { [key]: value };
}

function plainGroup(tectonicRegionType: string, sources: readonly Source[]): SourceGroup {
  return {
    tectonicRegionType,
    name: "",
    sources,
    sourceInterdependence: "indep",
    ruptureInterdependence: "indep",
    probability: 1,
    cluster: false,
    occurrence: { kind: "poisson" },
  };
}

/** Tolerance of the sum of the weights of exclusive sources. */
const WEIGHTS_PRECISION = 5e-6;

function makeGroup(at: SourceSettings, open: OpenGroup): SourceGroup {
  const { element } = open;
  const { attributes } = element;
  const sourceInterdependence = interdependence(at, element, "src_interdep");
  const ruptureInterdependence = interdependence(at, element, "rup_interdep");
  const cluster = attributes["cluster"] === "true";
  if (cluster && attributes["tom"] === undefined)
    throw mistakeWithoutLine(at, element, "A cluster group requires the definition of a temporal occurrence model", {
      parameter: "tom",
    });
  const occurrence = temporalOccurrence(at, element);
  const base: SourceGroup = {
    tectonicRegionType: open.tectonicRegionType,
    name: attributes["name"] ?? "",
    sources: open.sources,
    sourceInterdependence: cluster && attributes["src_interdep"] === undefined ? "none" : sourceInterdependence,
    ruptureInterdependence,
    probability: optionalNumberAttribute(at, element, "grp_probability") ?? 1,
    cluster,
    occurrence,
  };
  if (sourceInterdependence !== "mutex" || open.kept.length === 0) return base;
  const text = attributes["srcs_weights"];
  if (text === undefined)
    throw mistakeWithoutLine(at, element, "Please make sure that `srcs_weights` is defined", {
      parameter: "srcs_weights",
    });
  const weights = parseNumbers(text.trim());
  if (weights.length !== open.count)
    throw mistakeWithoutLine(at, element, `There are ${weights.length} srcs_weights but ${open.count} source(s)`, {
      parameter: "srcs_weights",
    });
  if (open.kept.some((id) => !id.includes(":")))
    throw mistake(at, element, "You must use the colon convention with mutex sources e.g. src:01");
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 1) > WEIGHTS_PRECISION + 1e-7)
    throw mistake(at, element, `sum(srcs_weights) is ${sum}, not 1`, { parameter: "srcs_weights" });
  return { ...base, sourceWeights: open.kept.map((_id, i) => weights[i]!) };
}

function interdependence(at: SourceSettings, element: XmlElement, name: string): "indep" | "mutex" {
  const text = element.attributes[name];
  if (text === undefined || text === "indep") return "indep";
  if (text === "mutex") return "mutex";
  throw mistake(at, element, `${name} is ${text}`, { parameter: name, allowed: "indep, mutex" });
}

const OCCURRENCES = ["PoissonTOM", "ClusterPoissonTOM", "NegativeBinomialTOM", "FatedTOM"] as const;

function temporalOccurrence(at: SourceSettings, element: XmlElement): TemporalOccurrence {
  const rate = optionalNumberAttribute(at, element, "occurrence_rate");
  if (rate !== undefined && rate !== 0) return { kind: "clusterPoisson", occurrenceRate: rate };
  const tom = element.attributes["tom"] ?? "PoissonTOM";
  switch (tom) {
    case "PoissonTOM":
      return { kind: "poisson" };
    case "FatedTOM":
      return { kind: "fated" };
    case "NegativeBinomialTOM":
      return {
        kind: "negativeBinomial",
        alpha: numberAttribute(at, element, "alpha"),
        mu: numberAttribute(at, element, "mu"),
      };
    case "ClusterPoissonTOM":
      throw mistake(at, element, "ClusterPoissonTOM needs occurrence_rate", { parameter: "occurrence_rate" });
    default:
      throw mistakeWithoutLine(at, element, `${tom}: unknown temporal occurrence model`, {
        parameter: "tom",
        allowed: OCCURRENCES.join(", "),
        suggestion: nearestName(tom, OCCURRENCES),
      });
  }
}

/**
 * Reads a source model of the job, in chunks.
 * @throws InputError with everything wrong in it.
 */
export async function readSourceFile(
  folder: InputFolder,
  file: string,
  settings: Omit<SourceSettings, "file">,
  keep?: SourceFilter,
): Promise<SourceFile> {
  const ruptureFile = await openRuptureFile(folder, file);
  const builder = sourceModelBuilder({ ...settings, file, ruptureFile }, keep);
  const values = new ProblemList();
  try {
    await readXmlFile(folder, file, builder.visitor, values);
  } finally {
    ruptureFile?.close();
  }
  for (const problem of builder.problems.problems) values.add(problem.message, problem);
  values.throwIfAny();
  return builder.finish();
}
