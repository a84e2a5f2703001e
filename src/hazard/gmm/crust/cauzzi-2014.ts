/**
 * Cauzzi, Faccioli, Vanini & Bianchini (2015), Updated predictive equations for broadband (0.01-10 s) horizontal response spectra
 * and peak ground motions, based on a global dataset of digital acceleration records, BEE 13(6), 1587-1612, eqs. 1-6.
 *
 * The paper gives log10 of the displacement response (cm) and of PGV (cm/s); here ln(g) and ln(cm/s), PGA as SA of 0.01 s.
 * rrup in km. Magnitude 4.5 to 8, rrup up to 150 km. Site: vs30, a fixed reference of 800 m/s, or the Eurocode 8 classes.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable, tableFromCsv } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, LN_GAL_IN_G, LN10, makeModel, withConstantDeviations } from "../make-model.ts";
import { isNormal30UpTo, isReverse30UpTo } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { numberArgument, readArguments } from "../model-arguments.ts";
import coefficientsCsv from "./cauzzi-2014.csv" with { type: "text" };

const FACTS: ModelFacts = {
  name: "CauzziEtAl2014",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 800,
  doi: "10.1007/s10518-014-9685-y",
  validity: { magnitude: [4.5, 8], distance: 150 },
};

const COEFFICIENTS = tableFromCsv("c1 m1 m2 r1 r2 r3 sB sC sD bV bV800 VA fN fR fSS f t s tM sM", coefficientsCsv);

/** Rock of 800 m/s scaled to that of the SHARE project. */
const SCALED = coefficientTable(
  "c1 m1 m2 r1 r2 r3 sB sC sD bV bV800 VA fN fR fSS f t s tM sM",
  `
PGV   0.483292714 0.548223937881814 -0.0319470258028777 -2.84577884322267 0.240673704741407 6.51696666287798 0.191927731336111 0.370619644324023 0.497801818924972 -0.690958022799999      -0.7596804404  883.95654064777  -0.143331302720876  0.0184633160924233  0.0049897699311183 0.239893582695673 0.221300434620843 0.326378328603386 0.214940429822792 0.322099866458833
PGA  -2.153913989 0.523745006097268 -0.0609447663010394 -3.80190356082956 0.355080812141174 11.6415555876916 0.210698527959659 0.282510692122477  0.28288461407896      -0.3100704816 -0.702437688399999 2319.18597845623 -0.0241122431339601  0.0724633666482452 -0.0563165754085399 0.258922972074585 0.221450609724173 0.340707320166657 0.216222104476076 0.337332334548587
0.05 -0.133056941 0.703828014775507 -0.0875507720994941 -4.41553359721968 0.414030659517859 15.9634085011888 0.167853102379199 0.186334255386961 0.139285560729893               -0.1 -0.563950199899999 30552.3271673005  -0.038995585563579   0.096030439677199 -0.0706779148995298 0.270256977699465 0.242362406983972 0.363012906539579  0.23377368912652 0.357335936792078
0.1   0.720631637 0.670155511437159 -0.0842487133409999 -4.29896687965246 0.395015094275678 16.9499399186483 0.198225681455277 0.200411357734343 0.131299560629318               -0.1 -0.592372427399999 36597.5600451842 -0.0282989830364419   0.100568053140261 -0.0799511338270659 0.286487121339396 0.243336809530703 0.375882526284364 0.234328186379113 0.370114265633004
0.15  0.457351183 0.633111943804118 -0.0719075361587948 -3.86970556650139 0.352720941603615 13.7553799942078 0.248911474076402 0.301877651958566 0.253194404962866      -0.2273218226 -0.754946100099999 5440.35206400676 -0.0299967463616727  0.0962871690940792 -0.0762552422410023 0.288854890458592 0.236926415817115 0.373592390519118 0.228271755790833  0.36816455863333
0.2  -0.041706067 0.639415497376827 -0.0625617809919999 -3.41543317295069 0.301005128741576 11.4534631595437 0.282139344674187 0.405892987676218 0.369089654234901      -0.4384492105      -0.8944358918 1898.28570198165 -0.0036711341998802  0.0693398950336865 -0.0633905167734821 0.293253747360014 0.215971676875931  0.36419984287928 0.211246444530377 0.361417792405709
0.3   -0.44693261 0.665108707888425 -0.0560927957029996  -3.0938863341046 0.273516742492167 8.29351734902018 0.209650284440317  0.40012516722495 0.433552849082692 -0.655411315199999      -0.8545657526 967.925553718815  -0.017999507386409  0.0508746350031907 -0.0417662944939413 0.295589531919347 0.199080604925028 0.356379374596249 0.196154245725035 0.354752955584948
0.4    -0.9682344 0.747706398067544  -0.056269250303999 -2.88528840170378 0.253678328816592 6.21199239520618 0.185823478860421 0.410733333743764  0.52099466849612 -0.810088428399999 -0.853033087499999 794.553220526983  0.0004098177393169   0.040388675364612 -0.0384916849988285 0.298778998237651 0.206857820607119 0.363399295175735 0.205174000709348 0.362443458148956
0.5  -1.314364459 0.826033595196002 -0.0600971406249981 -2.79376083321047 0.248353773043082 5.20211292079125 0.191207232676961  0.41638045359419  0.61638034457665      -0.9166134093 -0.876124106599999 747.106340859217  0.0086757291814616  0.0281315838618958 -0.0297855596041406 0.298825325568369 0.217138019700187 0.369385293156564 0.216337848256653 0.368915491392488
0.75 -1.972769452  1.06127126948531   -0.07614449398805 -2.84119383033401 0.258366604687516 5.05139701045372  0.16809576192033 0.403210218964085 0.708055431536252      -1.0313556675      -0.8579717241 675.697943520426  0.0239285639574445  0.0074392636316948 -0.0161682493304947  0.29515750010675 0.229700191395128 0.374005518403438 0.229427763112465 0.373838264970368
1    -2.432723783  1.21348222148718 -0.0854280000001306 -2.85438042131129 0.259369940569031 4.97808495147472 0.157672198660832 0.390332617086597 0.693263017918469      -0.9891875651      -0.8248044635 678.612270176479   0.034474250919355 -0.0054363568289916  -0.008297242215844 0.296317699674318 0.230750074454438 0.375565940949134 0.230260865640246  0.37526556648016
2    -3.428939783  1.65629920651434  -0.115414766132782 -3.04421545699962 0.264181350362967 8.97465078557225 0.105874515412426 0.325667088346282 0.535115812302572      -0.7909590998 -0.634227710999999  641.12233696831 -0.0162396506874878 -0.0019971914576055   0.008096919697761  0.29064221903649 0.225700808102567 0.367986078900558 0.225588165737082 0.367917001519469
3    -3.663741045  1.72769314684049  -0.115581378989225 -2.99231172178067 0.252381357773983 11.8386025178292 0.108195814048882 0.296849302628344 0.498370229208853 -0.712709617799999      -0.5547507065 643.300461302516 -0.0434663752687055  0.0115341667660334  0.0062500594261708 0.281258147902244 0.232451275297337  0.36488318836137 0.231552855946612 0.364311502506348
4    -3.529301652  1.68909400808846  -0.112884187705019 -3.12246604607066 0.282279290968667 12.7543160967594 0.111989071443359 0.281736168866573 0.453437858433317       -0.642821469      -0.4939849281 651.485060855506   -0.05830397967107  0.0092717900996661  0.0145442858770594 0.271306902735944 0.240731575035923 0.362710803108271 0.239299932537652 0.361762205301626
`,
);

