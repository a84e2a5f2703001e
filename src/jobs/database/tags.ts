/** Tags: any number a job, at most one preferred job a tag. Texts as clients know them (http-api.md 1.4). */
import type { ActionAnswer } from "../job.ts";

export interface TagStore {
  /** Sorted. */
  list(): readonly string[];
  create(tag: string): ActionAnswer;
  delete(tag: string): ActionAnswer;
  /** Makes the tag when it is new. */
  add(jobId: number, tag: string): ActionAnswer;
  remove(jobId: number, tag: string): ActionAnswer;
  setPreferred(jobId: number, tag: string): ActionAnswer;
  unsetPreferred(tag: string): ActionAnswer;
  preferred(tag: string): number | null;
}
