/**
 * From the rock of an Australian model to any site by the response of Seyhan & Stewart (2014), Earthquake Spectra 30(3), 1241-1256 (that
 * of Boore et al. 2014): rock to 760 m/s, then 760 m/s to the site, each with the PGA of its own rock.
 */
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { boore2014Site } from "../crust/boore-2014.ts";
import { BOORE_2014 } from "../crust/boore-2014-coefficients.ts";

/** ln amplification over rock of `rockVs30` (m/s), for ln of PGA (g) there. */
export function rockSiteRatio(imt: IntensityMeasure, rockVs30: number): (vs30: number, lnPgaRock: number) => number {
  const c = BOORE_2014.at(imt);
  const pga = BOORE_2014.at(PGA);
  return (vs30, lnPgaRock) => {
    const pgaRock = Math.exp(lnPgaRock);
    const pga760 = Math.exp(lnPgaRock - boore2014Site(pga, rockVs30, pgaRock));
    return boore2014Site(c, vs30, pga760) - boore2014Site(c, rockVs30, pgaRock);
  };
}
