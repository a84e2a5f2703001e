/** Magnitude-frequency distributions of source models. */
import type {
  AlternativeCharacteristic,
  IncrementalMfd,
  MagnitudeFrequencyDistribution,
  MultiMfd,
  TaperedGutenbergRichter,
  TruncatedGutenbergRichter,
  YoungsCoppersmith1985,
} from "../../hazard/mfd/mfd.ts";
import { nearestName } from "../../nearest-name.ts";
import {
  mistake,
  mistakeWithoutLine,
  numberAttribute,
  numbersOf,
  type Origin,
  optionalChild,
  optionalNumberAttribute,
  requiredAttribute,
  requiredChild,
  shortNumber,
  within,
} from "./element.ts";
import type { XmlElement } from "./xml.ts";

const READERS: {
  readonly [name: string]: (at: MfdSettings, element: XmlElement) => MagnitudeFrequencyDistribution;
} = {
  truncGutenbergRichterMFD: truncated,
  incrementalMFD: incremental,
  arbitraryMFD: arbitrary,
  YoungsCoppersmithMFD: youngsCoppersmith,
  taperedGutenbergRichterMFD: tapered,
  alternativeCharacteristicMFD: alternativeCharacteristic,
  multiMFD: multi,
};

export interface MfdSettings extends Origin {
  /** Of the job. "unknown": the document is checked without a job. */
  readonly widthOfMfdBin: number | undefined | "unknown";
}

/**
 * The one distribution of a source.
 * @throws InputError for none or several, and for values that make no distribution.
 */
export function readMfd(at: MfdSettings, source: XmlElement): MagnitudeFrequencyDistribution {
  const found = source.children.filter((child) => Object.hasOwn(READERS, child.name));
  const [element, ...more] = found;
  if (element === undefined) {
    const other = source.children.find((child) => child.name.endsWith("MFD"));
    throw mistake(at, source, "a magnitude-frequency distribution is missing", {
      allowed: Object.keys(READERS).join(", "),
      suggestion: other === undefined ? undefined : nearestName(other.name, Object.keys(READERS)),
    });
  }
  if (more.length > 0)
    throw mistake(at, source, `${found.length} magnitude-frequency distributions`, {
      allowed: "exactly one",
    });
  return READERS[element.name]!(within(at, element), element);
}

/** Bin width of Gutenberg-Richter distributions; undefined only when it is not known. */
function binWidth(at: MfdSettings, element: XmlElement): number | undefined {
  if (at.widthOfMfdBin === "unknown") return undefined;
  if (at.widthOfMfdBin === undefined)
    throw mistake(at, element, "width_of_mfd_bin is missing in the job file, which this distribution needs", {
      parameter: "width_of_mfd_bin",
    });
  if (!(at.widthOfMfdBin > 0))
    throw mistake(at, element, `bin width ${shortNumber(at.widthOfMfdBin)} must be positive`, {
      parameter: "width_of_mfd_bin",
    });
  return at.widthOfMfdBin;
}

function checkRange(at: MfdSettings, element: XmlElement, min: number, max: number, width: number | undefined): void {
  if (width === undefined ? max > min : max >= min + width) return;
  const by = width === undefined ? "the bin width" : `bin width ${shortNumber(width)}`;
  throw mistake(
    at,
    element,
    `maximum magnitude ${shortNumber(max)} must be higher than minimum magnitude ${shortNumber(min)} by ${by} at least`,
    { parameter: "maxMag" },
  );
}

function checkB(at: MfdSettings, element: XmlElement, b: number): void {
  if (b <= 0)
    throw mistake(at, element, `b-value ${shortNumber(b)} must be non-negative`, {
      parameter: "bValue",
      allowed: "> 0",
    });
}

function truncated(at: MfdSettings, element: XmlElement): TruncatedGutenbergRichter {
  const width = binWidth(at, element);
  const minMag = numberAttribute(at, element, "minMag");
  const maxMag = numberAttribute(at, element, "maxMag");
  const bValue = numberAttribute(at, element, "bValue");
  checkRange(at, element, minMag, maxMag, width);
  checkB(at, element, bValue);
  const slipRate = optionalNumberAttribute(at, element, "slipRate");
  if (slipRate !== undefined && slipRate !== 0) {
    const rigidity = optionalNumberAttribute(at, element, "rigidity");
    if (rigidity === undefined) throw mistake(at, element, "slipRate needs rigidity (GPa)", { parameter: "rigidity" });
    return { kind: "truncatedGR", minMag, maxMag, bValue, slipRate, rigidity };
  }
  return { kind: "truncatedGR", minMag, maxMag, bValue, aValue: numberAttribute(at, element, "aValue") };
}

function checkRates(at: MfdSettings, element: XmlElement, rates: Float64Array): void {
  if (rates.length === 0) throw mistake(at, element, "at least one bin must be specified", { parameter: "occurRates" });
  if (!rates.some((rate) => rate > 0)) throw mistake(at, element, "at least one occurrence rate must be positive");
}

