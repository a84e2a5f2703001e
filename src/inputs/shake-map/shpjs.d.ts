/** What of shpjs is used here: it brings no types. */
declare module "shpjs" {
  export type Ring = readonly (readonly [x: number, y: number])[];
  export type Geometry =
    | { readonly type: "Polygon"; readonly coordinates: readonly Ring[] }
    | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly Ring[])[] }
    | { readonly type: "Point" | "MultiPoint" | "LineString" | "MultiLineString" };
  /** Shapes in the order of the file; null for none. */
  export function parseShp(shp: Uint8Array): readonly (Geometry | null)[];
  export function parseDbf(dbf: Uint8Array): readonly { readonly [field: string]: unknown }[];
}
