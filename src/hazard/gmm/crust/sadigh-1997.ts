/**
 * Sadigh, Chang, Egan, Makdisi & Youngs (1997), Attenuation relationships for shallow crustal earthquakes based on California
 * strong motion data, SRL 68(1), 180-189: tables 2 and 3 for rock (vs30 above 750 m/s), table 4 for deep soil.
 *
 * ln(g); rrup in km. Magnitude 4 to 8+ (8.5 at most in the median), rrup up to 100 km. Total standard deviation only.
 */
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { clearParts, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import { isReverse45Inclusive } from "../mechanism.ts";
import type { ModelFacts, ModelFamily } from "../model.ts";
import { changes } from "../rupture-rows.ts";

const FACTS: ModelFacts = {
  name: "SadighEtAl1997",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
  doi: "10.1785/gssrl.68.1.180",
  validity: { magnitude: [4, 8], distance: 100 },
};

const ROCK_SMALL = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7",
  `
PGA  -0.624 1      0   -2.1 1.29649 0.25      0
0.07   0.11 1  0.006 -2.128 1.29649 0.25 -0.082
0.1   0.275 1  0.006 -2.148 1.29649 0.25 -0.041
0.2   0.153 1 -0.004  -2.08 1.29649 0.25      0
0.3  -0.057 1 -0.017 -2.028 1.29649 0.25      0
0.4  -0.298 1 -0.028  -1.99 1.29649 0.25      0
0.5  -0.588 1  -0.04 -1.945 1.29649 0.25      0
0.75 -1.208 1  -0.05 -1.865 1.29649 0.25      0
1    -1.705 1 -0.055   -1.8 1.29649 0.25      0
1.5  -2.407 1 -0.065 -1.725 1.29649 0.25      0
2    -2.945 1  -0.07  -1.67 1.29649 0.25      0
3      -3.7 1  -0.08  -1.61 1.29649 0.25      0
4     -4.23 1   -0.1  -1.57 1.29649 0.25      0
`,
);

const ROCK_LARGE = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7",
  `
PGA  -1.274 1.1      0   -2.1 -0.48451 0.524      0
0.07  -0.54 1.1  0.006 -2.128 -0.48451 0.524 -0.082
0.1  -0.375 1.1  0.006 -2.148 -0.48451 0.524 -0.041
0.2  -0.497 1.1 -0.004  -2.08 -0.48451 0.524      0
0.3  -0.707 1.1 -0.017 -2.028 -0.48451 0.524      0
0.4  -0.948 1.1 -0.028  -1.99 -0.48451 0.524      0
0.5  -1.238 1.1  -0.04 -1.945 -0.48451 0.524      0
0.75 -1.858 1.1  -0.05 -1.865 -0.48451 0.524      0
1    -2.355 1.1 -0.055   -1.8 -0.48451 0.524      0
1.5  -3.057 1.1 -0.065 -1.725 -0.48451 0.524      0
2    -3.595 1.1  -0.07  -1.67 -0.48451 0.524      0
3     -4.35 1.1  -0.08  -1.61 -0.48451 0.524      0
4     -4.88 1.1   -0.1  -1.57 -0.48451 0.524      0
`,
);

const ROCK_SIGMA = coefficientTable(
  "sigma0 magfactor maxsigma maxmag",
  `
PGA  1.39 -0.14 0.38 7.21
0.07  1.4 -0.14 0.39 7.21
0.1  1.41 -0.14  0.4 7.21
0.2  1.43 -0.14 0.42 7.21
0.3  1.45 -0.14 0.44 7.21
0.4  1.48 -0.14 0.47 7.21
0.5   1.5 -0.14 0.49 7.21
0.75 1.52 -0.14 0.51 7.21
1    1.53 -0.14 0.52 7.21
4    1.53 -0.14 0.52 7.21
`,
);

