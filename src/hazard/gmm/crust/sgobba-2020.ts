/**
 * Sgobba, Lanzano & Pacor (2021), Empirical nonergodic shaking scenarios based on spatial correlation models: an application to central
 * Italy, Earthquake Engineering & Structural Dynamics 50(1), 60-80, eqs. 1-3: an ergodic median, corrected by the term of a known event, of
 * the site and of the path from one of three clusters of epicentres. Corrections and their variances are those of the nearest point of
 * a grid of 1.6 km, linear in period between 0 (PGA), 0.2, 0.5, 1 and 2 s; an archive made by `scripts/convert-shaking-fields.ts`.
 *
 * log10(cm/s2) in the paper, ln(g) here; rjb in km; places in degrees.
 */

import { type PlanePolygon, planePolygon, polygonContains, ringOf } from "../../../geo/polygon.ts";
import { InputError } from "../../../input-error.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import archivePath from "../data/sgobba-2020.qwt" with { type: "file" };
import { ALL_STANDARD_DEVIATIONS, LN_GAL_IN_G, LN10, makeModel } from "../make-model.ts";
import type { GroundMotionEvaluator, GroundMotionModel, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { type ArgumentKind, flagArgument, optionalNumber, readArguments } from "../model-arguments.ts";
import { arrayArchive } from "../tables/array-archive.ts";
import { type PointGrid, pointGrid, readField } from "../tables/shaking-fields.ts";

const FACTS: ModelFacts = {
  name: "SgobbaEtAl2020",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_lat", "hypo_lon", "mag"],
  distanceColumns: ["rjb"],
  siteColumns: ["lat", "lon"],
  measures: ["PGA", "SA"],
};

const COEFFICIENTS = coefficientTable(
  "a b1 b2 c1 c2 c3 mref tau_event tau_cluster phi_site phi_path sigma0 shift1 shift4 shift5",
  `
PGA              2.92178299969904 0.549352522898805 0.195787600661646 0.182324348626393 -1.56833817017883 -0.00277072348000775 3.81278167434967 0.148487352282019   0.0244729216674648 0.2011  0.129067143622624 0.194457660872416  -0.0144001959308384   -0.0141006684390188  -0.0814912207894038
0.2              3.23371734550753 0.718110435825521 0.330819511910566 0.101391376086178 -1.47499081134392 -0.00235944669544279 3.52085298608413 0.142257128473462   0.0142903160948886 0.2049  0.108002263739343 0.211634711188527  -0.0295313493684611   -0.0242995747709838  -0.0779761977475732
0.50251256281407 3.16050217205595 0.838494386998919 0.466787811642044    0.105723089676 -1.48056328666322                    0 4.87194107479204 0.118125529818761   0.0131546256192079 0.1419 0.0959080118602377 0.191012833298469  0.00929098048437728  -0.00995372305434456 -0.00828100722167989
1                2.58227846237728  0.85911311807545 0.519131261495525 0.146088352194266 -1.28019118368202                    0 5.42555199253122 0.124229747688977 2.39299038437967e-08 0.1153  0.118568732468557 0.176037658051544 0.000737173026444824  -0.00123578210338215 0.000181351036566464
2                1.88792168738756 0.727248116061721  0.47362977053987 0.244695132922949 -1.19816952711971                    0 5.26896508895249 0.127711124129548 8.69064652723658e-09 0.1078  0.119572905421336 0.183045950697286 5.60984632803441e-15 -1.18288330352055e-14 9.31778101896791e-15
`,
);

const HINGE_MAGNITUDE = 5;
const PSEUDO_DEPTH = 6;

/** Where the epicentres of each cluster lie, tried in this order. */
const CLUSTERS = [1, 4, 5] as const;
type Cluster = (typeof CLUSTERS)[number];
const OUTLINES: { readonly [cluster in Cluster]: PlanePolygon } = {
  1: planePolygon(ringOf([13.37, 42.13, 13.6, 42.24, 13.48, 42.51, 13.19, 42.36])),
  4: planePolygon(ringOf([13.26, 42.41, 13.43, 42.49, 13.27, 43.02, 12.96, 42.86])),
  5: planePolygon(ringOf([13.03, 42.9, 13.21, 42.99, 13.1, 43.13, 12.9, 43.06])),
};

const ARCHIVE = arrayArchive(archivePath);
/** Periods of the fields, s, and how the archive names them. */
const FIELD_PERIODS = [0, 0.2, 0.50251256281407, 1, 2] as const;
const FIELD_NAMES = ["0", "0.2", "0.5", "1", "2"] as const;

let grid: PointGrid | undefined;

/** Values of a field for a period up to 2 s at all points. */
function fieldAt(name: string, period: number): Float64Array {
  const above = Math.max(
    FIELD_PERIODS.findIndex((other) => other >= period),
    1,
  );
  const [low, high] = [FIELD_PERIODS[above - 1]!, FIELD_PERIODS[above]!];
  const share = (period - low) / (high - low);
  const first = readField(ARCHIVE, `${name}-${FIELD_NAMES[above - 1]}`);
  if (share === 0) return first;
  const second = readField(ARCHIVE, `${name}-${FIELD_NAMES[above]}`);
  return first.map((value, k) => value + (second[k]! - value) * share);
}

/** A correction of the mean and its variance, log10 units, at all points. */
interface Correction {
  readonly shift: number;
  readonly values: Float64Array;
  readonly variances: Float64Array;
}

interface Options {
  readonly event: string | undefined;
  /** 0 for none; left out, the cluster that has the epicentre. */
  readonly cluster: number | undefined;
  readonly site: boolean;
}

/** Between-event term of a known event, log10 units. */
function eventTerm(event: string, imt: IntensityMeasure): number {
  const { attributes, arrays } = ARCHIVE.table("events");
  const values = arrays.get(imt.name)?.data;
  if (values === undefined)
    throw new InputError(`events have no term for ${imt.name}`, { allowed: [...arrays.keys()].join(", ") });
  return values[(attributes["ids"] ?? "").split(" ").indexOf(event)]!;
}

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const known = options.event !== undefined;
  const event = options.event === undefined ? 0 : eventTerm(options.event, imt);
  const betweenVariance = known ? 0 : c.tau_event ** 2;
  const shifts = { 1: c.shift1, 4: c.shift4, 5: c.shift5 };
  const wanted = CLUSTERS.filter((cluster) => options.cluster === undefined || options.cluster === cluster);
  const paths = wanted.map((cluster) => ({
    outline: OUTLINES[cluster],
    shift: shifts[cluster],
    values: fieldAt(`path-${cluster}`, imt.period),
    variances: fieldAt(`path-variance-${cluster}`, imt.period),
  }));
  const site: Correction | undefined = options.site
    ? { shift: 0, values: fieldAt("site", imt.period), variances: fieldAt("site-variance", imt.period) }
    : undefined;
  grid ??= pointGrid(readField(ARCHIVE, "lon"), readField(ARCHIVE, "lat"));
  const { nearest } = grid;
  const always = options.cluster !== undefined;
  const tau = LN10 * Math.sqrt(betweenVariance);
  return (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const m = ctx.mag[i]!;
      const r = Math.hypot(ctx.rjb[i]!, PSEUDO_DEPTH);
      const point = nearest(ctx.lon[i]!, ctx.lat[i]!);
      let mean =
        c.a +
        (m <= HINGE_MAGNITUDE ? c.b1 : c.b2) * (m - HINGE_MAGNITUDE) +
        (c.c1 * (m - c.mref) + c.c2) * Math.log10(r) +
        c.c3 * (r - 1) +
        event;
      let within = c.sigma0 ** 2;
      if (site === undefined) within += c.phi_site ** 2;
      else {
        mean += site.values[point]!;
        within += site.variances[point]!;
      }
      const path = paths.find((other) => always || polygonContains(other.outline, ctx.hypo_lon[i]!, ctx.hypo_lat[i]!));
      if (path === undefined) within += c.tau_cluster ** 2 + c.phi_path ** 2;
      else {
        mean += path.shift + path.values[point]!;
        within += path.variances[point]!;
      }
      out.mean[i] = mean * LN10 + LN_GAL_IN_G;
      out.tau[i] = tau;
      out.phi[i] = LN10 * Math.sqrt(within);
      out.sigma[i] = LN10 * Math.sqrt(within + betweenVariance);
    }
  };
}

