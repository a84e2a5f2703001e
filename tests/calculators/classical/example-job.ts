/** Jobs of the method's worked examples (docs/method/classical.md 9), built without files. */
import { buildModel } from "../../../src/hazard/gmm/registry.ts";
import type { SourceModelBranchSet } from "../../../src/hazard/logic-tree/trees.ts";
import type { PointSource, Source, SourceGroup } from "../../../src/hazard/sources/source.ts";
import type { Job } from "../../../src/inputs/job.ts";
import { parseJobFile } from "../../../src/inputs/job-ini/job-file.ts";

export const REGION = "Active Shallow Crust";

/** The point source of section 9. */
export const POINT: PointSource = {
  kind: "point",
  id: "1",
  name: "point",
  tectonicRegionType: REGION,
  mfd: { kind: "truncatedGR", minMag: 5, maxMag: 6.5, aValue: 3, bValue: 1 },
  scaling: { name: "WC1994" },
  aspectRatio: 1,
  upperSeismogenicDepth: 0,
  lowerSeismogenicDepth: 20,
  nodalPlanes: [{ probability: 1, strike: 0, dip: 90, rake: 0 }],
  hypocentralDepths: [{ probability: 1, depth: 10 }],
  lon: 0,
  lat: 0,
};

export function groupOf(sources: readonly Source[]): SourceGroup {
  return {
    tectonicRegionType: REGION,
    name: "group",
    sources,
    sourceInterdependence: "indep",
    ruptureInterdependence: "indep",
    probability: 1,
    cluster: false,
    occurrence: { kind: "poisson" },
  };
}

export interface ExampleOptions {
  readonly sources?: readonly Source[];
  /** In place of `sources`, for groups that are not independent and Poissonian. */
  readonly group?: SourceGroup;
  readonly sites?: readonly (readonly [number, number])[];
  /** Class name -> weight. */
  readonly models?: { readonly [name: string]: number };
  /** Further branch sets of the source-model tree. */
  readonly branchSets?: readonly SourceModelBranchSet[];
  /** Lines of the job file beyond the common ones. */
  readonly parameters?: { readonly [name: string]: string };
}

/** The job with the common settings of section 9. */
export function exampleJob(options: ExampleOptions = {}): Job {
  const parameters = {
    description: "example",
    calculation_mode: "classical",
    investigation_time: "50",
    truncation_level: "3",
    maximum_distance: "200",
    width_of_mfd_bin: "0.5",
    ...options.parameters,
  };
  const text = `[general]\n${Object.entries(parameters)
    .map(([name, value]) => `${name} = ${value}`)
    .join("\n")}\n`;
  const { jobFile, problems } = parseJobFile(text, { root: import.meta.dir }, "job.ini");
  problems.throwIfAny();
  const sites = options.sites ?? [[0.3, 0.2]];
  const column = (value: number): Float64Array => new Float64Array(sites.length).fill(value);
  const models = options.models ?? { BooreAtkinson2008: 1 };
  return {
    file: "job.ini",
    parameters: jobFile.parameters,
    given: jobFile.given,
    files: new Map(),
    filesByName: new Map(),
    measures: [{ name: "PGA", kind: "PGA", period: 0 }],
    levels: [Float64Array.of(0.01, 0.05, 0.1, 0.2, 0.4)],
    sites: {
      count: sites.length,
      lon: Float64Array.from(sites, ([lon]) => lon),
      lat: Float64Array.from(sites, ([, lat]) => lat),
      depth: column(0),
      parameters: new Map([
        ["vs30", column(600)],
        ["vs30measured", column(1)],
        ["z1pt0", column(100)],
        ["z2pt5", column(1)],
      ]),
      texts: new Map(),
    },
    sourceModelTree: {
      id: "lt",
      file: "ssmLT.xml",
      branchSets: [
        {
          id: "bs0",
          uncertaintyType: "sourceModel",
          line: 1,
          branches: [{ id: "b1", weight: 1, text: "ssm.xml", value: { kind: "files", files: ["ssm.xml"] } }],
        },
        ...(options.branchSets ?? []),
      ],
    },
    sourceModels: new Map([
      ["ssm.xml", { name: "model", groups: [options.group ?? groupOf(options.sources ?? [POINT])] }],
    ]),
    gmmTree: {
      file: "gmmLT.xml",
      branchSets: [
        {
          id: "bs1",
          tectonicRegionType: REGION,
          line: 1,
          branches: Object.entries(models).map(([className, weight]) => ({
            id: className,
            className,
            args: {},
            text: `[${className}]`,
            weight,
            model: buildModel(className),
          })),
        },
      ],
    },
    gmmFolder: import.meta.dir,
    warnings: [],
    checksum: 1,
  };
}
