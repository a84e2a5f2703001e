/** The kinds of jobs of risk that are drawn from nothing, by name. */
import { writeRandomNetwork, writeRandomVolcano } from "./random-network-jobs.ts";
import { writeRandomRisk } from "./random-risk-jobs.ts";

/** Writes a job into a folder; returns its job files, hazard before risk. */
export const RANDOM_KINDS: Readonly<Record<string, (folder: string, seed: number) => readonly string[]>> = {
  risks: writeRandomRisk,
  networks: writeRandomNetwork,
  volcanoes: writeRandomVolcano,
};
