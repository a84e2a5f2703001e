/** Parameters of ASCE 7 and response spectra of ASCE 41 for each place, from the maximum considered motions of its sites. */
import { levelAtPoe } from "../../hazard/curves/hazard-map.ts";
import { type AsceEdition, maximumComponentFactor } from "../../hazard/spectra/asce-7.ts";
import { designParameters, type SpectralOrdinates, seismicityClass } from "../../hazard/spectra/design-parameters.ts";
import { pythonFloat } from "../../inputs/python-float.ts";
import type { ConsideredRow, GoverningRow } from "./maximum-considered.ts";
import type { PostProcessing } from "./post-processor.ts";

const NOT_AVAILABLE = "n.a.";

/** Velocity (m/s) of the sites that seismicity is classified for. */
const REFERENCE_VELOCITY = 760;

const SPECTRA = ["BSE2N", "BSE2E", "BSE1N", "BSE1E", "uhs_475"] as const;
const DESIGN_SPECTRA = ["BSE2N", "BSE2E", "BSE1N", "BSE1E"] as const;

type Value = number | string;
type Parameters = readonly (readonly [name: string, value: Value])[];

/** Annual rates of 5 %, 20 % and 10 % in 50 years, as the probabilities of the reference's annual jobs. */
const ANNUAL = { five: 0.001025, twenty: 0.004453, ten: 0.002105 };
const IN_50_YEARS = { five: 0.05, twenty: 0.2, ten: 0.1 };

const round = (value: number): number => Math.round(value * 1e5) / 1e5;

/** Stores `asce07`, `asce41`, `spectra_asce41` and `asce41_sa_final`. */
export function storeAsceParameters(
  input: PostProcessing,
  rows: readonly ConsideredRow[],
  governing: readonly GoverningRow[],
): void {
  const { job, setup, writer } = input;
  const edition: AsceEdition = job.parameters.asce_version;
  const places = [...new Set(rows.map(({ id }) => placeOfId(id)))];
  const vs30 = places.map((place) => {
    const { site } = rows.find(({ id }) => placeOfId(id) === place)!;
    return setup.sites.parameters.get("vs30")![site]!;
  });
  const asce07 = places.map((place, p) => {
    const own = governing.filter((row) => row.place === place);
    return asce7(input, edition, vs30[p]!, {
      periods: own.map(({ period }) => period),
      values: own.map(({ motion }) => round(motion)),
    });
  });
  writer.putTexts("asce07", asce07.map(asJson));

  const spectra = rows.map((row) => ({ ...row, ...spectrumValues(input, edition, row) }));
  writer.putTable("spectra_asce41", [
    { name: "custom_site_id", texts: spectra.map(({ id }) => id) },
    { name: "IMT", texts: spectra.map(({ measure }) => measure.name) },
    { name: "period", data: Float64Array.from(spectra, ({ measure }) => measure.period), unit: "s" },
    ...SPECTRA.map((name) => ({ name, data: Float64Array.from(spectra, (row) => row[name]), unit: "g" })),
  ]);
  const final = places.flatMap((place) => {
    const own = spectra.filter(({ id }) => placeOfId(id) === place);
    const periods = [...new Set(own.map(({ measure }) => measure.period))].sort((a, b) => a - b);
    return periods.map((period) => {
      const same = own.filter(({ measure }) => measure.period === period);
      const largest = (name: (typeof SPECTRA)[number]): number => {
        const known = same.map((row) => row[name]).filter((value) => !Number.isNaN(value));
        return known.length === 0 ? Number.NaN : round(Math.max(...known));
      };
      return { place, period, values: new Map(SPECTRA.map((name) => [name, largest(name)])) };
    });
  });
  writer.putTable("asce41_sa_final", [
    { name: "period", data: Float64Array.from(final, ({ period }) => period), unit: "s" },
    ...SPECTRA.map((name) => ({ name, data: Float64Array.from(final, ({ values }) => values.get(name)!), unit: "g" })),
    { name: "custom_site_id", texts: final.map(({ place }) => place) },
  ]);
  const asce41 = places.map((place, p) => {
    const own = final.filter((row) => row.place === place);
    const periods = own.map(({ period }) => period);
    const parameters = asce41Parameters(edition, vs30[p]!, (name) => ({
      periods,
      values: own.map(({ values }) => values.get(name)!),
    }));
    return [...parameters, ["custom_site_id", place] as const];
  });
  writer.putTexts("asce41", asce41.map(asJson));
}

/** Sites of several classes at a place are `place:class`. */
function placeOfId(id: string): string {
  return id.split(":")[0]!;
}

function asJson(parameters: Parameters): string {
  return JSON.stringify(Object.fromEntries(parameters));
}

