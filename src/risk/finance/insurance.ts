/** What insurers pay: losses above a deductible up to a limit. */

/**
 * Insured part of a loss; amounts in the unit of the loss. Nothing below the deductible, the layer between deductible and limit above
 * the limit.
 * @example insuredLoss(1000, 100, 600) = 500
 */
export function insuredLoss(loss: number, deductible: number, limit: number): number {
  if (loss < deductible) return 0;
  return Math.min(loss, limit) - deductible;
}

/**
 * Part of a loss that an insured person claims: what is above the deductible.
 * @example claimOf(1000, 100) = 900
 */
export function claimOf(loss: number, deductible: number): number {
  return loss > deductible ? loss - deductible : 0;
}
