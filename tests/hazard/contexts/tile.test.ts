import { expect, test } from "bun:test";
import { ballWithin, makeTile, missingSiteColumns, tileBall } from "../../../src/hazard/contexts/tile.ts";
import { expectClose } from "../../geo/closeness.ts";
import { tileAt } from "../emitted-contexts.ts";
import { km } from "../small-geometries.ts";

const TILE = tileAt([0, 0], [6, 0], [3, 0]);

test("a tile is a cut of the sites with their parameters", () => {
  const cut = makeTile(TILE.sites, 1, 3);
  expect(cut.count).toBe(2);
  expect(cut.parameters.numbers.get("vs30")).toEqual(Float64Array.of(501, 502));
  expect(
    missingSiteColumns({ rupture: [], distance: [], site: ["vs30", "z1pt0"], text: ["ec8"] }, cut.parameters),
  ).toEqual(["z1pt0", "ec8"]);
});

test("a ball around the sites spares the look at each", () => {
  const ball = tileBall(TILE);
  expectClose(ball.radius, 3, "radius", 1e-3, 0);
  expect(ballWithin(ball, km(50), 0, 44.1)).toBe(true);
  expect(ballWithin(ball, km(50), 0, 43.8)).toBe(false);
});