function at({ periods, values }: SpectralOrdinates, period: number): number {
  return values[periods.indexOf(period)] ?? Number.NaN;
}

function asce7(
  { job, setup }: PostProcessing,
  edition: AsceEdition,
  vs30: number,
  spectrum: SpectralOrdinates,
): Parameters {
  const smallest = (name: string): number => job.levels[setup.measures.findIndex((imt) => imt.name === name)]![0]!;
  const none = spectrum.values.every((value) => value === 0 || Number.isNaN(value));
  const shown = (value: number, measure: string): Value => {
    if (none) return NOT_AVAILABLE;
    return value < smallest(measure) ? `<${pythonFloat(smallest(measure))}` : round(value);
  };
  const [pga, short, long] = [at(spectrum, 0), at(spectrum, 0.2), at(spectrum, 1)];
  const isReference = vs30 === REFERENCE_VELOCITY;
  const classified = (motion: number, period: "short" | "long"): Value => {
    if (none) return isReference || edition === "ASCE7-16" ? "Low" : NOT_AVAILABLE;
    return isReference ? seismicityClass(motion, period) : NOT_AVAILABLE;
  };
  const shortClass = ["Ss_seismicity", classified(short, "short")] as const;
  const longClass = ["S1_seismicity", classified(long, "long")] as const;
  const ss = ["Ss", shown(short, "SA(0.2)")] as const;
  const s1 = ["S1", shown(long, "SA(1.0)")] as const;
  if (edition === "ASCE7-16") return [["PGA", shown(pga, "PGA")], ss, shortClass, s1, longClass];
  const { sds, sd1, sms, sm1 } = designParameters(spectrum, vs30);
  const floored = (value: number, maximum: number, measure: string): Value =>
    maximum < smallest(measure) ? shown(maximum, measure) : none ? NOT_AVAILABLE : round(value);
  return [
    ["PGAm", shown(pga, "PGA")],
    ...(isReference ? [ss] : []),
    ["Sms", shown(sms, "SA(0.2)")],
    ["Sds", floored(sds, sms, "SA(0.2)")],
    shortClass,
    ...(isReference ? [s1] : []),
    ["Sm1", shown(sm1, "SA(1.0)")],
    ["Sd1", floored(sd1, sm1, "SA(1.0)")],
    longClass,
  ];
}

/** Spectra of a site at one measure: BSE-2N and 1N of the code, 2E and 1E limited by uniform hazard of 5 % and 20 % in 50 years. */
function spectrumValues(
  { job, setup, results }: PostProcessing,
  edition: AsceEdition,
  { site, measure, considered }: ConsideredRow,
): { readonly [name in (typeof SPECTRA)[number]]: number } {
  const m = setup.measures.indexOf(measure);
  const mean = setup.statistics.findIndex(({ kind }) => kind === "mean");
  const levels = job.levels[m]!;
  const start = ((site * setup.statistics.length + mean) * setup.measures.length + m) * levels.length;
  const time = setup.settings.investigationTime;
  const poes = time === 50 ? IN_50_YEARS : ANNUAL;
  const uniform = (poe: number): number =>
    Math.fround(levelAtPoe(results.statistics, start, levels, time === 1 || time === 50 ? poe : overTime(poe, time)));
  const factor = measure.kind === "PGA" ? 1 : maximumComponentFactor(measure.period, edition);
  const basic = (considered * 2) / 3;
  return {
    BSE2N: considered,
    BSE2E: Math.min(considered, factor * uniform(poes.five)),
    BSE1N: basic,
    BSE1E: Math.min(basic, factor * uniform(poes.twenty)),
    uhs_475: uniform(poes.ten),
  };
}

/** An annual probability as one in `time` years. */
function overTime(poe: number, time: number): number {
  return 1 - (1 - poe) ** time;
}

function asce41Parameters(
  edition: AsceEdition,
  vs30: number,
  spectrumOf: (name: (typeof DESIGN_SPECTRA)[number]) => SpectralOrdinates,
): Parameters {
  const rounded = (value: number): Value => (Number.isNaN(value) || value === 0 ? NOT_AVAILABLE : round(value));
  if (edition === "ASCE7-16")
    return [0.2, 1].flatMap((period) =>
      DESIGN_SPECTRA.map(
        (name) => [`${name}_${period === 1 ? "S1" : "Ss"}`, rounded(at(spectrumOf(name), period))] as const,
      ),
    );
  const design = DESIGN_SPECTRA.map((name) => [name, designParameters(spectrumOf(name), vs30)] as const);
  return [
    ...design.map(([name, { sms }]) => [`${name}_Sxs`, rounded(sms)] as const),
    ...design.map(([name, { sm1 }]) => [`${name}_Sx1`, rounded(sm1)] as const),
  ];
}
