/** Outlines on the map of a calculation: sources from its inputs, ruptures from its results. */
import type { Outline } from "../../drawing/map-picture.ts";
import { BASE, calculationInputs, type Output, ServerError } from "../api-client.ts";
import { collectSections, type SectionOutlines, sourceOutlines } from "../nrml/source-outlines.ts";
import { type ZipEntry, zipEntries } from "../zip.ts";

/** Documents larger than this are not read in a browser. */
const MOST_BYTES = 60e6;
/** Outlines that are drawn. */
export const MOST_OUTLINES = 20_000;

export async function sourcesOf(id: number): Promise<Outline[]> {
  const entries = zipEntries(await calculationInputs(id)).filter(
    ({ name, size }) => name.endsWith(".xml") && size <= MOST_BYTES,
  );
  const parsed = async ({ bytes }: ZipEntry): Promise<Document | undefined> => {
    const document = new DOMParser().parseFromString(new TextDecoder().decode(await bytes()), "application/xml");
    return document.querySelector("parsererror") === null ? document : undefined;
  };
  // Sections first: the sources that break them may stand in documents before them.
  const sections: SectionOutlines = new Map();
  const [outlines, others]: [Outline[], ZipEntry[]] = [[], []];
  for (const entry of entries) {
    const document = await parsed(entry);
    if (document === undefined) continue;
    collectSections(document, sections);
    if (document.getElementsByTagNameNS("*", "multiFaultSource").length > 0) others.push(entry);
    else if (outlines.length < MOST_OUTLINES) outlines.push(...sourceOutlines(document));
  }
  for (const entry of others) {
    const document = await parsed(entry);
    if (document !== undefined) outlines.push(...sourceOutlines(document, sections));
  }
  if (outlines.length === 0) throw new Error("The inputs hold no sources or ruptures that can be drawn.");
  return outlines.slice(0, MOST_OUTLINES);
}

interface Feature {
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
  readonly properties: { readonly [name: string]: unknown };
}

export async function ruptureOutlines(outputs: readonly Output[]): Promise<Outline[]> {
  const output = outputs.find(({ type }) => type === "ruptures");
  if (output === undefined) return [];
  const response = await fetch(`${BASE}/v1/calc/result/${output.id}?export_type=geojson`);
  if (!response.ok) throw new ServerError(response.status, await response.text());
  const { features } = (await response.json()) as { readonly features: readonly Feature[] };
  return features.slice(0, MOST_OUTLINES).flatMap(({ geometry, properties }): Outline[] => {
    const name = `Rupture ${properties["rup_id"] ?? ""}, magnitude ${properties["mag"] ?? ""}`;
    switch (geometry?.type) {
      case "Polygon":
        return (geometry.coordinates as number[][][])
          .slice(0, 1)
          .map((ring) => ({ kind: "polygon", places: flat(ring), name }));
      case "MultiPolygon":
        return (geometry.coordinates as number[][][][]).map(([ring]) => ({
          kind: "polygon",
          places: flat(ring ?? []),
          name,
        }));
      case "LineString":
        return [{ kind: "line", places: flat(geometry.coordinates as number[][]), name }];
      case "Point":
        return [{ kind: "point", places: (geometry.coordinates as number[]).slice(0, 2), name }];
      default:
        return [];
    }
  });
}

const flat = (places: readonly (readonly number[])[]): number[] => places.flatMap(([lon, lat]) => [lon!, lat!]);
