/** Coefficients of Boore et al. (2014), electronic supplement, and Stewart et al. (2016). */
import { coefficientTable, tableFromCsv } from "../coefficients.ts";
import boore2014Csv from "./boore-2014.csv" with { type: "text" };
import stewart2016Csv from "./boore-2014-stewart-2016.csv" with { type: "text" };

export const BOORE_2014 = tableFromCsv(
  "e0 e1 e2 e3 e4 e5 e6 Mh c1 c2 c3 h Dc3 c Vc f4 f5 f6 f7 R1 R2 DfR DfV f1 f2 tau1 tau2",
  boore2014Csv,
);

export const BOORE_2014_HIGH_Q = tableFromCsv(
  "e0 e1 e2 e3 e4 e5 e6 Mh c1 c2 c3 h Dc3 c Vc f4 f5 f6 f7 R1 R2 DfR DfV f1 f2 tau1 tau2",
  boore2014Csv,
  { headings: { Dc3: "Dc3_high_q" } },
);

export const BOORE_2014_LOW_Q = tableFromCsv(
  "e0 e1 e2 e3 e4 e5 e6 Mh c1 c2 c3 h Dc3 c Vc f4 f5 f6 f7 R1 R2 DfR DfV f1 f2 tau1 tau2",
  boore2014Csv,
  { headings: { Dc3: "Dc3_low_q", f6: "f6_low_q", f7: "f7_low_q" } },
);

/** Basin adjustment from CyberShake simulations (US national seismic hazard model 2023). */
export const BOORE_2014_CYBERSHAKE = coefficientTable(
  "f6cy f7cy dz1cy",
  `
2   0.296 0.163     0.55
3   0.503 0.277     0.55
4   0.878 0.483     0.55
5    1.18 0.457 0.388695
7.5  1.48 0.549 0.370751
10   1.34 0.498 0.370755
`,
);

export const STEWART_2016 = tableFromCsv(
  "e0 e1 e2 e3 e4 e5 e6 Mh c1 c2 c3 Dc3CH Dc3JP h c Vc f4 f5 tau1 tau2 phi1 phi2",
  stewart2016Csv,
);
