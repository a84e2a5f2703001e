/** Coefficients of Bayless & Abrahamson (2019). */
import { tableFromCsv } from "../coefficients.ts";
import baylessAbrahamson2018Csv from "./bayless-abrahamson-2018.csv" with { type: "text" };

export const BAYLESS_ABRAHAMSON_2018 = tableFromCsv(
  "c1 c2 c3 cn cM c4 c5 c6 chm c7 c8 c9 c10 c11a c11b c11c c11d c1a s1 s2 s3 s4 s5 s6 f3 f4 f5",
  baylessAbrahamson2018Csv,
);
