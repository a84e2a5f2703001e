/** Worked examples of the reference: one point source, 200 event sets of a year (computed by it, seed 42). */
import { expect, test } from "bun:test";
import type { EventSource } from "../../../src/hazard/events/event-sources.ts";
import { sampleSource, sourceSeed } from "../../../src/hazard/events/sample-occurrences.ts";
import type { Source } from "../../../src/hazard/sources/source.ts";

const SETTINGS = { investigationTime: 1, eventSets: 200, seed: 42 };
const RATES = Float64Array.of(0.016332877762, 0.010888585175, 0.005164909447, 0.003443272965);

function eventSource(values: Partial<EventSource>): EventSource {
  return {
    id: "P1",
    source: {} as Source,
    tectonicRegionType: "Active Shallow Crust",
    occurrence: { kind: "poisson" },
    samplings: [{ path: 0, samples: 1 }],
    number: 0,
    offset: 0,
    ruptures: 4,
    ...values,
  };
}

test("a source's seed is the CRC-32 of its full name, started from ses_seed", () => {
  expect(sourceSeed("P1", 42)).toBe(3319235513);
  expect(sourceSeed("P1;0", 42)).toBe(436522967);
  expect(sourceSeed("P1;1", 42)).toBe(1828978497);
  expect(sourceSeed("P2", 42)).toBe(1558106627);
});

test("every rupture draws its occurrences; those that occur have ids and seeds of their own", () => {
  const sampled = sampleSource(eventSource({}), { kind: "rates", rates: RATES }, SETTINGS);
  expect(sampled).toEqual([
    { index: 0, path: 0, occurrences: 4, id: 0, seed: 42 },
    { index: 1, path: 0, occurrences: 3, id: 1, seed: 43 },
    { index: 3, path: 0, occurrences: 2, id: 3, seed: 45 },
  ]);
});

test("occurrences of a source that several paths use are shared among them", () => {
  const shared = eventSource({
    id: "P2",
    number: 2,
    samplings: [
      { path: 0, samples: 4 },
      { path: 1, samples: 4 },
    ],
  });
  // Rates of the second source of the example: 20, 15, 3 and 5 occurrences in all.
  const sampled = sampleSource(shared, { kind: "rates", rates: RATES }, SETTINGS);
  const totals = [0, 1, 2, 3].map((index) =>
    sampled.filter((rupture) => rupture.index === index).reduce((sum, { occurrences }) => sum + occurrences, 0),
  );
  expect(sampled[0]!.id).toBe(2 * 2 ** 30);
  expect(sampled.every(({ id, seed }) => seed === id + 42)).toBe(true);
  expect(sampled.filter(({ path }) => path === 1).every(({ id, index }) => id === 2 * 2 ** 30 + 4 + index)).toBe(true);
  expect(totals.reduce((sum, total) => sum + total, 0)).toBeGreaterThan(20);
});
