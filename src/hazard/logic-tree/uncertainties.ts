/**
 * Uncertainties applied to sources (docs/method/classical.md 6.7).
 *
 * Each is a pure function from a source and the branch's value to a new source. A kind of source or distribution that
 * an uncertainty does not support is an error naming both.
 */
import { InputError } from "../../input-error.ts";
import { type MfdModification, modifyMfd } from "../mfd/modify.ts";
import type { AspectRatio } from "../ruptures/aspect-ratio.ts";
import { isPointLike, type Source } from "../sources/source.ts";
import type { SimpleFaultGeometry } from "../surfaces/surface-geometry.ts";
import { checkChangedSource } from "./check-changed-source.ts";
import type { SourceModelBranch, SourceModelBranchSet, UncertaintyValue } from "./trees.ts";

/** What modifications need to know of the job and of geometry. */
export interface UncertaintyContext {
  /** The job's `width_of_mfd_bin`. */
  readonly binWidth: number | undefined;
  /** Area in km2 of a fault source on the mesh that slip rates use; undefined for sources without one. */
  readonly faultArea: (source: Source) => number | undefined;
  /** Median magnitude of a rupture of the whole fault plus `epsilon` sigmas (recomputeMmax). */
  readonly largestMagnitude: (source: Source, epsilon: number) => number | undefined;
  /** What the job does to every source after all uncertainties. */
  readonly settle: (source: Source) => Source;
  /** Applies every change to the distributions of multi-point sources, not the last one of small sources only. */
  readonly exact?: boolean;
}

type SourceWithMfd = Extract<Source, { mfd: unknown }>;

const RATE_TYPES: ReadonlySet<string> = new Set<MfdModification["type"] | "recomputeMmax" | "dummy">([
  "bGRRelative",
  "bGRAbsolute",
  "bACRelative",
  "bACAbsolute",
  "maxMagGRRelative",
  "maxMagGRRelativeNoMoBalance",
  "maxMagGRAbsolute",
  "abGRAbsolute",
  "abMaxMagAbsolute",
  "maxMagAndDeltaMagACRelative",
  "maxMagAndDeltaMagACRelativeNoMoBalance",
  "incrementalMFDAbsolute",
  "truncatedGRFromSlipAbsolute",
  "recomputeMmax",
  "dummy",
]);

/** True for uncertainties that leave the ruptures of a given magnitude as they are. */
export function changesRatesOnly(uncertaintyType: string): boolean {
  return RATE_TYPES.has(uncertaintyType);
}

/** One branch that applies to a source. */
export interface Change {
  readonly set: SourceModelBranchSet;
  readonly branch: SourceModelBranch;
}

/**
 * The source after the changes of a path, which must pass the checks of a source that is written so.
 * @throws InputError at the place of the branch, naming it and the source, when they do not fit
 */
export function applyUncertainties(source: Source, changes: readonly Change[], context: UncertaintyContext): Source {
  const changed = changes.reduce(
    (before, change) =>
      atBranch(change, source, () => modified(change.set.uncertaintyType, change.branch.value, before, context)),
    source,
  );
  const last = changes.findLast(({ set }) => !changesRatesOnly(set.uncertaintyType)) ?? changes.at(-1);
  if (last !== undefined) atBranch(last, source, () => checkChangedSource(changed));
  return changed;
}

function atBranch<T>({ set, branch }: Change, source: Source, change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [first] = error.problems;
    throw new InputError(`branch ${branch.id} (${set.uncertaintyType}), source "${source.id}": ${first.message}`, {
      file: set.file,
      line: branch.line ?? set.line,
      column: branch.column,
      parameter: first.parameter ?? set.uncertaintyType,
      allowed: first.allowed,
    });
  }
}

function modified(type: string, value: UncertaintyValue, source: Source, context: UncertaintyContext): Source {
  switch (type) {
    case "dummy":
      return source;
    case "setMSRAbsolute":
      if (!("scaling" in source) || value.kind !== "scaling") throw unsupported(type, source);
      return { ...source, scaling: value.scaling };
    case "setAspectRatioAbsolute":
      if (!("aspectRatio" in source)) throw unsupported(type, source);
      return { ...source, aspectRatio: number(type, value) };
    case "setAspectRatioRelative":
      if (!("aspectRatio" in source)) throw unsupported(type, source);
      return { ...source, aspectRatio: raisedRatio(type, source.aspectRatio, number(type, value)) };
    case "setUpperSeismDepthAbsolute":
      return withUpperDepth(type, source, () => number(type, value));
    case "setUpperSeismDepthRelative":
      return withUpperDepth(type, source, (depth) => depth + number(type, value));
    case "setLowerSeismDepthAbsolute":
      return withLowerDepth(type, source, () => number(type, value));
    case "setLowerSeismDepthRelative":
      return withLowerDepth(type, source, (depth) => depth + number(type, value));
    case "simpleFaultDipAbsolute":
      return withFaultGeometry(type, source, (geometry) => ({ ...geometry, dip: number(type, value) }));
    case "simpleFaultDipRelative":
      return withFaultGeometry(type, source, (geometry) => ({ ...geometry, dip: geometry.dip + number(type, value) }));
    case "simpleFaultGeometryAbsolute":
      return withFaultGeometry(type, source, () => {
        if (value.kind !== "geometry" || value.geometry.kind !== "simpleFaultGeometry") throw unsupported(type, source);
        return value.geometry;
      });
    case "complexFaultGeometryAbsolute":
      if (source.kind !== "complexFault" || value.kind !== "geometry" || value.geometry.kind !== "complexFaultGeometry")
        throw unsupported(type, source);
      return { ...source, geometry: value.geometry };
    case "characteristicFaultGeometryAbsolute":
      if (source.kind !== "characteristicFault" || value.kind !== "geometry") throw unsupported(type, source);
      return { ...source, surface: value.geometry };
    case "areaSourceGeometryAbsolute":
      // The polygon only: depths in the branch are ignored by the reference.
      if (source.kind !== "area" || value.kind !== "polygon") throw unsupported(type, source);
      return { ...source, polygon: value.polygon };
    case "recomputeMmax": {
      const maxMag = context.largestMagnitude(source, number(type, value));
      if (maxMag === undefined || !("mfd" in source)) throw unsupported(type, source);
      return withMfd(source, { type: "maxMagGRAbsolute", value: maxMag }, context);
    }
    default:
      if (!("mfd" in source)) throw unsupported(type, source);
      return withMfd(source, mfdModification(type, value), context);
  }
}

