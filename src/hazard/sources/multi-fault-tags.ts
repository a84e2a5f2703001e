/** Multi-fault sources cut by the tags of their faults, so that the hazard of each fault can be told apart. */
import { sectionRrup } from "../distances/multi-fault-sections.ts";
import { selectAll } from "../sites/selected-sites.ts";
import type { SitePoints } from "../sites/site-points.ts";
import { faultSection } from "../surfaces/fault-section.ts";
import type { MultiFaultSource } from "./source.ts";

/** The part with the ruptures on no fault that has a tag. */
const OFF_TAGS = "off_rupids";

/**
 * One source a tag, named `id@tag`: a rupture belongs to the first fault it touches, faults taken by the distance of their nearest
 * section to the site. Sources without tags stay as they are.
 * @param site the place of the job's sites; its first is used
 * @param spacing km, the job's `rupture_mesh_spacing`
 */
export function splitByFaultTag(
  source: MultiFaultSource,
  site: SitePoints,
  spacing: number,
): readonly MultiFaultSource[] {
  if (source.faults === undefined || source.faults.size === 0) return [source];
  const distance = new Float64Array(1);
  const selected = selectAll(site);
  const distanceTo = (id: string): number => {
    const geometry = source.sections.get(id);
    if (geometry === undefined) return Number.POSITIVE_INFINITY;
    sectionRrup(faultSection(geometry, spacing, source.origin ?? {}).shape, selected, distance);
    return distance[0]!;
  };
  const tags = Array.from(source.faults, ([tag, indexes]) => {
    const sections = new Set(indexes.map(String));
    return { tag, sections, distance: Math.min(...Array.from(sections, distanceTo)) };
  }).sort((a, b) => a.distance - b.distance || (a.tag < b.tag ? -1 : 1));
  const members = new Map<string, MultiFaultSource["ruptures"][number][]>(tags.map(({ tag }) => [tag, []]));
  members.set(OFF_TAGS, members.get(OFF_TAGS) ?? []);
  for (const rupture of source.ruptures) {
    const fault = tags.find(({ sections }) => rupture.sections.some((id) => sections.has(id)));
    members.get(fault?.tag ?? OFF_TAGS)!.push(rupture);
  }
  return Array.from(members)
    .filter(([, ruptures]) => ruptures.length > 0)
    .map(([tag, ruptures]) => ({ ...source, id: `${source.id}@${tag}`, ruptures }));
}
