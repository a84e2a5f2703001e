/** Outlines of the continents, and borders (Natural Earth, 1:50 million, public domain; world-atlas). */
import type { GeometryCollection, Topology } from "topojson-specification";
import type { BaseMap, Land } from "./map-picture.ts";

/** Rings of longitude and latitude; hundredths of a degree are enough. */
export async function landRings(): Promise<Land> {
  const [{ feature }, { default: topology }] = await Promise.all([
    import("topojson-client"),
    import("world-atlas/land-50m.json"),
  ]);
  const atlas = topology as unknown as Topology<{ land: GeometryCollection }>;
  const rings = feature(atlas, atlas.objects.land).features.flatMap(({ geometry }) =>
    geometry.type === "MultiPolygon"
      ? geometry.coordinates.flat()
      : geometry.type === "Polygon"
        ? geometry.coordinates
        : [],
  );
  return rings.map((ring) =>
    ring.flatMap(([lon, lat]) => [Math.round(lon! * 100) / 100, Math.round(lat! * 100) / 100]),
  );
}

/** Borders between countries, as lines of longitude and latitude. */
export async function borderLines(): Promise<Land> {
  const [{ mesh }, { default: topology }] = await Promise.all([
    import("topojson-client"),
    import("world-atlas/countries-50m.json"),
  ]);
  const atlas = topology as unknown as Topology<{ countries: GeometryCollection }>;
  // An arc of one country only is a coast.
  const { coordinates } = mesh(atlas, atlas.objects.countries, (a, b) => a !== b);
  return coordinates.map((line) =>
    line.flatMap(([lon, lat]) => [Math.round(lon! * 100) / 100, Math.round(lat! * 100) / 100]),
  );
}

export async function baseMap(): Promise<BaseMap> {
  const [land, borders] = await Promise.all([landRings(), borderLines()]);
  return { land, borders };
}
