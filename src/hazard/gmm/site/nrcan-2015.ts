/**
 * Site factors of the national building code of Canada 2015 relative to vs30 760 m/s: Boore & Atkinson (2008) below, and above either the
 * same or Atkinson & Boore (2006), linear between 760 and 2000 m/s in log-log.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { atkinsonBooreSoil, soilAmplification } from "./atkinson-boore-soil.ts";
import { hardRockTable } from "./canada-hard-rock.ts";

/** Hard rock (2000 m/s) to 760 m/s. */
const HARD_ROCK = hardRockTable("0.05 0.891");

export type NrcanSite = (vs30: number, lnRock: number) => number;

/** ln amplification for a motion of ln `lnRock` at 760 m/s (the reference takes that of the measure itself for PGA). */
export function nrcanSite(imt: IntensityMeasure, kind: "base" | "linear"): NrcanSite {
  const soil = atkinsonBooreSoil(imt);
  const lnHardRock = Math.log(HARD_ROCK.at(imt).c);
  if (kind === "base") return (vs30, lnRock) => soilAmplification(soil, vs30 >= 2000 ? 1999 : vs30, lnRock);
  return (vs30, lnRock) => {
    if (vs30 < 760) return soilAmplification(soil, vs30, lnRock);
    return (-lnHardRock * Math.log(Math.min(vs30, 2000) / 760)) / Math.log(2000 / 760);
  };
}
