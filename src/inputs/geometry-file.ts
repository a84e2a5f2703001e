/** `geometry_file`: the polygon that the engine marks ruptures of an event set by, as GeoJSON. It takes part in no number. */
import { InputError } from "../input-error.ts";
import { type InputFolder, readWhole } from "./input-folder.ts";
import { decodeUtf8 } from "./job-ini/ini-syntax.ts";

export interface GeometryFile {
  readonly kind: "Polygon" | "MultiPolygon";
}

/** @throws InputError for what is no GeoJSON, and for a first feature that is no polygon */
export function readGeometryFile(folder: InputFolder, file: string): GeometryFile {
  const text = decodeUtf8(readWhole(folder, file), file);
  let parsed: { readonly features?: readonly { readonly geometry?: { readonly type?: unknown } | null }[] } | null;
  try {
    parsed = JSON.parse(text) as typeof parsed;
  } catch (error) {
    throw new InputError(`not JSON: ${(error as Error).message}`, { file, allowed: "a GeoJSON FeatureCollection" });
  }
  const kind = Array.isArray(parsed?.features) ? parsed.features[0]?.geometry?.type : undefined;
  if (kind !== "Polygon" && kind !== "MultiPolygon")
    throw new InputError(`the first feature is ${kind === undefined ? "missing" : JSON.stringify(kind)}`, {
      file,
      allowed: "a GeoJSON FeatureCollection whose first feature is a Polygon or a MultiPolygon",
    });
  return { kind };
}
