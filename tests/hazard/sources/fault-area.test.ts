import { expect, test } from "bun:test";
import { faultArea, largestMagnitude } from "../../../src/hazard/sources/fault-area.ts";
import { expectClose } from "../../geo/closeness.ts";
import { FAULT, POINT } from "../small-sources.ts";

test("WC1994, reverse: 4.33 + 0.90 log10(280 km2) is M 6.53, its sigma 0.25", () => {
  expectClose(faultArea(FAULT)!, 280, "area", 2e-3, 0);
  expectClose(largestMagnitude(FAULT, 0)!, 4.33 + 0.9 * Math.log10(280), "median", 1e-3, 0);
  expectClose(largestMagnitude(FAULT, 2)! - largestMagnitude(FAULT, 0)!, 0.5, "two sigmas", 1e-9, 0);
  expect([faultArea(POINT), largestMagnitude(POINT, 0)]).toEqual([undefined, undefined]);
});
