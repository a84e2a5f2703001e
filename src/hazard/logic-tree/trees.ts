/** Logic trees as typed values: what `inputs` reads and the enumeration and sampling work on. */
import type { GroundMotionModel, ModelArguments } from "../gmm/model.ts";
import type { MagnitudeFrequencyDistribution } from "../mfd/mfd.ts";
import type { ScalingRelationName } from "../sources/source.ts";
import type { SurfaceGeometry } from "../surfaces/surface-geometry.ts";
import type { TectonicRegionType } from "../tectonics.ts";

/** The value of a branch, by what the uncertainty type takes. */
export type UncertaintyValue =
  | { readonly kind: "files"; readonly files: readonly string[] }
  | { readonly kind: "numbers"; readonly numbers: readonly number[] }
  | { readonly kind: "mfd"; readonly mfd: MagnitudeFrequencyDistribution }
  | { readonly kind: "geometry"; readonly geometry: SurfaceGeometry }
  | { readonly kind: "polygon"; readonly polygon: Float64Array }
  | { readonly kind: "scaling"; readonly scaling: ScalingRelationName }
  | { readonly kind: "slip"; readonly slipRate: number; readonly rigidity: number; readonly constantTerm: number }
  | { readonly kind: "text"; readonly text: string };

export interface SourceModelBranch {
  readonly id: string;
  readonly weight: number;
  readonly value: UncertaintyValue;
  /** The text of the value, as written: shown in outputs. */
  readonly text: string;
  /** Where the value is written. */
  readonly line?: number;
  readonly column?: number;
}

export interface SourceModelBranchSet {
  /** As the user knows it. */
  readonly file?: string;
  readonly id: string;
  /** sourceModel, extendModel, bGRRelative ... */
  readonly uncertaintyType: string;
  readonly branches: readonly SourceModelBranch[];
  readonly applyToBranches?: readonly string[];
  readonly applyToSources?: readonly string[];
  readonly applyToTectonicRegionType?: TectonicRegionType;
  /** Of older models. Nobody looks at it. */
  readonly applyToSourceType?: string;
  readonly line: number;
}

export interface SourceModelLogicTree {
  readonly id: string;
  /** As the user knows it. */
  readonly file: string;
  /** In file order; the first is of type sourceModel. */
  readonly branchSets: readonly SourceModelBranchSet[];
}

export interface GmmBranch {
  readonly id: string;
  readonly model: GroundMotionModel;
  /** Class name and arguments as written. */
  readonly className: string;
  readonly args: ModelArguments;
  /** The text of `uncertaintyModel`, normalised to the reference's form `[Name]` + arguments: shown in outputs. */
  readonly text: string;
  readonly weight: number;
  /** Weights by measure name, for trees that have them; a measure not listed has `weight`. */
  readonly weightByMeasure?: ReadonlyMap<string, number>;
}

export interface GmmBranchSet {
  readonly id: string;
  readonly tectonicRegionType: TectonicRegionType;
  readonly branches: readonly GmmBranch[];
  readonly line: number;
}

export interface GmmLogicTree {
  readonly file: string;
  readonly branchSets: readonly GmmBranchSet[];
}
