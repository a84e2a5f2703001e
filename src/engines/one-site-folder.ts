/** The folder of an answer for one place, in the cache of its calculation. */
import type { OneSiteRequest } from "../calculators/one-site/one-site-request.ts";
import type { InputProblem } from "../input-error.ts";

/** `site-request.json`: what the child is asked. */
export interface OneSiteTask {
  readonly calculation: { readonly id: number; readonly folder: string };
  readonly request: OneSiteRequest;
  readonly workers: number;
}

/** `site-answer.json`, renamed into place as the child's last act. */
export type OneSiteEnd =
  | { readonly status: "complete"; readonly seconds: number }
  /** What cannot be computed however often it is asked. */
  | { readonly status: "refused"; readonly problems: readonly InputProblem[] }
  | { readonly status: "failed"; readonly message: string };

export const ONE_SITE_FILES = { task: "site-request.json", end: "site-answer.json" } as const;
