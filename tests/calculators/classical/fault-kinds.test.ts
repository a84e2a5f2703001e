/**
 * Every kind of fault and of non-parametric rupture through a whole calculation, with the hanging wall and the ends of the faults in
 * play. The curves were printed by the reference engine 3.26.2 for the same definitions.
 */
import { expect, test } from "bun:test";
import type { MultiFaultSource, NonParametricSource, Source } from "../../../src/hazard/sources/source.ts";
import type {
  ComplexFaultGeometry,
  KiteGeometry,
  PlanarGeometry,
  SurfaceGeometry,
} from "../../../src/hazard/surfaces/surface-geometry.ts";
import { computeExample, expectClose } from "./compute-example.ts";
import { exampleJob, REGION } from "./example-job.ts";

const SITE: [number, number] = [0.45, -0.15];
const PARAMETERS = { rupture_mesh_spacing: "2", complex_fault_mesh_spacing: "4", width_of_mfd_bin: "0.125" };

const EDGES: ComplexFaultGeometry = {
  kind: "complexFaultGeometry",
  edges: [
    Float64Array.of(0, 0, 1, 0.3, 0.05, 1.5),
    Float64Array.of(0, -0.08, 8, 0.32, -0.04, 9),
    Float64Array.of(0.02, -0.2, 16, 0.34, -0.18, 15),
  ],
};
const KITE: KiteGeometry = {
  kind: "kiteSurface",
  profiles: [
    Float64Array.of(0, 0, 0, 0, -0.05, 8, 0, -0.12, 14),
    Float64Array.of(0.25, 0.03, 0, 0.25, -0.02, 8, 0.26, -0.09, 14),
    Float64Array.of(0.5, 0.02, 0, 0.5, -0.03, 8, 0.5, -0.1, 14),
  ],
};
/** Runs from east to west: against the other. */
const OPPOSITE_KITE: KiteGeometry = {
  kind: "kiteSurface",
  profiles: [
    Float64Array.of(0.9, 0.1, 0, 0.9, 0, 12),
    Float64Array.of(0.7, 0.05, 0, 0.7, -0.05, 12),
    Float64Array.of(0.52, 0.02, 0, 0.52, -0.08, 12),
  ],
};
const PLANE: PlanarGeometry = {
  kind: "planarSurface",
  topLeft: [0, 0, 2],
  topRight: [0.2, 0, 2],
  bottomLeft: [0, -0.1, 12],
  bottomRight: [0.2, -0.1, 12],
};
const OTHER_PLANE: PlanarGeometry = {
  kind: "planarSurface",
  topLeft: [0.2, 0, 2],
  topRight: [0.4, 0.1, 2],
  bottomLeft: [0.2447, -0.0894, 12],
  bottomRight: [0.4447, 0.0106, 12],
};

const common = { name: "fault", tectonicRegionType: REGION, rake: 90 };
const floating = {
  ...common,
  mfd: { kind: "truncatedGR", minMag: 6, maxMag: 6.75, aValue: 3.5, bValue: 1 },
  scaling: { name: "WC1994" },
  aspectRatio: 1.5,
} as const;

function characteristic(surface: SurfaceGeometry): Source {
  return {
    kind: "characteristicFault",
    id: "x",
    ...common,
    mfd: { kind: "arbitrary", mags: Float64Array.of(6.3, 6.8), rates: Float64Array.of(0.002, 0.0005) },
    surface,
  };
}

async function curve(source: Source, parameters = {}, model = "AbrahamsonEtAl2014"): Promise<readonly number[]> {
  const read = await computeExample(
    exampleJob({
      sources: [source],
      sites: [SITE],
      models: { [model]: 1 },
      parameters: { ...PARAMETERS, ...parameters },
    }),
  );
  return read("hcurves-stats");
}

const faults: [string, Source, number[]][] = [
  [
    "complex fault",
    { kind: "complexFault", id: "c", ...floating, geometry: EDGES },
    [0.1218435, 0.1025038, 0.06442396, 0.02327466, 0.00389342],
  ],
  [
    "kite fault, split at magnitudes of two decimals",
    { kind: "kiteFault", id: "k", ...floating, geometry: KITE },
    [0.1218347, 0.1039871, 0.06998172, 0.03036323, 0.007121997],
  ],
  ["whole complex surface", characteristic(EDGES), [0.1175031, 0.1087707, 0.07608864, 0.02876206, 0.004425467]],
  [
    "whole simple fault",
    characteristic({
      kind: "simpleFaultGeometry",
      trace: Float64Array.of(0, 0, 0.3, 0.1),
      dip: 50,
      upperSeismogenicDepth: 1,
      lowerSeismogenicDepth: 15,
    }),
    [0.1175031, 0.1012384, 0.06017755, 0.0177219, 0.001979304],
  ],
  ["whole kite", characteristic(KITE), [0.1175031, 0.1165781, 0.106223, 0.06989311, 0.02389165]],
  ["whole plane", characteristic(PLANE), [0.1175031, 0.08980419, 0.04336104, 0.009520979, 0.0006739442]],
  [
    "several planes",
    characteristic({ kind: "multiSurface", surfaces: [PLANE, OTHER_PLANE] }),
    [0.1175031, 0.1128102, 0.08850492, 0.04151106, 0.00865821],
  ],
  [
    "several kites",
    characteristic({ kind: "multiSurface", surfaces: [KITE, OPPOSITE_KITE] }),
    [0.1175031, 0.1164298, 0.105219, 0.0676619, 0.02227184],
  ],
];
for (const [name, source, expected] of faults)
  test(name, async () => {
    expectClose(await curve(source), expected);
  });