const EVENT_DIGITS = 12;

/** The name of an event of the catalogue: a date and time, which an attribute of a branch turns into a number. */
function eventArgument(): ArgumentKind<string | undefined> {
  return {
    expects: "an event of the model, such as 160824013632",
    fallback: undefined,
    read(value) {
      const ids = (ARCHIVE.table("events").attributes["ids"] ?? "").split(" ");
      const text = typeof value === "number" ? String(value).padStart(EVENT_DIGITS, "0") : value;
      return ids.find((id) => id === text);
    },
  };
}

function build(args: ModelArguments): GroundMotionModel {
  const { event_id, cluster, site, bedrock } = readArguments(FACTS.name, args, {
    event_id: eventArgument(),
    // Accepted by the reference and without effect there too.
    directionality: flagArgument(false),
    cluster: optionalNumber(),
    site: flagArgument(false),
    bedrock: flagArgument(false),
  });
  if (cluster !== undefined && cluster !== 0 && !CLUSTERS.some((known) => known === cluster))
    throw new InputError(`${FACTS.name}: there is no cluster ${cluster}`, {
      parameter: "cluster",
      allowed: "0, 1, 4, 5",
    });
  return makeModel(FACTS, (imt) => evaluator(imt, { event: event_id, cluster, site: site && !bedrock }));
}

export const sgobba2020: ModelFamily = { models: { SgobbaEtAl2020: build } };
