import { test } from "bun:test";
import { toCartesian } from "../../../src/geo/cartesian.ts";
import { prepareSites } from "../../../src/hazard/sites/site-points.ts";
import { expectAllClose } from "../../geo/closeness.ts";

test("Cartesian places at the site's own depth, and the direction as unit vector", () => {
  const { x, y, z, ux, uy, uz } = prepareSites({
    count: 1,
    lon: Float64Array.of(13),
    lat: Float64Array.of(42),
    depth: Float64Array.of(-1.5),
  });
  expectAllClose([x[0]!, y[0]!, z[0]!], toCartesian(13, 42, -1.5), "place", 1e-14, 0);
  expectAllClose([Math.hypot(ux[0]!, uy[0]!, uz[0]!), uz[0]!], [1, Math.sin((42 * Math.PI) / 180)], "unit", 1e-14, 0);
});
