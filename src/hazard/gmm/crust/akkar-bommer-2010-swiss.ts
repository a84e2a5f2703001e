/** Adjustments of Akkar & Bommer (2010) for the Swiss hazard model 2014: three kappa models (01, 04, 08). */
import { tableFromCsv } from "../coefficients.ts";
import swissCsv from "./akkar-bommer-2010-swiss.csv" with { type: "text" };

export const SWISS_01 = tableFromCsv("k_adj a1 a2 b1 b2 Rm phi_11 phi_21 C2 Mc1 Mc2 Rc11 Rc21 mean_phi_ss", swissCsv, {
  headings: { k_adj: "k_adj_01" },
});

export const SWISS_04 = tableFromCsv("k_adj a1 a2 b1 b2 Rm phi_11 phi_21 C2 Mc1 Mc2 Rc11 Rc21 mean_phi_ss", swissCsv, {
  headings: { k_adj: "k_adj_04" },
});

export const SWISS_08 = tableFromCsv("k_adj a1 a2 b1 b2 Rm phi_11 phi_21 C2 Mc1 Mc2 Rc11 Rc21 mean_phi_ss", swissCsv, {
  headings: { k_adj: "k_adj_08" },
});