/** Used by the logic tree too. */
export function incremental(at: MfdSettings, element: XmlElement): IncrementalMfd {
  const minMag = numberAttribute(at, element, "minMag");
  const width = numberAttribute(at, element, "binWidth");
  const rates = numbersOf(at, requiredChild(at, element, "occurRates"));
  if (!(width > 0)) throw mistake(at, element, "bin width must be positive", { parameter: "binWidth" });
  checkRates(at, element, rates);
  return { kind: "incremental", minMag, binWidth: width, rates };
}

function arbitrary(at: MfdSettings, element: XmlElement): MagnitudeFrequencyDistribution {
  const mags = numbersOf(at, requiredChild(at, element, "magnitudes"));
  const rates = numbersOf(at, requiredChild(at, element, "occurRates"));
  checkRates(at, element, rates);
  if (mags.length !== rates.length)
    throw mistake(
      at,
      element,
      `lists of magnitudes and rates must have same length (${mags.length} and ${rates.length})`,
    );
  return { kind: "arbitrary", mags, rates };
}

function youngsCoppersmith(at: MfdSettings, element: XmlElement): YoungsCoppersmith1985 {
  const minMag = numberAttribute(at, element, "minMag");
  const bValue = numberAttribute(at, element, "bValue");
  const characteristicMag = numberAttribute(at, element, "characteristicMag");
  const width = numberAttribute(at, element, "binWidth");
  const characteristicRate = optionalNumberAttribute(at, element, "characteristicRate");
  const totalMomentRate = optionalNumberAttribute(at, element, "totalMomentRate");
  if (characteristicRate === undefined && totalMomentRate === undefined)
    throw mistake(at, element, "characteristicRate or totalMomentRate is missing", {
      allowed: "characteristicRate or totalMomentRate",
    });
  if (!(minMag > 0)) throw mistake(at, element, "minimum magnitude must be positive");
  if (!(bValue > 0)) throw mistake(at, element, "b value must be positive");
  if (!(characteristicMag > 0)) throw mistake(at, element, "characteristic magnitude must be positive");
  if (!(width > 0)) throw mistake(at, element, "bin width must be positive");
  if (!(characteristicMag > minMag))
    throw mistake(at, element, "characteristic magnitude must be greater than minimum magnitude");
  return {
    kind: "youngsCoppersmith",
    minMag,
    bValue,
    characteristicMag,
    binWidth: width,
    ...(characteristicRate === undefined ? {} : { characteristicRate }),
    ...(totalMomentRate === undefined ? {} : { totalMomentRate }),
  };
}

function tapered(at: MfdSettings, element: XmlElement): TaperedGutenbergRichter {
  const width = binWidth(at, element);
  const minMag = numberAttribute(at, element, "minMag");
  const maxMag = numberAttribute(at, element, "maxMag");
  const cornerMag = numberAttribute(at, element, "cornerMag");
  const bValue = numberAttribute(at, element, "bValue");
  checkRange(at, element, minMag, maxMag, width);
  checkB(at, element, bValue);
  if (cornerMag < minMag + (width ?? 0))
    throw mistake(
      at,
      element,
      `corner magnitude ${shortNumber(cornerMag)} must be higher than minimum magnitude ${shortNumber(minMag)} by the bin width at least`,
      { parameter: "cornerMag" },
    );
  return { kind: "taperedGR", minMag, maxMag, cornerMag, bValue, aValue: numberAttribute(at, element, "aValue") };
}

function alternativeCharacteristic(at: MfdSettings, element: XmlElement): AlternativeCharacteristic {
  const width = binWidth(at, element);
  const number = (name: string) => numberAttribute(at, element, name);
  const minMag = number("minMag");
  const maxMag = number("maxMag");
  const bGR = number("bGR");
  const bAC = number("bAC");
  const deltaMag = number("deltaMagAC");
  checkRange(at, element, minMag, maxMag, width);
  if (!(bGR > 0)) throw mistake(at, element, `b_GR ${shortNumber(bGR)} must be positive`);
  if (!(bAC > 0)) throw mistake(at, element, `b_AC ${shortNumber(bAC)} must be positive`);
  if (bAC === 1.5) throw mistake(at, element, "b_AC cannot equal c_val (1.5)");
  if (bGR === 1.5) throw mistake(at, element, "b_GR cannot equal c_val (1.5)");
  const boundary = maxMag - deltaMag;
  if (!(deltaMag > 0) || !(boundary > minMag))
    throw mistake(
      at,
      element,
      `AC zone boundary (max_mag - delta_m_AC = ${shortNumber(boundary)}) must be between the minimum and the maximum magnitude`,
      { parameter: "deltaMagAC" },
    );
  const common = { kind: "alternativeCharacteristic", minMag, maxMag, bGR, bAC, deltaMag } as const;
  if (element.attributes["refMagGR"] !== undefined) {
    const rate = {
      refMagGR: number("refMagGR"),
      rateRefGR: number("rateRefGR"),
      refMagAC: number("refMagAC"),
      rateRefAC: number("rateRefAC"),
    };
    return { ...common, rate };
  }
  const gamma = number("gamma");
  if (!(gamma > 0 && gamma < 1))
    throw mistake(at, element, `gamma ${shortNumber(gamma)} must be between 0 and 1`, { parameter: "gamma" });
  return { ...common, rate: { gamma, totalRate: number("totalRate") } };
}

