/** Multi-fault sources of the golden geometry files, as our typed values. */
import { readFileSync } from "node:fs";
import type { MultiFaultSource } from "../../../src/hazard/sources/source.ts";
import type { KiteGeometry, PlanarGeometry } from "../../../src/hazard/surfaces/surface-geometry.ts";
import { goldenPath } from "../../harness.ts";

type Point = [lon: number, lat: number, depth: number];

type GoldenSection =
  | { readonly type: "kite"; readonly profiles: readonly Point[][]; readonly mesh_spacing: number }
  | {
      readonly type: "planar";
      readonly top_left: Point;
      readonly top_right: Point;
      readonly bottom_left: Point;
      readonly bottom_right: Point;
    };

export interface GoldenMultiFaultDefinition {
  readonly sections: readonly GoldenSection[];
  readonly rupture_sections: readonly number[][];
  readonly mags: readonly number[];
  readonly rakes?: readonly number[];
  readonly probs_occur: readonly number[][];
  readonly infer_occur_rates?: boolean;
}

export function readGoldenJson<T>(name: string): T {
  return JSON.parse(readFileSync(goldenPath("geometry", `${name}.json`), "utf8"));
}

export function multiFaultOfGolden(definition: GoldenMultiFaultDefinition): MultiFaultSource {
  const sections = new Map(
    definition.sections.map((section, i): [string, KiteGeometry | PlanarGeometry] => [
      String(i),
      section.type === "kite"
        ? { kind: "kiteSurface", profiles: section.profiles.map((profile) => Float64Array.from(profile.flat())) }
        : {
            kind: "planarSurface",
            topLeft: section.top_left,
            topRight: section.top_right,
            bottomLeft: section.bottom_left,
            bottomRight: section.bottom_right,
          },
    ]),
  );
  return {
    kind: "multiFault",
    id: "f",
    name: "golden",
    tectonicRegionType: "Active Shallow Crust",
    sections,
    ruptures: definition.rupture_sections.map((members, r) => ({
      mag: definition.mags[r]!,
      rake: definition.rakes?.[r] ?? 0,
      sections: members.map(String),
      occurrenceProbabilities: Float64Array.from(definition.probs_occur[r]!),
    })),
  };
}

/** km; the planes do not need any. */
export function spacingOfGolden({ sections: [first] }: GoldenMultiFaultDefinition): number {
  return first?.type === "kite" ? first.mesh_spacing : 5;
}
