/** The comment line of a csv file: who made it, when, from which inputs, and what is in it; values as Python prints them. */
import { pythonFloat } from "../../inputs/python-float.ts";
import { VERSION } from "../../version.ts";
import type { Results, Sites } from "../results.ts";

export type CommentPair = readonly [key: string, value: string];

/** A Python string literal: single quotes unless the text holds one and no double quote. */
export function pythonString(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t");
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}

/** What made the results: this program, unless they were adopted from another engine. */
export function makerOf({ reader }: Pick<Results, "reader">): string {
  const maker = reader.attributes["generated_by"];
  return typeof maker === "string" ? maker : `Quakewright ${VERSION}`;
}

/** The three pairs every comment begins with. */
export function provenanceComment(results: Results): CommentPair[] {
  const { startDate, checksum } = results.reader.provenance;
  return [
    ["generated_by", pythonString(makerOf(results))],
    ["start_date", pythonString(startDate)],
    ["checksum", String(checksum)],
  ];
}

/** `investigation_time=50.0`, nothing when there is none. */
export function timeComment(results: Results): CommentPair[] {
  return results.investigationTime === undefined
    ? []
    : [["investigation_time", pythonFloat(results.investigationTime)]];
}

/** `site_id=0, lon=0.0, lat=0.0`: which site a file is about. */
export function siteComment(sites: Sites, site: number): CommentPair[] {
  return [
    ["site_id", String(site)],
    ["lon", pythonFloat(sites.lon[site]!)],
    ["lat", pythonFloat(sites.lat[site]!)],
  ];
}

/** Of each site in m/s; undefined when the sites have no vs30. */
export async function readVs30({ reader }: Results): Promise<Float64Array | undefined> {
  const sitecol = reader.describe("sitecol");
  const hasVs30 = sitecol?.kind === "table" && sitecol.columns.some(({ name }) => name === "vs30");
  return hasVs30 ? ((await reader.readColumn("sitecol", "vs30")) as Float64Array) : undefined;
}