test("gridded surface", async () => {
  const points = Float64Array.from(
    [
      [0, 0, 5, 0.1, 0, 5, 0.2, 0.01, 5],
      [0, -0.05, 9, 0.1, -0.05, 9, 0.2, -0.04, 9],
      [0.02, -0.1, 13, 0.1, -0.1, 13, 0.2, -0.1, 13],
    ].flat(),
  );
  const surface = characteristic({ kind: "griddedSurface", points });
  expectClose(
    await curve(surface, {}, "BooreAtkinson2008"),
    [0.1175031, 0.1046451, 0.0601809, 0.01417842, 0.0009133941],
  );
  await expect(curve(surface)).rejects.toThrow('a gridded surface has no distance "rx"');
});

test("complex surfaces need complex_fault_mesh_spacing", async () => {
  const job = exampleJob({ sources: [characteristic(EDGES)] });
  await expect(computeExample(job)).rejects.toThrow("complex_fault_mesh_spacing");
});

test("a non-parametric source with a complex surface, two planes and a kite", async () => {
  const source: NonParametricSource = {
    kind: "nonParametric",
    id: "n",
    name: "listed",
    tectonicRegionType: REGION,
    ruptures: [
      {
        mag: 6.5,
        rake: 90,
        hypocentre: [0.1, 0, 5],
        surface: EDGES,
        occurrenceProbabilities: Float64Array.of(0.9, 0.08, 0.02),
      },
      {
        mag: 7,
        rake: 0,
        hypocentre: [0.2, 0, 8],
        surface: { kind: "multiSurface", surfaces: [PLANE, OTHER_PLANE] },
        occurrenceProbabilities: Float64Array.of(0.95, 0.05, 0),
      },
      {
        mag: 6.7,
        rake: -90,
        hypocentre: [0.2, 0, 8],
        surface: KITE,
        occurrenceProbabilities: Float64Array.of(0.97, 0.02, 0.01),
      },
    ],
  };
  expectClose(await curve(source), [0.17065, 0.1662806, 0.141082, 0.08119597, 0.02392747]);
});

const MULTI_FAULT: MultiFaultSource = {
  kind: "multiFault",
  id: "f",
  name: "system",
  tectonicRegionType: REGION,
  sections: new Map<string, KiteGeometry | PlanarGeometry>([
    ["s0", KITE],
    ["s1", OTHER_PLANE],
    ["s2", OPPOSITE_KITE],
  ]),
  ruptures: (
    [
      [6.5, 90, ["s0"], 0.1],
      [6.8, 0, ["s0", "s1"], 0.05],
      [7.1, -90, ["s0", "s2"], 0.02],
      [7.3, 45, ["s1", "s2", "s0"], 0.01],
    ] as const
  ).map(([mag, rake, sections, probability]) => ({
    mag,
    rake,
    sections: [...sections],
    occurrenceProbabilities: Float64Array.of(1 - probability, probability),
  })),
};
const systems: [string, { [name: string]: string }, number[]][] = [
  ["multi-fault source with probabilities", {}, [0.170479, 0.170065, 0.1613412, 0.1190822, 0.04820505]],
  [
    "multi-fault source with inferred rates",
    { infer_occur_rates: "true" },
    [0.9999126, 0.9999105, 0.9998522, 0.9983709, 0.920648],
  ],
  [
    "multi-fault source: of few sites, sections out of reach do not count for what models see",
    { maximum_distance: "25" },
    [0.170479, 0.1700592, 0.1612539, 0.1187195, 0.04776078],
  ],
];
for (const [name, parameters, expected] of systems)
  test(name, async () => {
    expectClose(await curve(MULTI_FAULT, parameters), expected);
  });

test("a multi-fault source is cut by fault where the hazard of each is wanted, nearest fault first", async () => {
  const source: MultiFaultSource = {
    ...MULTI_FAULT,
    sections: new Map([...MULTI_FAULT.sections].map(([id, geometry]) => [id.slice(1), geometry])),
    ruptures: MULTI_FAULT.ruptures.map((rupture) => ({
      ...rupture,
      sections: rupture.sections.map((id) => id.slice(1)),
    })),
    faults: new Map([
      ["east", [2]],
      ["west", [0]],
    ]),
  };
  const parameters = { ...PARAMETERS, disagg_by_src: "true", use_rates: "true" };
  const job = exampleJob({ sources: [source], sites: [SITE], models: { AbrahamsonEtAl2014: 1 }, parameters });
  const read = await computeExample(job);
  expectClose(await read("hcurves-stats"), systems[0]![2]);
  // All ruptures have section 0, which is nearest: one source in place of two.
  expect((await read("mean_rates_by_src")).length).toBe(5);
});
