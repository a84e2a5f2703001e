import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import {
  alternativeCharacteristicMomentRate,
  gammaAndRate,
} from "../../../src/hazard/mfd/alternative-characteristic.ts";
import { mfdBins } from "../../../src/hazard/mfd/bins.ts";
import { checkMfd } from "../../../src/hazard/mfd/check.ts";
import { aValueFromMoment, momentRate, withAValue } from "../../../src/hazard/mfd/gutenberg-richter.ts";
import { momentOfMagnitude } from "../../../src/hazard/mfd/magnitude-bins.ts";
import type { MagnitudeFrequencyDistribution } from "../../../src/hazard/mfd/mfd.ts";
import { type MfdModification, modifyMfd } from "../../../src/hazard/mfd/modify.ts";
import { characteristicRates } from "../../../src/hazard/mfd/youngs-coppersmith.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { goldenPath, hasGolden } from "../../harness.ts";
import { type GoldenMfd, mfdOfGolden } from "../golden-definitions.ts";

interface Case {
  readonly mfd: GoldenMfd & { readonly modify?: readonly [string, Record<string, unknown>][] };
  readonly note: string;
  readonly error?: string;
  readonly out?: {
    readonly bins: [number, number][];
    readonly min_max_mag: [number, number];
    readonly a_val?: number;
    readonly b_val?: number;
    readonly max_mag?: number;
    readonly char_rate?: number;
    readonly total_moment_rate?: number;
    readonly total_rate?: number;
    readonly gamma?: number;
  };
}

const RELATIVE = 1e-12;

function modificationOf([name, given]: readonly [string, Record<string, unknown>], kind: string): MfdModification {
  const value = (given["value"] ?? given["b_val"]) as number;
  switch (name) {
    case "increment_max_mag":
      return { type: "maxMagGRRelative", value };
    case "increment_max_mag_no_mo_balance":
      return { type: "maxMagGRRelativeNoMoBalance", value };
    case "set_max_mag":
      return { type: "maxMagGRAbsolute", value };
    case "increment_b":
      return { type: "bGRRelative", value };
    case "increment_b_AC":
      return { type: "bACRelative", value };
    case "set_bGR":
      return { type: "bGRAbsolute", value };
    case "set_bAC":
      return { type: "bACAbsolute", value };
    case "set_ab":
      return { type: "abGRAbsolute", aValue: given["a_val"] as number, bValue: value };
    case "set_ab_max_mag":
      return {
        type: "abMaxMagAbsolute",
        aValue: given["a_val"] as number,
        bValue: value,
        maxMag: given["max_mag"] as number,
      };
    case "increment_max_mag_and_delta_m_AC":
    case "increment_max_mag_and_delta_m_AC_no_mo_balance":
      return {
        type: name.endsWith("balance") ? "maxMagAndDeltaMagACRelativeNoMoBalance" : "maxMagAndDeltaMagACRelative",
        maxMag: given["delta_max_mag"] as number,
        deltaMag: given["delta_m_AC"] as number,
      };
    case "set_mfd":
      return {
        type: "incrementalMFDAbsolute",
        mfd: {
          kind: "incremental",
          minMag: (given["min_mag"] as number) ?? 5,
          binWidth: (given["bin_width"] as number) ?? 1,
          rates: Float64Array.from((given["occurrence_rates"] as number[]) ?? [1]),
        },
      };
    default:
      throw new Error(`unknown modification ${name} of ${kind}`);
  }
}

function expectBins(mfd: MagnitudeFrequencyDistribution, binWidth: number | undefined, c: Case): void {
  const bins = mfdBins(mfd, { binWidth, faultArea: c.mfd.area });
  const wanted = c.out!.bins.filter(([, rate]) => rate > 0);
  expectAllClose(
    bins.mags,
    wanted.map(([mag]) => mag),
    `${c.mfd.type} magnitudes`,
    RELATIVE,
    0,
  );
  expectAllClose(
    bins.rates,
    wanted.map(([, rate]) => rate),
    `${c.mfd.type} rates`,
    RELATIVE,
    0,
  );
}

const present = hasGolden();

