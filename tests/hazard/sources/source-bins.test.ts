import { expect, test } from "bun:test";
import { sourceBins } from "../../../src/hazard/sources/source-bins.ts";
import { expectClose } from "../../geo/closeness.ts";
import { WALL } from "../small-geometries.ts";
import { COMMON, POINT } from "../small-sources.ts";

const SETTINGS = { ruptureMesh: 2, complexFaultMesh: undefined, binWidth: 0.5 };

test("magnitudes as often as given, rates of 0 dropped", () => {
  const mfd = { kind: "arbitrary", mags: Float64Array.of(6, 6, 7), rates: Float64Array.of(0.1, 0.2, 0) } as const;
  expect(sourceBins({ ...POINT, mfd }, SETTINGS)).toEqual({
    mags: Float64Array.of(6, 6),
    rates: Float64Array.of(0.1, 0.2),
  });
});

test("a slip rate is spread over the surface: twice the area, twice the rates", () => {
  const mfd = { kind: "truncatedGR", minMag: 5, maxMag: 6, slipRate: 2, rigidity: 32, bValue: 1 } as const;
  const of = (bottom: number) =>
    sourceBins(
      {
        ...COMMON,
        kind: "characteristicFault",
        rake: 0,
        mfd,
        surface: {
          ...WALL,
          bottomLeft: [WALL.bottomLeft[0], 0, bottom],
          bottomRight: [WALL.bottomRight[0], 0, bottom],
        },
      },
      SETTINGS,
    ).rates[0]!;
  expectClose(of(22) / of(12), 2, "ratio", 1e-3, 0);
});
