/** How often events of a magnitude happen a year, over all realizations. */
import { EXTRA, numberArray } from "../arrays/named-array.ts";
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";
import { provenanceComment } from "../tables/comment.ts";
import { type CellFormat, tableInMemory } from "../tables/table.ts";
import { hasEventSet } from "./ruptures.ts";
import { countRuptures } from "./stored-ruptures.ts";

export const frequencyOfEvents: Output = {
  key: "event_based_mfd",
  title: "Annual Frequency of Events",
  formats: ["csv"],
  further: ["json", "parquet"],
  offered: hasEventSet,
  table: async (results) => {
    const { mag, freq } = await magnitudeFrequencies(results);
    return [
      tableInMemory(
        {
          name: "event_based_mfd",
          comment: provenanceComment(results),
          columns: [
            { name: "mag", format: SEVEN_DIGITS, meaning: "magnitude, rounded to a tenth" },
            { name: "freq", format: SEVEN_DIGITS, unit: "1/year", meaning: "annual frequency of events" },
          ],
        },
        [mag.map((value) => Number(value.toFixed(1))), freq],
      ),
    ];
  },
  extract: async (results) => {
    const { mag, freq } = await magnitudeFrequencies(results);
    return [numberArray("mag", mag, "<f8", [mag.length]), numberArray("freq", freq, "<f8", [freq.length]), EXTRA];
  },
  needs: "ruptures",
  size: { reads: ["ruptures"], readToDescribe: ["ruptures"] },
};

const SEVEN_DIGITS: CellFormat = { kind: "exponent", digits: 7, upper: false };

/** Magnitudes rounded to a tenth in single precision, ascending, with events / (time x event sets x realizations). */
async function magnitudeFrequencies(results: Results): Promise<{ mag: Float64Array; freq: Float64Array }> {
  countRuptures(results);
  const { reader, investigationTime, parameters, realizationCount } = results;
  const sets = parameters["ses_per_logic_tree_path"];
  if (investigationTime === undefined) throw notFound("scenarios have no frequencies of events");
  const years = investigationTime * (typeof sets === "number" ? sets : 1) * realizationCount;
  const mags = (await reader.readColumn("ruptures", "mag")) as Float32Array;
  const events = (await reader.readColumn("ruptures", "n_occ")) as Uint32Array;
  const sums = new Map<number, number>();
  for (const [i, mag] of mags.entries()) {
    const rounded = roundToTenth(mag);
    sums.set(rounded, (sums.get(rounded) ?? 0) + events[i]!);
  }
  const sorted = [...sums].sort(([a], [b]) => a - b);
  return {
    mag: Float64Array.from(sorted, ([mag]) => mag),
    freq: Float64Array.from(sorted, ([, count]) => count / years),
  };
}

/** As numpy rounds singles: times ten, to the nearest even, divided by ten, all in single precision. */
function roundToTenth(value: number): number {
  const tenfold = Math.fround(value * 10);
  const floor = Math.floor(tenfold);
  const rest = tenfold - floor;
  const whole = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
  return Math.fround(whole / 10);
}
