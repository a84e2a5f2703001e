/**
 * Site response of the NGA-East models from rock of 3000 m/s: linear and its epistemic standard deviation, Stewart et al. (2017, PEER 2017/04;
 * 2020), non-linear, Hashash et al. (2017, PEER 2017/05; 2020).
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { coefficientTable } from "../coefficients.ts";

/** Between 760 m/s and rock. The US national seismic hazard model keeps this table with the site response of 2020 too. */
export const NGA_EAST_F760 = coefficientTable(
  "f760i f760g f760is f760gs",
  `
PGV   0.3753 0.297 0.313 0.117
PGA    0.185 0.121 0.434 0.248
0.01   0.185 0.121 0.434 0.248
0.02   0.185 0.031 0.434  0.27
0.03   0.224     0 0.404 0.229
0.05   0.337 0.062 0.363 0.093
0.075  0.475 0.211 0.322 0.102
0.1    0.521 0.338 0.293 0.088
0.15   0.586  0.47 0.253 0.066
0.2    0.419 0.509 0.214 0.053
0.25   0.332 0.509 0.177 0.052
0.3     0.27 0.498 0.131 0.055
0.4    0.209 0.473 0.112  0.06
0.5    0.175 0.447 0.105 0.067
0.75   0.127 0.386 0.138 0.077
1      0.095 0.344 0.124 0.078
1.5    0.083 0.289 0.112 0.081
2      0.079 0.258 0.118 0.088
3      0.073 0.233 0.111   0.1
4      0.066 0.224  0.12 0.109
5      0.064  0.22 0.108 0.115
7.5    0.056 0.216 0.082  0.13
10     0.053 0.218 0.069 0.137
`,
);

const LINEAR = coefficientTable(
  "c v1 v2 vf sigma_vc sigma_L sigma_U",
  `
PGV   -0.449 331  760 314 0.251 0.306 0.334
PGA    -0.29 319  760 345   0.3 0.345  0.48
0.01   -0.29 319  760 345   0.3 0.345  0.48
0.02  -0.303 319  760 343  0.29 0.336 0.479
0.03  -0.315 319  810 342 0.282 0.327 0.478
0.05  -0.344 319 1010 338 0.271 0.308 0.476
0.075 -0.348 319 1380 334 0.269 0.285 0.473
0.1   -0.372 317 1900 319  0.27 0.263  0.47
0.15  -0.385 302 1500 317 0.261 0.284 0.402
0.2   -0.403 279 1073 314 0.251 0.306 0.334
0.25  -0.417 250  945 282 0.238 0.291 0.357
0.3   -0.426 225  867 250 0.225 0.276 0.381
0.4   -0.452 217  843 250 0.225 0.275 0.381
0.5    -0.48 217  822 280 0.225 0.311 0.323
0.75   -0.51 227  814 280 0.225  0.33  0.31
1     -0.557 255  790 300 0.225 0.377 0.361
1.5   -0.574 276  805 300 0.242 0.405 0.375
2     -0.584 296  810 300 0.259 0.413 0.388
3     -0.588 312  820 313 0.306  0.41 0.551
4     -0.579 321  821 322  0.34 0.405 0.585
5     -0.558 324  825 325  0.34 0.409 0.587
7.5   -0.544 325  820 328 0.345  0.42 0.594
10    -0.507 325  820 330  0.35  0.44   0.6
`,
);

const NON_LINEAR = coefficientTable(
  "f3 f4 f5 Vc sigma_c f4_mod",
  `
PGV   0.06089 -0.08344 -0.00667 2257  0.12 -0.08344
PGA    0.0752 -0.43755 -0.00131 2990  0.12 -0.43755
0.01   0.0752 -0.43755 -0.00131 2990  0.12 -0.43755
0.02   0.0566 -0.41511 -0.00098 2990  0.12 -0.41511
0.03   0.1036 -0.49871 -0.00127 2990  0.12 -0.49871
0.05  0.16781 -0.58073 -0.00187 2990  0.12 -0.58073
0.075 0.17386 -0.53646 -0.00259 2990  0.12 -0.53646
0.1   0.15083 -0.44661 -0.00335 2990  0.12 -0.44661
0.15  0.14272 -0.38264  -0.0041 2335  0.12 -0.38264
0.2   0.12815 -0.30481 -0.00488 1533  0.12 -0.30481
0.25  0.13286 -0.27506 -0.00564 1318 0.135 -0.27506
0.3    0.1307 -0.22825 -0.00655 1152  0.15 -0.22825
0.4   0.09414 -0.11591 -0.00872 1018  0.15  -0.1306
0.5   0.09888 -0.07793 -0.01028  939  0.15 -0.09571
0.75  0.06101  -0.0178 -0.01456  835 0.125 -0.02909
1     0.04367 -0.00478 -0.01823  951  0.06 -0.01057
1.5    0.0048 -0.00086    -0.02  882  0.05 -0.00253
2     0.00164 -0.00236 -0.01296  879  0.04 -0.00236
3     0.00746 -0.00626 -0.01043  894  0.04 -0.00626
4     0.00269 -0.00331 -0.01215  875  0.03 -0.00331
5     0.00242 -0.00256 -0.01325  856  0.02 -0.00256
7.5   0.04219 -0.00536 -0.01418  832  0.02 -0.00536
10    0.05329 -0.00631 -0.01403  837  0.02 -0.00631
`,
);

