/** Shapes on the map: longitudes and latitudes in degrees, WGS84; rings are closed, the outer ones counter-clockwise. */
export type Place = readonly [lon: number, lat: number];

export type Shape =
  | { readonly type: "Point"; readonly coordinates: Place }
  | { readonly type: "LineString"; readonly coordinates: readonly Place[] }
  | { readonly type: "Polygon"; readonly coordinates: readonly (readonly Place[])[] };
