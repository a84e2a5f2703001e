/** What a comparison of two sets of tables tells. */

/** Numbers a and b agree when |a - b| <= atol + rtol |a|. */
export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

/** That of docs/differences.md. */
export const DEFAULT_TOLERANCE: Tolerance = { rtol: 1e-3, atol: 1e-8 };

/** Two cells and where they are. */
export interface CellDifference {
  /** What identifies the row: columns and their values in the first table. */
  readonly row: Readonly<Record<string, string>>;
  readonly column: string;
  readonly a: string;
  readonly b: string;
  /** |a - b| / |a|; null where there is none: texts, zero against a number, not a number. */
  readonly relative: number | null;
}

export interface ColumnComparison {
  readonly column: string;
  readonly differing: number;
  /** Largest finite relative difference. */
  readonly worst: number;
}

/** Numbers of cells by decade of their relative difference. */
export interface DifferenceHistogram {
  /** Cells without a difference above atol. */
  readonly none: number;
  /** `decades[i]` counts differences of [10^(i - 12), 10^(i - 11)); the first holds all below, the last all above. */
  readonly decades: readonly number[];
}

export interface TableComparison {
  readonly output: string;
  /** Nothing outside the tolerance, no row and no column on one side only. */
  readonly equal: boolean;
  readonly rows: number;
  /** Cells that both tables have. */
  readonly cells: number;
  readonly differing: number;
  /** Largest difference, infinite ones first; undefined when no cell differs above atol. */
  readonly worst?: CellDifference;
  /** Median of the relative differences of all numbers but those that identify rows; null without such numbers. */
  readonly typical: number | null;
  readonly largest: readonly CellDifference[];
  readonly columns: readonly ColumnComparison[];
  readonly histogram: DifferenceHistogram;
  readonly keys: readonly string[];
  readonly columnsOnlyInA: readonly string[];
  readonly columnsOnlyInB: readonly string[];
  readonly rowsOnlyInA: number;
  readonly rowsOnlyInB: number;
  /** The first rows that only one side has. */
  readonly exampleRowsOnlyInA: readonly Readonly<Record<string, string>>[];
  readonly exampleRowsOnlyInB: readonly Readonly<Record<string, string>>[];
  /** No columns tell all rows apart: equal keys were paired in their order. */
  readonly ambiguousRows: boolean;
}

export interface Comparison {
  readonly a: string;
  readonly b: string;
  readonly tolerance: Tolerance;
  /** Outputs that one side only has are ignored. */
  readonly commonOnly: boolean;
  readonly equal: boolean;
  readonly tables: readonly TableComparison[];
  readonly onlyInA: readonly string[];
  readonly onlyInB: readonly string[];
  /** Files of other types, which are not compared. */
  readonly notCompared: readonly string[];
}
