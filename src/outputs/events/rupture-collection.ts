/**
 * The ruptures of an event set as an NRML 0.5 document, a group a tectonic region type and source path, with the numbers of their events
 * by event set. Planes keep their corners; other surfaces are the points of their meshes, as NRML has no mesh.
 */
import type { FileOptions, OutputFile } from "../contract.ts";
import { formatFixed } from "../formats/number-format.ts";
import { shortestSingle } from "../formats/shortest.ts";
import { escapeXml } from "../formats/xml.ts";
import { outputFile } from "../output-file.ts";
import type { Results } from "../results.ts";
import {
  countRuptures,
  RUPTURES_AT_ONCE,
  type RuptureColumns,
  readRuptures,
  readSurfaces,
  type StoredMesh,
  sourceNames,
} from "./stored-ruptures.ts";

const HEAD = `<?xml version="1.0" encoding="utf-8"?>
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml">
`;

/** The file of all ruptures. */
export function ruptureCollection(results: Results, { calculationId }: FileOptions): readonly OutputFile[] {
  return [outputFile("ruptures", calculationId, "xml", documentOf(results))];
}

async function* documentOf(results: Results): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const rows = countRuptures(results);
  const names = await sourceNames(results);
  const eventsOf = await eventsByRupture(results);
  const years = results.investigationTime;
  yield encoder.encode(`${HEAD}<ruptureCollection${years === undefined ? "" : ` investigationTime="${years}"`}>\n`);
  let group: number | undefined;
  for (let start = 0; start < rows; start += RUPTURES_AT_ONCE) {
    const block = await readRuptures(results, names, start, Math.min(rows, start + RUPTURES_AT_ONCE));
    const surfaces = await readSurfaces(results, block.geometry);
    const parts: string[] = [];
    for (let i = 0; i < block.count; i++) {
      const own = block.trtRealization[i]!;
      if (own !== group) {
        if (group !== undefined) parts.push("</ruptureGroup>\n");
        parts.push(`<ruptureGroup id="${own}" tectonicRegion="${escapeXml(block.tectonicRegionTypeName[i]!)}">\n`);
        group = own;
      }
      parts.push(ruptureText(block, i, surfaces[i]!, eventsOf(Number(block.id[i]))));
    }
    yield encoder.encode(parts.join(""));
  }
  yield encoder.encode(`${group === undefined ? "" : "</ruptureGroup>\n"}</ruptureCollection>\n</nrml>\n`);
}

type EventSets = ReadonlyMap<number, readonly number[]>;

/** Numbers of the events of a rupture, by their event set. */
async function eventsByRupture({ reader }: Results): Promise<(rupture: number) => EventSets> {
  const column = async (name: string) => Array.from((await reader.readColumn("events", name)) as Uint32Array, Number);
  const [ids, ruptures, sets] = [await column("id"), await column("rup_id"), await column("ses_id")];
  const rows = Map.groupBy(ids.keys(), (row) => ruptures[row]!);
  return (rupture) => {
    const found = new Map<number, number[]>();
    for (const row of rows.get(rupture) ?? []) {
      const set = found.get(sets[row]!) ?? [];
      found.set(sets[row]!, [...set, ids[row]!]);
    }
    return found;
  };
}

function ruptureText(block: RuptureColumns, i: number, surfaces: readonly StoredMesh[], events: EventSets): string {
  const planes = surfaces.every(isPlane);
  const kind = !planes ? "griddedRupture" : surfaces.length === 1 ? "singlePlaneRupture" : "multiPlanesRupture";
  const [lon, lat, depth] = block.hypocentre.subarray(3 * i, 3 * i + 3);
  const sets = Array.from(events, ([set, ids]) => `<SES id="${set}">${ids.join(" ")}</SES>`).join("");
  return `<${kind} id="${block.id[i]}" source="${escapeXml(block.sourceName[i]!)}" multiplicity="${block.occurrences[i]}">
<magnitude>${shortestSingle(block.mag[i]!)}</magnitude><rake>${shortestSingle(block.rake[i]!)}</rake>
<hypocenter lon="${degrees(lon!)}" lat="${degrees(lat!)}" depth="${shortestSingle(depth!)}"/>
${planes ? surfaces.map(planeText).join("\n") : griddedText(surfaces)}
<stochasticEventSets>${sets}</stochasticEventSets>
</${kind}>
`;
}

/** Planes are stored as one row of their corners. */
function isPlane({ rows, columns }: StoredMesh): boolean {
  return rows === 1 && columns === 4;
}

function planeText({ lon, lat, depth }: StoredMesh): string {
  const corners = ["topLeft", "topRight", "bottomLeft", "bottomRight"].map(
    (name, c) => `<${name} lon="${degrees(lon[c]!)}" lat="${degrees(lat[c]!)}" depth="${shortestSingle(depth[c]!)}"/>`,
  );
  return `<planarSurface>${corners.join("")}</planarSurface>`;
}

function griddedText(surfaces: readonly StoredMesh[]): string {
  const points = surfaces.flatMap(({ lon, lat, depth }) =>
    Array.from(lon, (x, p) => `${degrees(x)} ${degrees(lat[p]!)} ${shortestSingle(depth[p]!)}`).filter(
      (text) => !text.includes("nan"),
    ),
  );
  return `<griddedSurface><gml:posList>${points.join(" ")}</gml:posList></griddedSurface>`;
}

const degrees = (value: number): string => (Number.isNaN(value) ? "nan" : formatFixed(value, 6));