describe.if(present)("magnitude-frequency distributions as the reference engine bins them", () => {
  const cases: Case[] = present
    ? JSON.parse(readFileSync(goldenPath("geometry", "functions_mfd.json"), "utf8")).cases
    : [];

  test("bins, parameters and modifications of every kind that files can state", () => {
    const seen = new Map<string, number>();
    for (const c of cases) {
      if (c.error !== undefined) continue;
      const start = mfdOfGolden(c.mfd);
      if (start === undefined) continue;
      seen.set(c.mfd.type, (seen.get(c.mfd.type) ?? 0) + 1);
      const settings = { binWidth: c.mfd.bin_width, faultArea: c.mfd.area };
      let mfd = start;
      checkMfd(mfd, settings);
      for (const change of c.mfd.modify ?? []) mfd = modifyMfd(mfd, modificationOf(change, c.mfd.type), settings);
      expectBins(mfd, c.mfd.bin_width, c);
      const out = c.out!;
      if (mfd.kind === "truncatedGR") {
        const resolved = withAValue(mfd, c.mfd.area);
        expectClose(resolved.aValue, out.a_val!, "a", RELATIVE, 0);
        expectClose(resolved.bValue, out.b_val!, "b", RELATIVE, 0);
        expectClose(momentRate(resolved), out.total_moment_rate!, "moment rate", 1e-11, 0);
      } else if (mfd.kind === "youngsCoppersmith") {
        const rates = characteristicRates(mfd);
        expectClose(rates.aValue, out.a_val!, "a", RELATIVE, 0);
        expectClose(rates.characteristicRate, out.char_rate!, "characteristic rate", RELATIVE, 0);
      } else if (mfd.kind === "alternativeCharacteristic") {
        const { gamma, totalRate } = gammaAndRate(mfd);
        expectAllClose([gamma, totalRate], [out.gamma!, out.total_rate!], "gamma, rate", RELATIVE, 0);
        const moment = alternativeCharacteristicMomentRate(mfd);
        expectClose(moment, out.total_moment_rate!, "moment rate", 1e-11, 0);
      }
    }
    expect([...seen.keys()].sort()).toEqual([
      "YC",
      "altchar",
      "altchar_from_reference_rates",
      "arbitrary",
      "even",
      "tapered",
      "truncGR",
      "truncGR_from_moment",
      "truncGR_from_slip_rate",
    ]);
  });

  test("the moment of a characteristic distribution: what the reference rescales follows from the direct solution", () => {
    const rescaled = cases.filter((c) => c.mfd.type === "YC_from_total_moment_rate");
    expect(rescaled.length).toBeGreaterThan(0);
    for (const c of rescaled) {
      const total = c.mfd.total_moment_rate!;
      const direct = {
        kind: "youngsCoppersmith",
        minMag: c.mfd.min_mag!,
        bValue: c.mfd.b_val!,
        characteristicMag: c.mfd.char_mag!,
        binWidth: c.mfd.bin_width!,
        totalMomentRate: total,
      } as const;
      const bins = mfdBins(direct, {});
      const released = bins.mags.reduce((sum, mag, i) => sum + bins.rates[i]! * momentOfMagnitude(mag), 0);
      expectBins({ ...direct, totalMomentRate: total / (released / total) }, c.mfd.bin_width, c);
    }
  });

  test("refusals", () => {
    const refused = cases.filter((c) => c.error !== undefined);
    expect(refused.length).toBeGreaterThan(2);
    for (const c of refused) {
      const mfd = mfdOfGolden(c.mfd)!;
      const settings = { binWidth: c.mfd.bin_width };
      const attempt = () => {
        checkMfd(mfd, settings);
        for (const change of c.mfd.modify ?? []) modifyMfd(mfd, modificationOf(change, c.mfd.type), settings);
      };
      const text = c.error!.replace("ValueError: ", "");
      expect(attempt).toThrow(text.startsWith("Modification") ? "not supported by a truncGutenbergRichterMFD" : text);
    }
  });

  test("a-value from a moment rate", () => {
    const c = cases.find((one) => one.mfd.type === "truncGR_from_moment")!;
    expectClose(aValueFromMoment(c.mfd.moment_rate!, c.mfd.b_val!, c.mfd.max_mag!), c.out!.a_val!, "a", RELATIVE, 0);
  });
});
