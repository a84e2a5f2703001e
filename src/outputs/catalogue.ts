/** Which outputs a calculation offers (outputs.md section 1), and what each is called. */
import { itemSize } from "../datastore/index.ts";
import type { OutputEntry } from "./contract.ts";
import type { Results } from "./results.ts";

interface OutputKind {
  readonly name: string;
  /** Types the reference lists, the default first. */
  readonly types: readonly string[];
  /** Types of our own, by `export_type` or `format`, which are not listed because clients make a button of each. */
  readonly further: readonly string[];
}

const TABULAR = ["json", "parquet"];
const LAYER = ["xml", "geojson", ...TABULAR];

/** Every output there is, by datastore key. */
export const OUTPUT_KINDS: { readonly [key: string]: OutputKind } = {
  asce07: { name: "ASCE 7 Parameters", types: ["csv"], further: TABULAR },
  asce41: { name: "ASCE 41 Parameters", types: ["csv"], further: TABULAR },
  asce41_sa_final: { name: "ASCE 41 Response Spectra", types: ["csv"], further: TABULAR },
  "cs-stats": { name: "Mean Conditional Spectra", types: ["csv"], further: TABULAR },
  fullreport: { name: "Full Report", types: ["rst"], further: ["html"] },
  hcurves: { name: "Hazard Curves", types: ["csv", "npz"], further: LAYER },
  hmaps: { name: "Hazard Maps", types: ["csv", "npz"], further: LAYER },
  "hmaps-stats": { name: "Hazard Maps Statistics", types: ["csv"], further: LAYER },
  mag_dst_eps_sig: { name: "Deterministic Earthquake Scenarios", types: ["csv"], further: TABULAR },
  mce: { name: "MCE calculations", types: ["csv"], further: TABULAR },
  mce_governing: { name: "ASCE 7 MCEr Response Spectrum", types: ["csv"], further: TABULAR },
  mean_disagg_by_src: {
    name: "Mag-Dist-Eps Disaggregation per Source",
    types: ["csv"],
    further: TABULAR,
  },
  mean_rates_by_src: { name: "Hazard Curves per Source", types: ["csv"], further: TABULAR },
  median_spectra: { name: "Median Spectra per Site and PoE", types: ["csv"], further: TABULAR },
  median_spectrum_disagg: { name: "Median Spectrum Disaggregation", types: ["csv"], further: TABULAR },
  realizations: { name: "Realizations", types: ["csv"], further: TABULAR },
  rtgm: { name: "Risk Targeted Ground Motion", types: ["csv"], further: TABULAR },
  site_model: { name: "Site Model", types: ["csv"], further: ["geojson", ...TABULAR] },
  spectra_asce41: { name: "ASCE 41 Calculations", types: ["csv"], further: TABULAR },
  uhs: { name: "Uniform Hazard Spectra", types: ["csv", "npz"], further: LAYER },
};

const MEBIBYTE = 1048576;

/** Uncompressed mebibytes of an array, a table, or everything below a name. */
export function storedSizeMb(results: Results, key: string): number | null {
  const { reader } = results;
  const names = reader.names().filter((name) => name === key || name.startsWith(`${key}/`));
  if (names.length === 0) return null;
  let bytes = 0;
  for (const name of names) {
    const entry = reader.describe(name);
    if (entry?.kind === "array") bytes += entry.shape.reduce((a, b) => a * b, 1) * itemSize(entry.dtype);
    else
      for (const column of entry?.columns ?? []) {
        bytes += (entry?.rows ?? 0) * column.shape.reduce((a, b) => a * b, 1) * itemSize(column.dtype);
      }
  }
  return bytes / MEBIBYTE;
}

/** Whether the parameters of the sites were given by a file. */
function hasSiteModel({ reader, parameters }: Results): boolean {
  const { inputs } = parameters;
  return (
    reader.describe("site_model") !== undefined ||
    (typeof inputs === "object" &&
      inputs !== null &&
      "site_model" in inputs &&
      reader.describe("sitecol") !== undefined)
  );
}

/** The list of outputs, by datastore key. */
export function listOutputs(results: Results): OutputEntry[] {
  const { reader, stats, realizationCount } = results;
  const has = (key: string) => reader.describe(key) !== undefined;
  const own = new Set(reader.names().map((name) => name.split("/")[0]!));
  const keys = new Set(Object.keys(OUTPUT_KINDS).filter((key) => own.has(key) && key !== "realizations"));
  keys.add("fullreport");
  if (realizationCount > 1) keys.add("realizations");
  if (hasSiteModel(results)) keys.add("site_model");
  if (has("hcurves-stats") || has("hcurves-rlzs")) {
    if (stats.length > 0 || results.individualRealizations || realizationCount === 1) keys.add("hcurves");
    if (results.uniformHazardSpectra) keys.add("uhs");
    if (results.hazardMaps) keys.add("hmaps");
  }
  if (realizationCount === 1 || !results.hazardMaps) keys.delete("hmaps-stats");
  const entries: OutputEntry[] = [];
  for (const key of [...keys].sort()) {
    const kind = OUTPUT_KINDS[key]!;
    const stored = key === "site_model" && !own.has(key) ? "sitecol" : key;
    const sizeMb = own.has(stored) && key !== "realizations" ? storedSizeMb(results, stored) : null;
    if (sizeMb !== 0) entries.push({ key, name: kind.name, types: kind.types, sizeMb });
  }
  return entries;
}
