import { describe, expect, test } from "bun:test";
import { dilateRing } from "../../src/geo/dilation.ts";
import { discretizeRing, ringOf } from "../../src/geo/polygon.ts";
import { regionGrid } from "../../src/geo/region-grid.ts";
import { expectAllClose } from "./closeness.ts";

/** Numbers of the reference engine (docs/method/classical.md E3 and E4); printed with 9 decimals. */
const PRINTED = 6e-10;

const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

describe("region grids", () => {
  const region = ringOf([10, 45, 10.5, 45, 10.5, 45.4, 10, 45.4, 10, 45]);

  test("a rectangle dilated by 20 km", async () => {
    const dilated = await dilateRing(region, 20);
    expect(dilated.ring.x.length).toBe(68);
    const { west, east, south, north } = dilated.box;
    expectAllClose(
      [west, east, south, north],
      [9.743836848, 10.756163126, 44.820134153, 45.579865824],
      "box",
      0,
      PRINTED,
    );
  });

  test("its grid, sorted by longitude and latitude", async () => {
    const grid = await regionGrid(region, 20);
    const expected = [
      [9.997585122, 44.86040854],
      [9.998381553, 45.040272861],
      [9.999185524, 45.220137182],
      [9.999997122, 45.400001503],
      [10.000816436, 45.579865824],
      [10.251333396, 44.86040854],
      [10.252926259, 45.040272861],
      [10.2545342, 45.220137182],
      [10.256157396, 45.400001503],
      [10.257796024, 45.579865824],
      [10.50508167, 44.86040854],
      [10.507470964, 45.040272861],
      [10.509882876, 45.220137182],
      [10.51231767, 45.400001503],
    ] as const;
    expectAllClose(
      grid.lon,
      expected.map(([lon]) => lon),
      "lon",
      0,
      PRINTED,
    );
    expectAllClose(
      grid.lat,
      expected.map(([, lat]) => lat),
      "lat",
      0,
      PRINTED,
    );
  });

  test("a bay that closes leaves a hole without sites", async () => {
    const bay = [
      0, 0, 2, 0, 2, 0.98, 1.5, 0.98, 1.5, 0.5, 0.5, 0.5, 0.5, 1.5, 1.5, 1.5, 1.5, 1.02, 2, 1.02, 2, 2, 0, 2,
    ];
    const grid = await regionGrid(ringOf(bay), 20);
    // Numbers of the reference engine; 168 sites would be in the outline alone.
    expect(grid.lon.length).toBe(152);
    expectAllClose([sum(grid.lon), sum(grid.lat)], [164.41351401359282, 139.65523901843238], "sums", 1e-12);
  });

  test("across the equator", async () => {
    const grid = await regionGrid(ringOf([0, 0, 0.3, 0, 0.3, 0.2, 0, 0.2]), 15);
    const rounded = Array.from(grid.lon, (lon, i) => `${Math.abs(lon).toFixed(5)} ${grid.lat[i]!.toFixed(5)}`);
    const wanted = [0, 0.1349, 0.2698, 0.4047].flatMap((lon) =>
      (lon === 0.4047 ? [0.0651, -0.0698, 0.2] : [0.0651, -0.0698, 0.2, 0.3349]).map((lat) => [lon, lat] as const),
    );
    expect(rounded.length).toBe(wanted.length);
    for (const [lon, lat] of wanted)
      expect(
        rounded.some((text) => {
          const [x, y] = text.split(" ").map(Number);
          return Math.abs(x! - lon) < 2.1e-5 && Math.abs(y! - lat) < 1.1e-5;
        }),
      ).toBe(true);
  });
});

describe("points of areas", () => {
  test("a square of one degree: the northern edge bulges, so its row is inside", () => {
    const points = discretizeRing(ringOf([0, 0, 1, 0, 1, 1, 0, 1]), 50);
    const lon = [0.449729296, 0.899458592, 0.449681546, 0.899363092, 0.449661497, 0.899322994];
    const lat = [1, 1, 0.550339197, 0.550339197, 0.100678394, 0.100678394];
    expectAllClose(points.lon, lon, "lon", 0, PRINTED);
    expectAllClose(points.lat, lat, "lat", 0, PRINTED);
    expect(discretizeRing(ringOf([0, 0, 1, 0, 1, 1, 0, 1]), 30).lon.length).toBe(12);
  });

  test("a spacing that leaves nothing is refused", () => {
    expect(() => discretizeRing(ringOf([0, 0, 0.1, 0, 0.1, 0.1]), 200)).toThrow(
      "no point of a grid of 200 km lies inside the polygon",
    );
  });
});
