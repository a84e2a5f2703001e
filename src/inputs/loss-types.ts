/** What a loss can be of, as documents and parameters of the job name it. */
export const LOSS_TYPES = [
  "structural",
  "nonstructural",
  "contents",
  "business_interruption",
  "embodied_carbon",
  "occupants",
  "residents",
  "area",
  "number",
  "affectedpop",
  "injured",
] as const;
