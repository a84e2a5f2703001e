/**
 * Chiou & Youngs (2008), Zhao et al. (2006) and Cauzzi & Faccioli (2008) as the Swiss hazard model 2014 adjusts them: on rock, with the
 * adjustments of `swiss-adjustment.ts` (Edwards, Cauzzi, Danciu & Faeh 2016, BSSA 106(1)).
 */
import type { DistanceColumn } from "../../context-block.ts";
import { type CoefficientTable, tableFromCsv } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, constantColumn, factsOf, LN10, makeModel, withColumns } from "../make-model.ts";
import type { ModelFactory, ModelFamily } from "../model.ts";
import { refuseArguments } from "../model-arguments.ts";
import cauzziFaccioliCsv from "./swiss-2014-cauzzi-faccioli.csv" with { type: "text" };
import cauzziFaccioliTauCsv from "./swiss-2014-cauzzi-faccioli-tau.csv" with { type: "text" };
import chiouYoungsCsv from "./swiss-2014-chiou-youngs.csv" with { type: "text" };
import zhaoCsv from "./swiss-2014-zhao.csv" with { type: "text" };
import { type SwissTable, swissAdjustment } from "./swiss-adjustment.ts";

const CHIOUYOUNGS_01 = tableFromCsv(
  "k_adj a1 a2 b1 b2 Rm phi_11 phi_21 C2 Mc1 Mc2 Rc11 Rc21 mean_phi_ss",
  chiouYoungsCsv,
  {
    headings: { k_adj: "k_adj_01" },
  },
);

const CHIOUYOUNGS_04 = tableFromCsv(
  "k_adj a1 a2 b1 b2 Rm phi_11 phi_21 C2 Mc1 Mc2 Rc11 Rc21 mean_phi_ss",
  chiouYoungsCsv,
  {
    headings: { k_adj: "k_adj_04" },
  },
);

const CHIOUYOUNGS_06 = tableFromCsv(
  "k_adj a1 a2 b1 b2 Rm phi_11 phi_21 C2 Mc1 Mc2 Rc11 Rc21 mean_phi_ss",
  chiouYoungsCsv,
  {
    headings: { k_adj: "k_adj_06" },
  },
);

const ZHAO_03 = tableFromCsv("k_adj a1 a2 b1 b2 Rm phi_11 phi_21 C2 Mc1 Mc2 Rc11 Rc21 mean_phi_ss", zhaoCsv, {
  headings: { k_adj: "k_adj_03", phi_11: "phi_11_03", phi_21: "phi_21_03", C2: "C2_03" },
});

const ZHAO_05 = tableFromCsv("k_adj a1 a2 b1 b2 Rm phi_11 phi_21 C2 Mc1 Mc2 Rc11 Rc21 mean_phi_ss", zhaoCsv, {
  headings: { k_adj: "k_adj_05", phi_11: "phi_11_05", phi_21: "phi_21_05", C2: "C2_05" },
});

const ZHAO_08 = tableFromCsv("k_adj a1 a2 b1 b2 Rm phi_11 phi_21 C2 Mc1 Mc2 Rc11 Rc21 mean_phi_ss", zhaoCsv, {
  headings: { k_adj: "k_adj_08", phi_11: "phi_11_03", phi_21: "phi_21_03", C2: "C2_03" },
});

const CAUZZIFACCIOLI_01 = tableFromCsv(
  "k_adj a1 a2 b1 b2 Rm phi_11 phi_21 C2 Mc1 Mc2 Rc11 Rc21 mean_phi_ss",
  cauzziFaccioliCsv,
  {
    headings: { k_adj: "k_adj_01" },
  },
);

const CAUZZIFACCIOLI_04 = tableFromCsv(
  "k_adj a1 a2 b1 b2 Rm phi_11 phi_21 C2 Mc1 Mc2 Rc11 Rc21 mean_phi_ss",
  cauzziFaccioliCsv,
  {
    headings: { k_adj: "k_adj_04" },
  },
);

const CAUZZIFACCIOLI_08 = tableFromCsv(
  "k_adj a1 a2 b1 b2 Rm phi_11 phi_21 C2 Mc1 Mc2 Rc11 Rc21 mean_phi_ss",
  cauzziFaccioliCsv,
  {
    headings: { k_adj: "k_adj_08" },
  },
);

/** Between-event standard deviation (log10) of Cauzzi & Faccioli (2008), which the base model does not give. */
const CAUZZI_FACCIOLI_TAU = tableFromCsv("tau", cauzziFaccioliTauCsv);

interface Options {
  readonly base: string;
  readonly table: SwissTable;
  /** Rock the base model is evaluated for (m/s). */
  readonly vs30: number;
  readonly distance: DistanceColumn;
  /** Between-event standard deviation where the base model has none, in the unit the adjustment works in. */
  readonly tau?: CoefficientTable<"tau">;
  /** What standard deviations are multiplied by after the adjustment for ln. */
  readonly units: number;
}

function swiss(name: string, options: Options): ModelFactory {
  return (args, environment) => {
    refuseArguments(name, args);
    const inner = environment.build(options.base, {});
    return makeModel(
      {
        ...factsOf(inner),
        name,
        standardDeviations: ALL_STANDARD_DEVIATIONS,
        measures: ["PGA", "SA"],
        referenceVelocity: 1105,
      },
      (imt) => {
        const row = options.table.at(imt);
        const rock = constantColumn(options.vs30);
        const base = withColumns(inner.forMeasure(imt), (ctx) => ({ vs30: rock(ctx) }));
        const { units } = options;
        const fixed = options.tau?.at(imt).tau;
        return (ctx, out) => {
          base(ctx, out);
          swissAdjustment(row, fixed ?? ((i) => out.tau[i]!), units)(ctx, ctx[options.distance], out);
          if (units === 1) return;
          for (let i = 0; i < ctx.length; i++) {
            out.sigma[i]! *= units;
            out.tau[i]! *= units;
            out.phi[i]! *= units;
          }
        };
      },
    );
  };
}

function variants(prefix: string, tables: { readonly [number: string]: SwissTable }, options: Omit<Options, "table">) {
  return Object.fromEntries(
    Object.entries(tables).map(([number, table]) => {
      const name = `${prefix}SWISS${number}`;
      return [name, swiss(name, { ...options, table })];
    }),
  );
}

export const swiss2014: ModelFamily = {
  models: {
    ...variants(
      "ChiouYoungs2008",
      { "01": CHIOUYOUNGS_01, "04": CHIOUYOUNGS_04, "06": CHIOUYOUNGS_06 },
      { base: "ChiouYoungs2008", vs30: 620, distance: "rjb", units: 1 },
    ),
    ...variants(
      "ZhaoEtAl2006Asc",
      { "03": ZHAO_03, "05": ZHAO_05, "08": ZHAO_08 },
      { base: "ZhaoEtAl2006Asc", vs30: 700, distance: "rrup", units: 1 },
    ),
    ...variants(
      "CauzziFaccioli2008",
      { "01": CAUZZIFACCIOLI_01, "04": CAUZZIFACCIOLI_04, "08": CAUZZIFACCIOLI_08 },
      { base: "CauzziFaccioli2008", vs30: 700, distance: "rhypo", tau: CAUZZI_FACCIOLI_TAU, units: LN10 },
    ),
  },
};