const MULTI_KINDS = ["arbitraryMFD", "incrementalMFD", "truncGutenbergRichterMFD", "YoungsCoppersmithMFD"] as const;
/** No point source model has more points. */
const MAX_POINTS = 10_000_000;

/** One distribution a point: every field has 1 value, shared, or one a point. */
function multi(at: MfdSettings, element: XmlElement): MultiMfd {
  const kindText = requiredAttribute(at, element, "kind");
  const kind = MULTI_KINDS.find((item) => item === kindText);
  if (kind === undefined)
    throw mistake(at, element, `multiMFD of kind ${kindText} cannot be read`, {
      parameter: "kind",
      allowed: MULTI_KINDS.join(", "),
      suggestion: nearestName(kindText, MULTI_KINDS),
    });
  const size = numberAttribute(at, element, "size");
  if (!Number.isInteger(size) || size < 1 || size > MAX_POINTS)
    throw mistake(at, element, `size ${size} is not a number of points`, { parameter: "size" });

  const checkSize = (name: string, count: number) => {
    if (count !== 1 && count !== size)
      throw mistake(at, element, `${name} of size ${count}, expected 1 or ${size}`, { parameter: name });
  };
  const optionalField = (name: string): ((i: number) => number) | undefined => {
    const child = optionalChild(element, name);
    if (child === undefined) return undefined;
    const values = numbersOf(at, child);
    checkSize(name, values.length);
    return values.length === 1 ? () => values[0]! : (i) => values[i]!;
  };
  const field = (name: string): ((i: number) => number) => {
    const found = optionalField(name);
    if (found === undefined)
      throw mistakeWithoutLine(at, element, `<${name}> is missing in <multiMFD>`, {
        parameter: name,
        reference: `No subnode named '${name}' found in 'multiMFD'`,
      });
    return found;
  };
  const lists = (): ((name: string) => (i: number) => Float64Array) => {
    const child = requiredChild(at, element, "lengths");
    const lengths = Array.isArray(child.value) ? (child.value as readonly number[]) : [];
    checkSize("lengths", lengths.length);
    const counts = lengths.length === 1 ? new Array<number>(size).fill(lengths[0]!) : lengths;
    const total = counts.reduce((sum, count) => sum + count, 0);
    return (name) => {
      const values = numbersOf(at, requiredChild(at, element, name));
      if (lengths.length === 1 && values.length === lengths[0]) return () => values;
      if (values.length !== total)
        throw mistake(at, element, `${name} of size ${values.length}, expected ${total}`, { parameter: name });
      let start = 0;
      const parts = counts.map((count) => {
        start += count;
        return values.subarray(start - count, start);
      });
      return (i) => parts[i]!;
    };
  };
  /** `bin_width`, or the job's; 1 where the job is not known. */
  const widths = (): ((i: number) => number) => {
    const own = optionalField("bin_width");
    if (own !== undefined) return own;
    const shared = binWidth(at, element) ?? 1;
    return () => shared;
  };
  const members = (make: (i: number) => MagnitudeFrequencyDistribution): MultiMfd => ({
    kind: "multi",
    members: Array.from({ length: size }, (_, i) => make(i)),
  });

  if (kind === "truncGutenbergRichterMFD") {
    const [min, max, a, b] = [field("min_mag"), field("max_mag"), field("a_val"), field("b_val")];
    const width = optionalField("bin_width");
    const shared = width === undefined ? binWidth(at, element) : undefined;
    return members((i) => {
      const own = width?.(i);
      checkRange(at, element, min(i), max(i), own ?? shared);
      checkB(at, element, b(i));
      return {
        kind: "truncatedGR",
        minMag: min(i),
        maxMag: max(i),
        aValue: a(i),
        bValue: b(i),
        ...(own === undefined ? {} : { binWidth: own }),
      };
    });
  }
  if (kind === "incrementalMFD") {
    const [min, width, rates] = [field("min_mag"), widths(), lists()("occurRates")];
    return members((i) => ({ kind: "incremental", minMag: min(i), binWidth: width(i), rates: rates(i) }));
  }
  if (kind === "arbitraryMFD") {
    const list = lists();
    const [mags, rates] = [list("magnitudes"), list("occurRates")];
    return members((i) => ({ kind: "arbitrary", mags: mags(i), rates: rates(i) }));
  }
  const [min, b, mag, rate, width] = [
    field("min_mag"),
    field("b_val"),
    field("char_mag"),
    field("char_rate"),
    widths(),
  ];
  return members((i) => ({
    kind: "youngsCoppersmith",
    minMag: min(i),
    bValue: b(i),
    characteristicMag: mag(i),
    characteristicRate: rate(i),
    binWidth: width(i),
  }));
}
