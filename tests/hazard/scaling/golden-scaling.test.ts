import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { SCALING_RELATION_NAMES, scalingRelation } from "../../../src/hazard/scaling/find-relation.ts";
import { expectClose } from "../../geo/closeness.ts";
import { goldenPath, hasGolden } from "../../harness.ts";

interface Row {
  readonly mag: number;
  readonly rake: number | null;
  readonly area: number;
  readonly std_area?: number;
  readonly mag_of_area?: number;
  readonly std_mag?: number;
}
type Sizes = { readonly [mag: string]: number };
interface ByRake {
  readonly mag: number;
  readonly rake: number | null;
  readonly median: number;
}
interface Golden {
  readonly [name: string]: {
    readonly rows: readonly Row[];
    readonly extra?: {
      readonly get_median_length?: Sizes;
      readonly get_median_width?: Sizes;
      readonly rld?: readonly ByRake[];
      readonly rw?: readonly ByRake[];
    };
  };
}

const RELATIVE = 1e-13;
const present = hasGolden();

describe.if(present)("scaling relations as the reference engine evaluates them", () => {
  const golden: Golden = present
    ? JSON.parse(readFileSync(goldenPath("geometry", "functions_scaling_relations.json"), "utf8"))
    : {};
  const relation = (name: string) => scalingRelation(name === "CScalingMSR" ? { name, constant: 4.3 } : { name });

  test("the same names", () => {
    expect(SCALING_RELATION_NAMES).toEqual(Object.keys(golden).sort());
  });

  test("areas, magnitudes of areas and their deviations", () => {
    let compared = 0;
    for (const [name, { rows }] of Object.entries(golden)) {
      const { area, areaSigma, magnitude, magnitudeSigma } = relation(name);
      for (const row of rows) {
        const rake = row.rake ?? undefined;
        expectClose(area(row.mag, rake), row.area, `${name} area M ${row.mag} rake ${rake}`, RELATIVE, 0);
        expect(areaSigma?.(rake)).toBe(row.std_area);
        expect(magnitudeSigma?.(rake)).toBe(row.std_mag);
        expect(magnitude === undefined).toBe(row.mag_of_area === undefined);
        if (magnitude !== undefined)
          expectClose(magnitude(row.area, rake), row.mag_of_area!, `${name} magnitude rake ${rake}`, RELATIVE, 0);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(300);
  });

  test("lengths and widths", () => {
    for (const [name, { extra }] of Object.entries(golden)) {
      const { length, width } = relation(name);
      for (const [mag, km] of Object.entries(extra?.get_median_length ?? {}))
        expectClose(length!(Number(mag)), km, `${name} length`, RELATIVE, 0);
      for (const [mag, km] of Object.entries(extra?.get_median_width ?? {}))
        expectClose(width!(Number(mag)), km, `${name} width`, RELATIVE, 0);
      for (const { mag, rake, median } of extra?.rld ?? [])
        expectClose(length!(mag, rake ?? undefined), median, `${name} length`, RELATIVE, 0);
      for (const { mag, rake, median } of extra?.rw ?? [])
        expectClose(width!(mag, rake ?? undefined), median, `${name} width`, RELATIVE, 0);
    }
    expect(relation("WC1994").length!(6)).toBeCloseTo(12.589254, 5);
  });
});

test("names that are not known", () => {
  expect(() => scalingRelation({ name: "WC2094" })).toThrow(
    /'WC2094' is not a recognized magnitude-scale relationship .*did you mean WC1994/,
  );
  expect(() => scalingRelation({ name: "CScalingMSR" })).toThrow("CScalingMSR needs its constant");
  expect(() => scalingRelation({ name: "PeerMSR", constant: 4 })).toThrow("PeerMSR takes no constant");
});
