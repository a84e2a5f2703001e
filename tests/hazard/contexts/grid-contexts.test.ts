import { expect, test } from "bun:test";
import { gridContexts } from "../../../src/hazard/contexts/grid-contexts.ts";
import { expectClose } from "../../geo/closeness.ts";
import { contextsAt, REACH, tileAt } from "../emitted-contexts.ts";
import { km } from "../small-geometries.ts";
import { POINT } from "../small-sources.ts";

const SETTINGS = {
  ...REACH,
  pointsourceDistance: 20,
  averageFarSites: true,
  allSitesTogether: false,
  areaSourceDiscretization: undefined,
  shiftHypo: false,
  binWidth: undefined,
};

test("two points of a cell: far sites see one rupture a magnitude, near ones all, with the rates of both", () => {
  const other = { ...POINT, id: "t", lon: km(2), lat: km(2) };
  const contexts = gridContexts([POINT, other], { ...SETTINGS, spacing: 50 });
  const rows = contextsAt(contexts, tileAt([1, 1], [80, 0]));
  const at = (site: number) => rows.filter((row) => row.site === site);
  expect([at(0).length, at(1).length]).toEqual([8, 2]);
  for (const site of [0, 1])
    expectClose(
      at(site).reduce((sum, { weight }) => sum + weight, 0),
      0.06,
      "rate",
      1e-12,
      0,
    );
});
