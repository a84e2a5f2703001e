/** Coefficients of the BC Hydro model (Abrahamson et al. 2016), its refits for Chile and its adaptations for Europe. */
import { coefficientTable, tableFromCsv } from "../coefficients.ts";
import abrahamsonCsv from "./abrahamson-2015.csv" with { type: "text" };
import montalvaCsv from "./montalva-2016.csv" with { type: "text" };

export const ABRAHAMSON_2015 = tableFromCsv(
  "vlin b theta1 theta2 theta6 theta7 theta8 theta10 theta11 theta12 theta13 theta14 theta15 theta16 phi tau sigma sigma_ss",
  abrahamsonCsv,
  { headings: { theta6: "theta6_published" } },
);

/** Scaled to rock of 800 m/s (SHARE project's use). */
export const ABRAHAMSON_2015_SCALED = coefficientTable(
  "vlin b theta1 theta2 theta6 theta7 theta8 theta10 theta11 theta12 theta13 theta14 theta15 theta16 phi tau sigma sigma_ss",
  `
PGA   865.1 -1.186 4.313152617 -1.35 -0.0012  1.0988 -1.42 3.12  0.013   0.98 -0.0135  -0.4 0.9969    -1 0.6 0.43 0.74 0.6
0.05 1053.5 -1.346 4.626666443  -1.4 -0.0012  1.2536 -1.65 3.37  0.013  1.288 -0.0138  -0.4  1.103 -1.18 0.6 0.43 0.74 0.6
0.1  1032.5 -1.624  5.38940726 -1.45 -0.0012  1.3997  -1.8 3.33  0.013  1.613 -0.0145  -0.4 1.3042 -1.36 0.6 0.43 0.74 0.6
0.15  877.6 -1.931 5.561740512 -1.45 -0.0014  1.3582 -1.69 3.25  0.013  1.882 -0.0153  -0.4   1.26  -1.3 0.6 0.43 0.74 0.6
0.2   748.2 -2.188 5.381371479  -1.4 -0.0018  1.1648 -1.49 3.03 0.0129  2.076 -0.0162 -0.35  1.223 -1.25 0.6 0.43 0.74 0.6
0.3   587.1 -2.518 4.914236682 -1.28 -0.0027  0.8821 -1.18 2.59 0.0128  2.348 -0.0183 -0.28   1.05 -1.06 0.6 0.43 0.74 0.6
0.4     503 -2.657 4.591825288 -1.18 -0.0035  0.7046 -0.98  2.2 0.0127  2.427 -0.0206 -0.23    0.8 -0.78 0.6 0.43 0.74 0.6
0.5   456.6 -2.669 4.142704163 -1.08 -0.0044  0.5799 -0.82 1.92 0.0125  2.399 -0.0231 -0.19  0.662 -0.62 0.6 0.43 0.74 0.6
0.75  410.5 -2.401 3.347462884 -0.91 -0.0058  0.3687 -0.54 1.42  0.012  1.993 -0.0296 -0.12   0.48 -0.34 0.6 0.43 0.74 0.6
1       400 -1.955 2.922350962 -0.85 -0.0062  0.1746 -0.34  1.1 0.0114   1.47 -0.0363 -0.07   0.33 -0.14 0.6 0.43 0.74 0.6
2       400 -0.299 1.539520753 -0.71 -0.0064 -0.2821  0.12  0.7 0.0085 -0.401  -0.061     0    0.3     0 0.6 0.43 0.74 0.6
3       400      0 0.776117425 -0.64 -0.0064 -0.4466   0.3  0.7 0.0054 -0.673 -0.0798     0    0.3     0 0.6 0.43 0.74 0.6
4       400      0 0.202413823 -0.58 -0.0064 -0.4344   0.3  0.7 0.0027 -0.627 -0.0935     0    0.3     0 0.6 0.43 0.74 0.6
`,
);

/** Shift of the interface magnitude break by period: central, high, low. */
export const DELTA_C1 = coefficientTable(
  "dc1",
  `
PGA   0.2
0.02  0.2
0.3   0.2
0.5   0.1
1       0
2    -0.1
3    -0.2
10   -0.2
`,
);

export const DELTA_C1_HIGH = coefficientTable(
  "dc1",
  `
PGA  0.4
0.02 0.4
0.3  0.4
0.5  0.3
1    0.2
2    0.1
3      0
10     0
`,
);

