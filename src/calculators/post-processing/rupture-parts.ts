/** What each rupture adds to a median spectrum, kept for tables of one row a rupture. */
import type { ColumnData, DatastoreWriter } from "../../datastore/index.ts";
import type { HazardSetup } from "../stages/hazard-setup.ts";
import type { ReferenceGroups } from "../stages/reference-groups.ts";
import type { Motions } from "../stages/tectonic-region-motions.ts";

/** Of one site and one probability. */
export interface RuptureParts {
  readonly startRupture: (
    group: number,
    number: number,
    mag: number,
    rrup: number,
    rate: number,
    motions: Motions,
    row: number,
  ) => void;
  readonly setWeight: (group: number, model: number, measure: number, weight: number) => void;
  /** Ruptures that add nothing are dropped; their number is not given to another. */
  readonly endRupture: (group: number) => void;
  readonly store: (writer: DatastoreWriter) => void;
}

interface PartsOfGroup {
  readonly models: number;
  readonly numbers: number[];
  readonly mag: number[];
  readonly rrup: number[];
  readonly rate: number[];
  /** By model: ruptures x measures. */
  readonly mean: number[][];
  readonly sigma: number[][];
  readonly tau: number[][];
  readonly weight: number[][];
}

/** Tables of all groups, empty. */
export function makeRuptureParts(setup: HazardSetup, groups: ReferenceGroups): RuptureParts {
  const measures = setup.measures.length;
  const tables = new Map<number, PartsOfGroup>();
  for (const [f, family] of setup.composite.families.entries()) {
    const variantGroups = family.kind === "independent" ? family.variants.map(({ group }) => group) : [family.group];
    for (const [v, group] of variantGroups.entries()) {
      const { models } = setup.tectonicRegions[setup.groupTrt[group]!]!;
      const byModel = () => models.map((): number[] => []);
      const out = groups.ofVariant[f]![v]!;
      if (!tables.has(out))
        tables.set(out, {
          models: models.length,
          numbers: [],
          mag: [],
          rrup: [],
          rate: [],
          mean: byModel(),
          sigma: byModel(),
          tau: byModel(),
          weight: byModel(),
        });
    }
  }
  return {
    startRupture: (group, number, mag, rrup, rate, motions, row) => {
      const table = tables.get(group)!;
      table.numbers.push(number);
      table.mag.push(mag);
      table.rrup.push(rrup);
      table.rate.push(rate);
      for (const [model, byMeasure] of motions.entries())
        for (const { mean, sigma, tau } of byMeasure) {
          table.mean[model]!.push(mean[row]!);
          table.sigma[model]!.push(sigma[row]!);
          table.tau[model]!.push(tau[row]!);
          table.weight[model]!.push(0);
        }
    },
    setWeight: (group, model, measure, weight) => {
      const column = tables.get(group)!.weight[model]!;
      column[column.length - measures + measure] = weight;
    },
    endRupture: (group) => {
      const table = tables.get(group)!;
      if (table.weight.some((column) => column.slice(-measures).some((weight) => weight > 0))) return;
      for (const column of [table.numbers, table.mag, table.rrup, table.rate]) column.pop();
      for (const columns of [table.mean, table.sigma, table.tau, table.weight])
        for (const column of columns) column.length -= measures;
    },
    store: (writer) => {
      for (const [group, table] of [...tables].sort(([a], [b]) => a - b)) {
        const columns: ColumnData[] = [
          { name: "rup_id", data: BigInt64Array.from(table.numbers, BigInt) },
          { name: "mag", data: Float32Array.from(table.mag) },
          { name: "rrup", data: Float32Array.from(table.rrup), unit: "km" },
          { name: "occurrence_rate", data: Float32Array.from(table.rate), unit: "1/year" },
        ];
        for (const [name, byModel] of [
          ["mea", table.mean],
          ["sig", table.sigma],
          ["tau", table.tau],
          ["wei", table.weight],
        ] as const)
          for (let model = 0; model < table.models; model++)
            columns.push({ name: `${name}${model}`, data: Float32Array.from(byModel[model]!), shape: [measures] });
        writer.putTable(`median_spectrum_disagg/grp${group}`, columns);
      }
    },
  };
}