const SOIL = coefficientTable(
  "c6ss c6r c7 sigma0 magfactor maxmag",
  `
PGA         0       0      0  1.52 -0.16 7
0.075  0.4572  0.4572  0.005  1.54 -0.16 7
0.1    0.6395  0.6395  0.005  1.54 -0.16 7
0.2    0.9187  0.9187 -0.004 1.565 -0.16 7
0.3    0.9547  0.9547 -0.014  1.58 -0.16 7
0.4    0.9251  0.9005 -0.024 1.595 -0.16 7
0.5    0.8494  0.8285 -0.033  1.61 -0.16 7
0.75    0.701  0.6802 -0.051 1.635 -0.16 7
1      0.5665  0.5075 -0.065  1.66 -0.16 7
1.5    0.3235  0.2215  -0.09  1.69 -0.16 7
2      0.1001 -0.0526 -0.108   1.7 -0.16 7
3     -0.2801 -0.4905 -0.139  1.71 -0.16 7
4     -0.6274 -0.8907  -0.16  1.71 -0.16 7
`,
);

const ROCK_VS30 = 750;
/** Near-field saturation changes above this magnitude. */
const SATURATION_MAGNITUDE = 6.5;
/** Footnote of table 2: reverse ruptures are 20 % stronger on rock. */
const LN_REVERSE_ON_ROCK = 0.1823215567939546;

type Rock = Coefficients<"c1 c2 c3 c4 c5 c6 c7">;
type Soil = Coefficients<"c6ss c6r c7 sigma0 magfactor maxmag">;

/** The terms of one rupture; the mean is base + far * ln(rrup + size) + near * ln(rrup + 2). */
interface Terms {
  base: number;
  size: number;
  far: number;
  near: number;
  sigma: number;
}

function rockTerms(
  c: Rock,
  sigma: Coefficients<"sigma0 magfactor maxsigma maxmag">,
  mag: number,
  reverse: boolean,
  out: Terms,
) {
  const m = Math.min(mag, 8.5);
  out.base = c.c1 + c.c2 * m + c.c3 * (8.5 - m) ** 2.5 + (reverse ? LN_REVERSE_ON_ROCK : 0);
  out.size = Math.exp(c.c5 + c.c6 * m);
  out.far = c.c4;
  out.near = c.c7;
  out.sigma = mag > sigma.maxmag ? sigma.maxsigma : sigma.sigma0 + sigma.magfactor * mag;
}

function soilTerms(c: Soil, mag: number, reverse: boolean, out: Terms) {
  const m = Math.min(mag, 8.5);
  const large = mag > SATURATION_MAGNITUDE;
  out.base = (reverse ? -1.92 + c.c6r : -2.17 + c.c6ss) + m + c.c7 * (8.5 - m) ** 2.5;
  out.size = large ? 0.3825 * Math.exp(0.5882 * m) : 2.1863 * Math.exp(0.32 * m);
  out.far = -1.7;
  out.near = 0;
  out.sigma = c.sigma0 + c.magfactor * Math.min(mag, 7);
}

export const sadigh1997: ModelFamily = {
  models: {
    SadighEtAl1997: plainModel(FACTS, (imt) => {
      const small = ROCK_SMALL.at(imt);
      const large = ROCK_LARGE.at(imt);
      const rockSigma = ROCK_SIGMA.at(imt);
      const soil = SOIL.at(imt);
      const onRock: Terms = { base: 0, size: 0, far: 0, near: 0, sigma: 0 };
      const onSoil: Terms = { base: 0, size: 0, far: 0, near: 0, sigma: 0 };
      return (ctx, out) => {
        for (let i = 0; i < ctx.length; i++) {
          const mag = ctx.mag[i]!;
          const rake = ctx.rake[i]!;
          if (changes(ctx.mag, i) || changes(ctx.rake, i)) {
            const reverse = isReverse45Inclusive(rake);
            rockTerms(mag > SATURATION_MAGNITUDE ? large : small, rockSigma, mag, reverse, onRock);
            soilTerms(soil, mag, reverse, onSoil);
          }
          const terms = ctx.vs30[i]! > ROCK_VS30 ? onRock : onSoil;
          const rrup = ctx.rrup[i]!;
          let mean = terms.base + terms.far * Math.log(rrup + terms.size);
          if (terms.near !== 0) mean += terms.near * Math.log(rrup + 2);
          out.mean[i] = mean;
          out.sigma[i] = terms.sigma;
        }
        clearParts(out, ctx.length);
      };
    }),
  },
};
