/** A user has used up what the operator allows. */
export class QuotaError extends Error {
  override readonly name = "QuotaError";
}