export const DELTA_C1_LOW = coefficientTable(
  "dc1",
  `
PGA     0
0.02    0
0.3     0
0.5  -0.1
1    -0.2
2    -0.3
3    -0.4
10   -0.4
`,
);

/** Epistemic standard deviation of the median times 1.65. */
export const EPISTEMIC = coefficientTable(
  "SIGMA_MU_SINTER SIGMA_MU_SSLAB",
  `
PGA   0.3  0.5
0.01  0.3  0.5
0.02  0.3  0.5
0.03  0.3  0.5
0.05  0.3  0.5
0.075 0.3  0.5
0.1   0.3  0.5
0.15  0.3  0.5
0.2   0.3  0.5
0.25  0.3 0.46
0.3   0.3 0.42
0.4   0.3 0.38
0.5   0.3 0.34
0.6   0.3  0.3
0.75  0.3  0.3
1     0.3  0.3
1.5   0.3  0.3
2     0.3  0.3
2.5   0.3  0.3
3     0.3  0.3
4     0.3  0.3
5     0.3  0.3
6     0.3  0.3
7.5   0.3  0.3
10    0.3  0.3
`,
);

export const DELTA_C1_MONTALVA_2017 = coefficientTable(
  "dc1",
  `
PGA            0.2
0.01           0.2
0.02           0.2
0.05           0.2
0.075          0.2
0.1            0.2
0.15           0.2
0.2            0.2
0.25           0.2
0.3            0.2
0.4    0.143682921
0.5            0.1
0.6    0.073696559
0.75    0.04150375
1                0
1.5    -0.05849625
2             -0.1
2.5   -0.155033971
3             -0.2
4             -0.2
5             -0.2
6             -0.2
7.5           -0.2
10            -0.2
`,
);

/** Interface and slab: one regression, whose terms for the slab are theta10, 11 and 14. */
export const MONTALVA_2017 = tableFromCsv(
  "vlin b theta1 theta2 theta3 theta4 theta5 theta6 theta7 theta8 theta10 theta11 theta12 theta13 theta14 theta15 theta16 phi tau sigma phi_S2S",
  montalvaCsv,
  {
    headings: {
      theta1: "theta1_2017",
      theta2: "theta2_2017",
      theta3: "theta3_2017",
      theta4: "theta4_2017",
      theta5: "theta5_2017",
      theta6: "theta6_2017",
      theta10: "theta10_2017",
      theta11: "theta11_2017",
      theta12: "theta12_2017",
      theta13: "theta13_2017",
      theta14: "theta14_2017",
      phi: "phi_2017",
      tau: "tau_2017",
      sigma: "sigma_2017",
    },
  },
);

export const MONTALVA_2016_INTERFACE = tableFromCsv(
  "DC1 vlin b theta1 theta2 theta3 theta4 theta5 theta6 theta7 theta8 theta10 theta11 theta12 theta13 theta14 theta15 theta16 phi tau sigma phi_s2s",
  montalvaCsv,
  { headings: { DC1: "DC1_2016_interface" } },
);

export const MONTALVA_2016_SLAB = tableFromCsv(
  "DC1 vlin b theta1 theta2 theta3 theta4 theta5 theta6 theta7 theta8 theta10 theta11 theta12 theta13 theta14 theta15 theta16 phi tau sigma phi_s2s",
  montalvaCsv,
  { headings: { DC1: "DC1_2016_slab" } },
);

/** Central, high and low: these differ in the shift of the magnitude break only. */
export const ESHM20_INTERFACE = tableFromCsv(
  "vlin b theta1 theta2 theta6 theta7 theta8 theta10 theta11 theta12 theta13 theta14 theta15 theta16 phi tau sigma sigma_ss",
  abrahamsonCsv,
  { headings: { theta6: "theta6_eshm20_interface" } },
);

/** Central, high and low, as for the interface. */
export const ESHM20_SLAB = tableFromCsv(
  "vlin b theta1 theta2 theta6 theta7 theta8 theta10 theta11 theta12 theta13 theta14 theta15 theta16 phi tau sigma sigma_ss",
  abrahamsonCsv,
  { headings: { theta6: "theta6_eshm20_slab" } },
);
