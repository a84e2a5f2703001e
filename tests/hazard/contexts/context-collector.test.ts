import { expect, test } from "bun:test";
import {
  acceptRows,
  flush,
  makeCollector,
  makeRuptureValues,
  reserve,
} from "../../../src/hazard/contexts/context-collector.ts";
import { tileAt } from "../emitted-contexts.ts";

const WANTED = { rupture: ["mag"], distance: ["rx"], site: ["vs30"], text: [] } as const;

test("rows are completed, blocks handed on when full, and rrup is always there", () => {
  const handed: number[][] = [];
  const collector = makeCollector(WANTED, tileAt([0, 0], [1, 0]).parameters, 3, ({ block }) => {
    handed.push(Array.from(block.vs30.subarray(0, block.length)));
  });
  expect(collector.distances).toEqual(["rx", "rrup"]);
  const values = { ...makeRuptureValues(), mag: 6 };
  for (let rupture = 0; rupture < 2; rupture++) {
    const row = reserve(collector, 2);
    collector.site.set([0, 1], row);
    acceptRows(collector, 2, values, 0.5, 0);
  }
  flush(collector);
  expect(handed).toEqual([
    [500, 501],
    [500, 501],
  ]);
  expect(collector.total).toBe(4);
  expect([collector.block.mag[1], collector.weight[0]]).toEqual([6, 0.5]);
});

test("the minimum distance raises coordinates too, unless exact", () => {
  for (const [exact, raised] of [
    [false, 5],
    [true, -3],
  ] as const) {
    const collector = makeCollector(WANTED, tileAt([0, 0]).parameters, 3, () => {}, exact);
    collector.block.rx[reserve(collector, 1)] = -3;
    acceptRows(collector, 1, makeRuptureValues(), 1, 5);
    expect(collector.block.rx[0]).toBe(raised);
  }
});
