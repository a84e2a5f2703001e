/** Worked examples of docs/method/classical.md E9: numbers of the reference engine printed with nine digits. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { mfdBins } from "../../../src/hazard/mfd/bins.ts";
import { divideMfd } from "../../../src/hazard/mfd/divide.ts";
import { momentRate, withAValue } from "../../../src/hazard/mfd/gutenberg-richter.ts";
import type {
  MagnitudeFrequencyDistribution,
  TruncatedGutenbergRichter,
  YoungsCoppersmith1985,
} from "../../../src/hazard/mfd/mfd.ts";
import { modifyMfd } from "../../../src/hazard/mfd/modify.ts";
import { characteristicRates } from "../../../src/hazard/mfd/youngs-coppersmith.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";

const PRINTED = 1e-8;
const GR: TruncatedGutenbergRichter = { kind: "truncatedGR", minMag: 5, maxMag: 6.5, aValue: 3, bValue: 1 };
const HALF = { binWidth: 0.5 };

function ratesOf(mfd: MagnitudeFrequencyDistribution, settings = HALF): Float64Array {
  return mfdBins(mfd, settings).rates;
}

describe("changes of a Gutenberg-Richter law", () => {
  test("the start", () => {
    const { mags, rates } = mfdBins(GR, HALF);
    expectAllClose(mags, [5.25, 5.75, 6.25], "magnitudes", 0, 0);
    expectAllClose(rates, [0.00683772234, 0.00216227766, 0.000683772234], "rates", PRINTED, 0);
    expectClose(momentRate(withAValue(GR, undefined)), 3.28089785e15, "moment rate", PRINTED, 0);
  });

  test("relative changes keep the moment, one after the other", () => {
    const less = modifyMfd(GR, { type: "bGRRelative", value: -0.1 }, HALF) as TruncatedGutenbergRichter;
    expectClose(less.aValue!, 2.448336624, "a", PRINTED, 0);
    const longer = modifyMfd(less, { type: "maxMagGRRelative", value: 0.5 }, HALF) as TruncatedGutenbergRichter;
    expectClose(longer.aValue!, 2.118206234, "a", PRINTED, 0);
    const more = modifyMfd(GR, { type: "bGRRelative", value: 0.1 }, HALF);
    expectAllClose(ratesOf(more), [0.0081004629, 0.00228302064, 0.000643442639], "rates", PRINTED, 0);
  });

  test("absolute changes", () => {
    const rates = (change: Parameters<typeof modifyMfd>[1]) => ratesOf(modifyMfd(GR, change, HALF));
    expectAllClose(
      rates({ type: "maxMagGRAbsolute", value: 7 }),
      [0.00683772234, 0.00216227766, 0.000683772234, 0.000216227766],
      "maxMagGRAbsolute",
      PRINTED,
      0,
    );
    expectAllClose(
      rates({ type: "abGRAbsolute", aValue: 3.5, bValue: 1.1 }),
      [0.00718161707, 0.0020240547, 0.000570456121],
      "abGRAbsolute",
      PRINTED,
      0,
    );
    expectAllClose(
      rates({ type: "bGRAbsolute", value: 0.9 }),
      [0.0204025921, 0.00723911284, 0.00256853416],
      "bGRAbsolute",
      PRINTED,
      0,
    );
    expectAllClose(
      rates({ type: "abMaxMagAbsolute", aValue: 3.2, bValue: 0.9, maxMag: 7 }),
      [0.0323359293, 0.0114732207, 0.00407085231, 0.0014443929],
      "abMaxMagAbsolute",
      PRINTED,
      0,
    );
  });

  test("slip rates, in a file and in a logic tree", () => {
    const settings = { binWidth: 0.5, faultArea: 400 };
    const slip: MagnitudeFrequencyDistribution = {
      kind: "truncatedGR",
      minMag: 5,
      maxMag: 7,
      bValue: 1,
      slipRate: 2,
      rigidity: 30,
    };
    const expected = [0.0206106963, 0.00651767445, 0.00206106963, 0.000651767445];
    expectAllClose(mfdBins(slip, settings).rates, expected, "slipRate", PRINTED, 0);
    const branch = { type: "truncatedGRFromSlipAbsolute", slipRate: 2, rigidity: 30, constantTerm: 9.1 } as const;
    const changed = modifyMfd({ ...GR, maxMag: 7 }, branch, settings);
    expectAllClose(mfdBins(changed, settings).rates, expected, "from slip", PRINTED, 0);
    expect(() => mfdBins(slip, HALF)).toThrow("slipRate needs the area of a fault");
    expect(() => modifyMfd(GR, branch, HALF)).toThrow("applies to fault sources only");
  });

  test("multi-point distributions change in every member; other kinds refuse", () => {
    const multi: MagnitudeFrequencyDistribution = { kind: "multi", members: [GR, { ...GR, aValue: 2 }] };
    const changed = modifyMfd(multi, { type: "maxMagGRRelativeNoMoBalance", value: 0.5 }, HALF);
    expect(ratesOf(changed).length).toBe(8);
    const arbitrary: MagnitudeFrequencyDistribution = {
      kind: "arbitrary",
      mags: Float64Array.of(6),
      rates: Float64Array.of(0.1),
    };
    expect(() => modifyMfd(arbitrary, { type: "bGRRelative", value: 0.1 }, HALF)).toThrow(
      "uncertainty bGRRelative is not supported by a arbitraryMFD",
    );
    expect(() => mfdBins(GR, {})).toThrow("needs the width of its bins");
  });
});

test("a characteristic distribution from its moment, as source files state it", () => {
  const mfd: YoungsCoppersmith1985 = {
    kind: "youngsCoppersmith",
    minMag: 5,
    bValue: 1,
    characteristicMag: 6.75,
    binWidth: 0.25,
    totalMomentRate: 1e17,
  };
  const { aValue, characteristicRate } = characteristicRates(mfd);
  expectAllClose([aValue, characteristicRate], [3.183824969, 0.00555917905], "a, rate", PRINTED, 0);
});

describe("shares of an area", () => {
  test("n shares are the whole, whatever the kind", () => {
    const kinds: MagnitudeFrequencyDistribution[] = [
      GR,
      { kind: "incremental", minMag: 5, binWidth: 0.3, rates: Float64Array.of(0.1, 0, 0.01) },
      { kind: "arbitrary", mags: Float64Array.of(6, 5), rates: Float64Array.of(0.1, 0.2) },
      {
        kind: "youngsCoppersmith",
        minMag: 5,
        bValue: 1,
        characteristicMag: 6.75,
        binWidth: 0.25,
        totalMomentRate: 1e16,
      },
      {
        kind: "alternativeCharacteristic",
        minMag: 5,
        maxMag: 7,
        bGR: 1,
        bAC: 0.8,
        deltaMag: 0.5,
        rate: { refMagGR: 5, rateRefGR: 0.05, refMagAC: 6.6, rateRefAC: 0.002 },
      },
    ];
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 5000 }), (mfd, n) => {
        const whole = mfdBins(mfd, HALF);
        const share = mfdBins(divideMfd(mfd, n), HALF);
        expectAllClose(share.mags, whole.mags, "magnitudes", 0, 0);
        expectAllClose(
          share.rates.map((rate) => rate * n),
          whole.rates,
          "rates",
          1e-11,
          0,
        );
        expect(whole.rates.every((rate) => rate > 0)).toBe(true);
      }),
    );
  });

  test("kinds that have no share", () => {
    expect(() =>
      divideMfd({ kind: "taperedGR", minMag: 5, maxMag: 7, cornerMag: 6.5, aValue: 3, bValue: 1 }, 4),
    ).toThrow("an area source cannot have a tapered Gutenberg-Richter MFD");
    expect(() => divideMfd({ kind: "multi", members: [GR] }, 4)).toThrow("cannot have a multi-point MFD");
  });
});