type Row = Coefficients<"c1 m1 m2 r1 r2 r3 sB sC sD bV bV800 VA fN fR fSS f t s tM sM">;

type Site = "vs30" | "fixed" | "eurocode8";

interface Options {
  readonly table: typeof COEFFICIENTS;
  readonly site: Site;
  readonly mechanism: boolean;
  readonly columns?: Partial<ModelFacts>;
  /** Where there is no extended rupture, the distance is derived from the hypocentral one. */
  readonly pointSources?: boolean;
}

function siteTerm(c: Row, site: Site, vs30: number): number {
  if (site === "vs30") return c.bV * Math.log10(vs30 / c.VA);
  if (site === "fixed") return c.bV800 * Math.log10(vs30 / 800);
  return vs30 < 180 ? c.sD : vs30 < 360 ? c.sC : vs30 < 800 ? c.sB : 0;
}

/** ln of the factor from displacement (cm) to acceleration (g); 0 for PGV. */
function displacementUnits(imt: IntensityMeasure): number {
  if (imt.kind === "PGV") return 0;
  const period = imt.kind === "PGA" ? 0.01 : imt.period;
  return 2 * Math.log((2 * Math.PI) / period) + LN_GAL_IN_G;
}

function mechanismTerm(c: Row, rake: number): number {
  if (isNormal30UpTo(rake)) return c.fN;
  return isReverse30UpTo(rake) ? c.fR : c.fSS;
}

