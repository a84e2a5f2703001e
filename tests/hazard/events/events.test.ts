/** Worked examples of the reference (seed 42). */
import { expect, test } from "bun:test";
import { drawRealizations, makeEvents } from "../../../src/hazard/events/events.ts";

test("events of three ruptures in 200 years: years and event sets are drawn apart", () => {
  const events = makeEvents(
    { occurrences: [4, 3, 2], seed: [42, 43, 45], realizationsOf: () => [0] },
    { years: 200, eventSets: 200, realizations: 1, seed: 42 },
  );
  expect(Array.from(events.year)).toEqual([18, 155, 131, 88, 87, 172, 18, 140, 41]);
  expect(Array.from(events.eventSet)).toEqual([19, 106, 196, 148, 153, 144, 158, 103, 26]);
  expect(Array.from(events.rupture)).toEqual([0, 0, 0, 0, 1, 1, 1, 2, 2]);
});

test("realizations are drawn from the rupture's seed, models by name, each as probable as the others", () => {
  expect(Array.from(drawRealizations(42, [2, 3, 0, 1], 9))).toEqual([1, 3, 1, 0, 2, 1, 1, 1, 2]);
});