const V_REF = 760;
const V_LOW = 200;
const V_UPPER = 2000;
const V_ROCK = 3000;

/** Weight of the impedance against the gradient model of the ratio between 760 and 3000 m/s. */
function impedanceWeight(vs30: number): number {
  if (vs30 >= 600) return 0.767;
  return vs30 < 400 ? 0.1 : (0.667 * Math.log(vs30 / 400)) / Math.log(600 / 400) + 0.1;
}

export interface NgaEastSite {
  /** ln amplification for PGA (g) on rock. */
  readonly amplification: (vs30: number, pgaRock: number) => number;
  /** Epistemic standard deviation of it. */
  readonly deviation: (vs30: number, pgaRock: number) => number;
}

/** `usgs2023`: the non-linear slope is averaged with that of the US national seismic hazard model 2023. */
export function ngaEastSite(imt: IntensityMeasure, usgs2023 = false): NgaEastSite {
  const from760 = NGA_EAST_F760.at(imt);
  const lin = LINEAR.at(imt);
  const non = NON_LINEAR.at(imt);
  const low = lin.c * Math.log(lin.v1 / V_REF);
  const high = lin.c * Math.log(lin.v2 / V_REF);
  const lnRockRatio = Math.log(V_ROCK / V_UPPER);
  const period = imt.kind === "PGA" ? 0.01 : imt.kind === "PGV" ? 0.5 : imt.period;
  const reference = period < 0.4 ? V_REF : V_ROCK;
  const f4 = usgs2023 ? 0.5 * (non.f4 + non.f4_mod) : non.f4;
  const atReference = Math.exp(non.f5 * (reference - 360));

  function linear(vs30: number): number {
    const w = impedanceWeight(vs30);
    const f760 = w * from760.f760i + (1 - w) * from760.f760g;
    if (vs30 >= V_ROCK) return 0;
    if (vs30 > V_UPPER) return high - ((high + f760) * Math.log(vs30 / V_UPPER)) / lnRockRatio + f760;
    if (vs30 > lin.v2) return high + f760;
    return (vs30 <= lin.v1 ? low : lin.c * Math.log(vs30 / V_REF)) + f760;
  }

  function nonLinear(vs30: number, pgaRock: number): number {
    if (vs30 >= non.Vc) return 0;
    const slope = f4 * (Math.exp(non.f5 * (Math.min(vs30, reference) - 360)) - atReference);
    return slope * Math.log((pgaRock + non.f3) / non.f3);
  }

  function linearDeviation(vs30: number): number {
    if (vs30 > V_ROCK) return 0;
    if (vs30 >= V_UPPER) return lin.sigma_U * (1 - Math.log(vs30 / V_UPPER) / lnRockRatio);
    if (vs30 > lin.v2) {
      const x = (vs30 - lin.v2) / (V_UPPER - lin.v2);
      return lin.sigma_vc + (lin.sigma_U - lin.sigma_vc) * x * x;
    }
    if (vs30 >= lin.vf) return lin.sigma_vc;
    const x = (vs30 - V_LOW) / (lin.vf - V_LOW);
    const d = lin.sigma_L - lin.sigma_vc;
    return lin.sigma_L - 2 * d * x + d * x * x;
  }

  return {
    amplification: (vs30, pgaRock) => linear(vs30) + nonLinear(vs30, pgaRock),
    deviation(vs30, pgaRock) {
      const w = impedanceWeight(vs30);
      const d760 = w * from760.f760is + (1 - w) * from760.f760gs;
      const dLinear = linearDeviation(vs30);
      let slope = 0;
      if (vs30 < 300) slope = non.sigma_c;
      else if (vs30 < 1000) slope = non.sigma_c - (non.sigma_c * Math.log(vs30 / 300)) / Math.log(1000 / 300);
      const dNonLinear = slope * Math.log((pgaRock + non.f3) / non.f3);
      return Math.sqrt(d760 * d760 + dLinear * dLinear + dNonLinear * dNonLinear);
    },
  };
}
