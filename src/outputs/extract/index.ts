/**
 * `/v1/calc/:id/extract/SPEC?QUERY`: arrays taken from the results, as clients know them (extract.md). A spec is the name of
 * an extract, or of anything in the datastore; `NAME.attrs` gives attributes.
 */
import { nearestName } from "../../nearest-name.ts";
import type { NamedArray } from "../contract.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";
import { extractAllKinds, extractHighSites, extractKinds } from "./hazard.ts";
import { extractModelsByRegion, extractParameters, extractRealizations, extractSites, extractWeights } from "./job.ts";
import { numberArray, withArray } from "./named-array.ts";
import { extractConditionalSpectra, extractMedianSpectra } from "./post-processing.ts";
import { parseQuery, type Query } from "./query.ts";
import { extractRatesBySource, extractSourceData, extractSources, extractTasks } from "./sources.ts";
import { childNames, extractAttributes, extractStored } from "./stored.ts";

type Extractor = (results: Results, query: Query) => Promise<NamedArray[]> | NamedArray[];

const layer =
  (name: "hcurves" | "hmaps" | "uhs"): Extractor =>
  (results, query) =>
    query.size === 0 ? extractAllKinds(results, name) : extractKinds(results, name, query);

/** A later mode adds its extracts here. */
const EXTRACTORS: { readonly [name: string]: Extractor } = {
  "cs-rlzs": (results) => extractConditionalSpectra(results, "cs-rlzs"),
  "cs-stats": (results) => extractConditionalSpectra(results, "cs-stats"),
  gsims_by_trt: extractModelsByRegion,
  hcurves: layer("hcurves"),
  high_sites: async (results) => {
    const high = await extractHighSites(results);
    return withArray([], numberArray("array", high, "|b1", [high.length]));
  },
  hmaps: layer("hmaps"),
  mean_rates_by_src: extractRatesBySource,
  median_spectra: extractMedianSpectra,
  oqparam: extractParameters,
  realizations: extractRealizations,
  sitecol: extractSites,
  source_data: extractSourceData,
  sources: extractSources,
  task_info: extractTasks,
  uhs: layer("uhs"),
  weights: extractWeights,
};

/** Extracts of the reference that only other kinds of calculation have. */
const ELSEWHERE: { readonly [name: string]: string } = Object.fromEntries(
  Object.entries({
    "an exposure": [
      "exposure_metadata",
      "assets",
      "asset_risk",
      "asset_tags",
      "exposure_by_location",
      "exposure_by_lse",
    ],
    losses: [
      ...[
        "losses_by_asset",
        "losses_by_site",
        "losses_by_location",
        "agg_losses",
        "aggregate",
        "agg_curves",
        "csq_curves",
      ],
      ...["avg_losses_by", "aggrisk_tags", "risk_stats", "aggexp_tags", "mmi_tags", "composite_risk_model"],
    ],
    damages: ["damages-rlzs", "damages-stats", "agg_damages"],
    ruptures: ["rupture_info", "ruptures", "ruptures_within", "rupids", "ebruptures", "event_based_mfd"],
    events: ["events", "num_events", "eids_by_gsim"],
    "ground-motion fields": ["gmf_data", "gmf_scenario", "avg_gmf", "relevant_gmfs"],
    disaggregation: ["disagg", "disagg_layer"],
    "stored contexts": ["rup_ids", "mean_by_rup", "med_gmv"],
    "a special preparatory calculation": ["effect", "rups_by_mag_dist", "gridded_sources"],
  }).flatMap(([what, names]) => names.map((name) => [name, what])),
);

/** Names of the extracts there are, for messages and documentation. */
export function extractNames(): readonly string[] {
  return Object.keys(EXTRACTORS);
}

/**
 * The arrays of an extract. Large ones are read while they are written.
 * @throws OutputError: "not-found" for what does not exist or was not computed, "bad-request" for a query that cannot be met.
 */
export async function extract(results: Results, spec: string, query = ""): Promise<NamedArray[]> {
  const key = spec.replace(/^\/+|\/+$/g, "");
  if (!/^[-/_.\w() +!~=]+$/.test(key)) throw notFound(`"${spec}" is not the name of an extract`);
  const { reader } = results;
  const extractor = Object.hasOwn(EXTRACTORS, key) ? EXTRACTORS[key] : undefined;
  if (extractor !== undefined) return extractor(results, parseQuery(query));
  if (key.endsWith(".attrs")) return extractAttributes(results, key.slice(0, -".attrs".length));
  if (reader.describe(key) !== undefined || childNames(reader, key).length > 0) return extractStored(results, key);
  const head = key.split("/")[0]!;
  if (Object.hasOwn(EXTRACTORS, head)) throw notFound(`${head} takes no argument "${key.slice(head.length + 1)}"`);
  const needed = Object.hasOwn(ELSEWHERE, head) ? ELSEWHERE[head] : undefined;
  if (needed !== undefined)
    throw notFound(`${head}: this ${results.calculationMode} calculation has no ${needed.replace(/^an? /, "")}`);
  const near = nearestName(key, [...extractNames(), ...reader.names(), ...Object.keys(ELSEWHERE)]);
  throw notFound(
    `there is no extract and nothing in the datastore called ${key}${near === undefined ? "" : `; did you mean ${near}?`}`,
  );
}
