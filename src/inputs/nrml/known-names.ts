/** Which attributes and elements the readers of NRML look at: everything else is told, since it changes nothing. */
import { nearestName } from "../../nearest-name.ts";

/**
 * One line an element: its attributes | what may stand inside, `*`: more than once. `...`: names are free; `~`: others may be
 * meant, and are told only where they resemble a known one.
 */
const ELEMENTS = `
nrml | xmlns schemaLocation | ...
sourceModel | name investigation_time start_time id | SOURCE* sourceGroup* description
sourceGroup | tectonicRegion name src_interdep rup_interdep srcs_weights grp_probability cluster tom occurrence_rate alpha mu id | SOURCE*
pointSource | SOURCE | pointGeometry magScaleRel ASPECT MFD nodalPlaneDist hypoDepthDist
multiPointSource | SOURCE | multiPointGeometry magScaleRel ASPECT MFD nodalPlaneDist hypoDepthDist
areaSource | SOURCE | areaGeometry magScaleRel ASPECT MFD nodalPlaneDist hypoDepthDist
simpleFaultSource | SOURCE | simpleFaultGeometry magScaleRel ASPECT MFD rake hypoList slipList hypoDepthDist
complexFaultSource | SOURCE | complexFaultGeometry magScaleRel ASPECT MFD rake
characteristicFaultSource | SOURCE | surface MFD rake
kiteFaultSource | SOURCE | simpleFaultGeometry kiteSurface magScaleRel ASPECT MFD rake
nonParametricSeismicSource | SOURCE rup_weights | RUPTURE*
multiFaultSource | SOURCE rup_weights | faults multiPlanesRupture*
geometryModel | name investigation_time id | section*
section | id name | kiteSurface planarSurface*
faults | | fault*
fault | tag indexes |
pointGeometry | | Point upperSeismoDepth lowerSeismoDepth
multiPointGeometry | | posList upperSeismoDepth lowerSeismoDepth
areaGeometry | discretization | Polygon upperSeismoDepth lowerSeismoDepth
simpleFaultGeometry | spacing | LineString dip upperSeismoDepth lowerSeismoDepth
complexFaultGeometry | spacing | faultTopEdge* intermediateEdge* faultBottomEdge*
faultTopEdge | | LineString
intermediateEdge | | LineString
faultBottomEdge | | LineString
kiteSurface | | profile*
profile | | LineString
surface | | simpleFaultGeometry complexFaultGeometry planarSurface* griddedSurface kiteSurface*
planarSurface | strike dip spacing id | topLeft topRight bottomLeft bottomRight
griddedSurface | | posList
topLeft | lon lat depth |
topRight | lon lat depth |
bottomLeft | lon lat depth |
bottomRight | lon lat depth |
Polygon | | exterior
exterior | | LinearRing
LinearRing | | posList
LineString | | posList
Point | | pos
pos | |
posList | |
magScaleRel | |
ruptAspectRatio | |
aspectRatioFunction | | type mag_points
mag_points | | mag_point*
mag_point | mag aratio |
rake | |
dip | |
upperSeismoDepth | |
lowerSeismoDepth | |
nodalPlaneDist | | nodalPlane*
nodalPlane | probability strike dip rake |
hypoDepthDist | | hypoDepth*
hypoDepth | probability depth fixedDipFrac |
hypoList | | hypo*
hypo | alongStrike downDip weight |
slipList | | slip*
slip | weight |
truncGutenbergRichterMFD | minMag maxMag aValue bValue slipRate rigidity |
incrementalMFD | minMag binWidth | occurRates
arbitraryMFD | | occurRates magnitudes
YoungsCoppersmithMFD | minMag bValue characteristicMag binWidth characteristicRate totalMomentRate |
taperedGutenbergRichterMFD | minMag maxMag cornerMag aValue bValue |
alternativeCharacteristicMFD | minMag maxMag bGR bAC deltaMagAC gamma totalRate refMagGR rateRefGR refMagAC rateRefAC |
multiMFD | kind size | min_mag max_mag a_val b_val bin_width char_mag char_rate total_moment_rate magnitudes occurRates lengths
occurRates | |
magnitudes | |
simpleFaultRupture | RUPTURE | magnitude rake hypocenter simpleFaultGeometry
complexFaultRupture | RUPTURE | magnitude rake hypocenter complexFaultGeometry
singlePlaneRupture | RUPTURE | magnitude rake hypocenter planarSurface
multiPlanesRupture | RUPTURE | magnitude rake hypocenter planarSurface* kiteSurface* sectionIndexes magScaleRel ASPECT
griddedRupture | RUPTURE | magnitude rake hypocenter griddedSurface
magnitude | |
hypocenter | lon lat depth |
sectionIndexes | indexes |
logicTree | logicTreeID | logicTreeBranchingLevel* logicTreeBranchSet* description
logicTreeBranchingLevel | branchingLevelID | logicTreeBranchSet
logicTreeBranchSet | uncertaintyType branchSetID applyToTectonicRegionType applyToSources applyToBranches applyToSourceType | logicTreeBranch*
logicTreeBranch | branchID | uncertaintyModel uncertaintyWeight*
uncertaintyWeight | imt |
uncertaintyModel | ... | ...
faultActivityData | slipRate rigidity constant_term |
siteModel | name | site*
exposureModel | id category taxonomySource | description conversions exposureFields occupancyPeriods tagNames assets
conversions | | costTypes area insuranceLimit deductible
costTypes | | costType*
costType | name type unit retrofittedType retrofittedUnit |
exposureFields | | field*
assets | | asset*
asset | id number taxonomy area name ~ | location costs occupancies tags
location | lon lat |
costs | | cost*
cost | type value retrofitted deductible insuranceLimit |
occupancies | | occupancy*
occupancy | period occupants |
tags | ... |
vulnerabilityModel | id assetCategory lossCategory | description vulnerabilityFunction* discreteVulnerabilitySet*
vulnerabilityFunction | id dist | imls meanLRs covLRs probabilities*
discreteVulnerabilitySet | assetCategory lossCategory vulnerabilitySetID id | IML discreteVulnerability*
discreteVulnerability | vulnerabilityFunctionID probabilisticDistribution | lossRatio coefficientsVariation
fragilityModel | id assetCategory lossCategory format | description limitStates fragilityFunction* ffs*
fragilityFunction | id format shape | imls params* poes*
imls | imt noDamageLimit minIML maxIML |
params | ls mean stddev |
poes | ls |
meanLRs | |
covLRs | |
probabilities | lr |
consequenceModel | id assetCategory lossCategory | description limitStates consequenceFunction*
reinsuranceModel | | description fieldMap policies
fieldMap | | field*
field | oq input type max_cession_event deductible limit |
`;

