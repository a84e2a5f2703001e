import { expect, test } from "bun:test";
import { type PointContextSettings, pointContexts } from "../../../src/hazard/contexts/point-contexts.ts";
import { expectClose } from "../../geo/closeness.ts";
import { contextsAt, REACH, tileAt } from "../emitted-contexts.ts";
import { POINT } from "../small-sources.ts";

const MAGS = Float64Array.of(5.25, 5.75);
const SETTINGS: PointContextSettings = {
  ...REACH,
  pointsourceDistance: 20,
  averageFarSites: true,
  allSitesTogether: false,
  areaSourceDiscretization: undefined,
  shiftHypo: false,
};

test("near sites see all planes, far ones the average; both the whole rate", () => {
  const rows = contextsAt(pointContexts(POINT, MAGS, SETTINGS), tileAt([3, 0], [60, 0], [300, 0]));
  const at = (site: number) => rows.filter((row) => row.site === site);
  expect([at(0).length, at(1).length, at(2).length]).toEqual([4, 2, 0]);
  for (const site of [0, 1])
    expectClose(
      at(site).reduce((sum, { weight }) => sum + weight, 0),
      2,
      "rate",
      1e-12,
      0,
    );
});

test("without averaging, and with few sites together, all see all", () => {
  for (const change of [{ averageFarSites: false }, { allSitesTogether: true }])
    expect(contextsAt(pointContexts(POINT, MAGS, { ...SETTINGS, ...change }), tileAt([3, 0], [60, 0])).length).toBe(8);
});

test("points that are not looked at add nothing; magnitudes outside the table neither", () => {
  expect(
    contextsAt(pointContexts(POINT, MAGS, { ...SETTINGS, withinMaximumDistance: () => false }), tileAt([3, 0])),
  ).toEqual([]);
  expect(contextsAt(pointContexts(POINT, Float64Array.of(10.5), SETTINGS), tileAt([3, 0]))).toEqual([]);
});