function evaluator(imt: IntensityMeasure, options: Options, adjustment: number): GroundMotionEvaluator {
  const c = options.table.at(imt);
  const { site, mechanism, pointSources } = options;
  const shift = displacementUnits(imt) + adjustment;
  const means: GroundMotionEvaluator = (ctx, out) => {
    let source = 0;
    let slope = 0;
    let toRupture = 0;
    for (let i = 0; i < ctx.length; i++) {
      const m = ctx.mag[i]!;
      if (i === 0 || m !== ctx.mag[i - 1]! || (mechanism && ctx.rake[i]! !== ctx.rake[i - 1]!)) {
        source = c.c1 + c.m1 * m + c.m2 * m * m + (mechanism ? mechanismTerm(c, ctx.rake[i]!) : 0);
        slope = c.r1 + c.r2 * m;
        toRupture = 0.7108 + 2.496e-6 * m ** 7.982;
      }
      let r = ctx.rrup[i]!;
      if (pointSources === true && !(ctx.width[i]! > 0.001)) r = Math.max(ctx.rhypo[i]! - toRupture, 3);
      out.mean[i] = LN10 * (source + siteTerm(c, site, ctx.vs30[i]!)) + slope * Math.log(r + c.r3) + shift;
    }
  };
  return withConstantDeviations(means, LN10 * (mechanism ? c.tM : c.t), LN10 * c.f, LN10 * (mechanism ? c.sM : c.s));
}

function variant(name: string, options: Omit<Options, "table"> & { readonly table?: Options["table"] }) {
  const all: Options = { table: COEFFICIENTS, ...options };
  const facts: ModelFacts = {
    ...FACTS,
    name,
    ruptureColumns: options.mechanism ? FACTS.ruptureColumns : ["mag"],
    ...options.columns,
  };
  return (args: ModelArguments) => {
    const { adjustment_factor } = readArguments(name, args, { adjustment_factor: numberArgument(1) });
    return makeModel(facts, (imt) => evaluator(imt, all, Math.log(adjustment_factor)));
  };
}

export const cauzzi2014: ModelFamily = {
  models: {
    CauzziEtAl2014: variant("CauzziEtAl2014", { site: "vs30", mechanism: true }),
    CauzziEtAl2014NoSOF: variant("CauzziEtAl2014NoSOF", { site: "vs30", mechanism: false }),
    CauzziEtAl2014FixedVs30: variant("CauzziEtAl2014FixedVs30", { site: "fixed", mechanism: true }),
    CauzziEtAl2014FixedVs30NoSOF: variant("CauzziEtAl2014FixedVs30NoSOF", { site: "fixed", mechanism: false }),
    CauzziEtAl2014Eurocode8: variant("CauzziEtAl2014Eurocode8", { site: "eurocode8", mechanism: true }),
    CauzziEtAl2014Eurocode8NoSOF: variant("CauzziEtAl2014Eurocode8NoSOF", { site: "eurocode8", mechanism: false }),
    CauzziEtAl2014Eurocode8scaled: variant("CauzziEtAl2014Eurocode8scaled", {
      table: SCALED,
      site: "eurocode8",
      mechanism: true,
    }),
    CauzziEtAl2014RhypoGermany: variant("CauzziEtAl2014RhypoGermany", {
      site: "vs30",
      mechanism: true,
      pointSources: true,
      columns: { ruptureColumns: ["mag", "rake", "width"], distanceColumns: ["rhypo", "rrup"] },
    }),
  },
};