const SHORT: { readonly [name: string]: string } = {
  "SOURCE*":
    "pointSource* multiPointSource* areaSource* simpleFaultSource* complexFaultSource* characteristicFaultSource* kiteFaultSource* nonParametricSeismicSource* multiFaultSource*",
  "RUPTURE*": "simpleFaultRupture* complexFaultRupture* singlePlaneRupture* multiPlanesRupture* griddedRupture*",
  // What a group says of its occurrence may stand in a source too.
  SOURCE: "id name tectonicRegion tom occurrence_rate alpha mu",
  RUPTURE: "probs_occur id tectonicRegion occurrence_rate",
  ASPECT: "ruptAspectRatio aspectRatioFunction",
  MFD: "truncGutenbergRichterMFD incrementalMFD arbitraryMFD YoungsCoppersmithMFD taperedGutenbergRichterMFD alternativeCharacteristicMFD multiMFD",
};

interface KnownElement {
  /** Undefined: any. */
  readonly attributes: ReadonlySet<string> | undefined;
  /** Names that may stand inside; true: more than once. */
  readonly children: ReadonlyMap<string, boolean> | undefined;
}

const KNOWN: ReadonlyMap<string, KnownElement> = new Map(
  ELEMENTS.trim()
    .split("\n")
    .map((line): [string, KnownElement] => {
      const [name = "", attributes = "", children = ""] = line.split("|").map((part) => part.trim());
      const words = (text: string) =>
        text
          .split(/\s+/)
          .flatMap((word) => (SHORT[word] ?? word).split(" "))
          .filter(Boolean);
      return [
        name,
        {
          attributes: attributes === "..." ? undefined : new Set(words(attributes)),
          children:
            children === "..."
              ? undefined
              : new Map(words(children).map((word) => [word.replace("*", ""), word.endsWith("*")])),
        },
      ];
    }),
);

/** What is looked at of an element. */
interface NamedElement {
  readonly name: string;
  seen?: Set<string>;
}

export interface OddName {
  /** The same for all oddities of one kind: told once. */
  readonly key: string;
  readonly message: string;
  readonly suggestion?: string | undefined;
}

/** An attribute that nobody reads. */
export function unknownAttribute(element: NamedElement, attribute: string): OddName | undefined {
  const known = KNOWN.get(element.name)?.attributes;
  if (known === undefined || known.has(attribute)) return undefined;
  const suggestion = nearestName(attribute, known);
  if (known.has("~") && suggestion === undefined) return undefined;
  const message = `<${element.name}> has no attribute ${attribute}: it is not read`;
  return { key: `${element.name}.${attribute}`, message, suggestion };
}

/** The only shape of continuous fragility functions, whatever is written. */
const SHAPE = "logncdf";

/** A value that nobody reads. */
export function unreadValue(element: NamedElement, attribute: string, value: string): OddName | undefined {
  if (element.name !== "fragilityFunction" || attribute !== "shape" || value === SHAPE) return undefined;
  const message = `shape ${JSON.stringify(value)} is not read: continuous functions are cumulative lognormal distributions`;
  return { key: `${element.name}.${attribute}=`, message, suggestion: SHAPE };
}

/** An element that nobody reads where it stands, or of which only one is read. */
export function unknownChild(parent: NamedElement, name: string): OddName | undefined {
  const known = KNOWN.get(parent.name)?.children;
  if (known === undefined) return undefined;
  const several = known.get(name);
  if (several === undefined) {
    const suggestion = nearestName(name, known.keys());
    return {
      key: `${parent.name}/${name}`,
      message: `<${name}> is unknown in <${parent.name}>: it is not read`,
      suggestion,
    };
  }
  if (several) return undefined;
  parent.seen ??= new Set();
  const { seen } = parent;
  const isRepeated = seen.has(name);
  seen.add(name);
  if (!isRepeated) return undefined;
  return { key: `${parent.name}/${name}*`, message: `<${parent.name}> holds several <${name}>: only one is read` };
}
