/** What the tabs know of the calculation they show. */
import type { DescribedOutput, Output } from "../api-client.ts";

export interface ShownCalculation {
  readonly id: number;
  readonly description: string;
  readonly mode: string;
  readonly outputs: readonly Output[];
  readonly described: readonly DescribedOutput[];
  /** Inputs can be asked for. */
  readonly mayHaveInputs: boolean;
  /** How many there are; asked for once. */
  readonly realizations: () => Promise<number>;
}