function withMfd(source: SourceWithMfd, change: MfdModification, context: UncertaintyContext): Source {
  const settings = {
    binWidth: context.binWidth,
    // Asked for by slip rates only: the area of a small fault may not exist.
    get faultArea() {
      return context.faultArea(source);
    },
  };
  return { ...source, mfd: modifyMfd(source.mfd, change, settings) };
}

function mfdModification(type: string, value: UncertaintyValue): MfdModification {
  switch (type) {
    case "bGRRelative":
    case "bGRAbsolute":
    case "bACRelative":
    case "bACAbsolute":
    case "maxMagGRRelative":
    case "maxMagGRRelativeNoMoBalance":
    case "maxMagGRAbsolute":
      return { type, value: number(type, value) };
    case "abGRAbsolute": {
      const [aValue, bValue] = numbers(type, value, 2);
      return { type, aValue: aValue!, bValue: bValue! };
    }
    case "abMaxMagAbsolute": {
      const [aValue, bValue, maxMag] = numbers(type, value, 3);
      return { type, aValue: aValue!, bValue: bValue!, maxMag: maxMag! };
    }
    case "maxMagAndDeltaMagACRelative":
    case "maxMagAndDeltaMagACRelativeNoMoBalance": {
      const [maxMag, deltaMag] = numbers(type, value, 2);
      return { type, maxMag: maxMag!, deltaMag: deltaMag! };
    }
    case "incrementalMFDAbsolute":
      if (value.kind !== "mfd" || value.mfd.kind !== "incremental") throw wrongValue(type, "an incrementalMFD");
      return { type, mfd: value.mfd };
    case "truncatedGRFromSlipAbsolute":
      if (value.kind !== "slip") throw wrongValue(type, "faultActivityData");
      return { type, slipRate: value.slipRate, rigidity: value.rigidity, constantTerm: value.constantTerm };
    default:
      throw new InputError(`uncertainty type '${type}' is unknown`, { parameter: "uncertaintyType" });
  }
}

function number(type: string, value: UncertaintyValue): number {
  return numbers(type, value, 1)[0]!;
}

function numbers(type: string, value: UncertaintyValue, count: number): readonly number[] {
  if (value.kind !== "numbers" || value.numbers.length !== count)
    throw wrongValue(type, count === 1 ? "one number" : `${count} numbers`);
  return value.numbers;
}

function wrongValue(type: string, allowed: string): InputError {
  return new InputError(`the value of uncertainty ${type} is of the wrong kind`, { parameter: type, allowed });
}

function unsupported(type: string, source: Source): InputError {
  return new InputError(`uncertainty ${type} is not supported by a ${source.kind} source`, { parameter: type });
}

function raisedRatio(type: string, ratio: AspectRatio, increment: number): number {
  if (typeof ratio !== "number")
    throw new InputError(`uncertainty ${type} does not apply to an aspect ratio that depends on magnitude`, {
      parameter: type,
    });
  return ratio + increment;
}

function withUpperDepth(type: string, source: Source, change: (depth: number) => number): Source {
  if (!isPointLike(source)) throw unsupported(type, source);
  const upperSeismogenicDepth = change(source.upperSeismogenicDepth);
  return { ...source, upperSeismogenicDepth };
}

function withLowerDepth(type: string, source: Source, change: (depth: number) => number): Source {
  if (source.kind === "simpleFault") {
    const lowerSeismogenicDepth = change(source.geometry.lowerSeismogenicDepth);
    return { ...source, geometry: { ...source.geometry, lowerSeismogenicDepth } };
  }
  if (!isPointLike(source)) throw unsupported(type, source);
  const lowerSeismogenicDepth = change(source.lowerSeismogenicDepth);
  return { ...source, lowerSeismogenicDepth };
}

function withFaultGeometry(
  type: string,
  source: Source,
  change: (geometry: SimpleFaultGeometry) => SimpleFaultGeometry,
): Source {
  if (source.kind !== "simpleFault") throw unsupported(type, source);
  return { ...source, geometry: change(source.geometry) };
}
