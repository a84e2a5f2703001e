/** Source models whose multi-fault sources are cut by fault, where the job wants the hazard of each. */
import { prepareSites } from "../../hazard/sites/site-points.ts";
import { splitByFaultTag } from "../../hazard/sources/multi-fault-tags.ts";
import type { Source, SourceModel } from "../../hazard/sources/source.ts";
import type { Job } from "../../inputs/job.ts";

/**
 * The job's source models by file. Multi-fault sources are cut by their fault tags as the reference does it: with
 * `disagg_by_src` and `use_rates`, for sites at one place.
 */
export function modelsByFaultTag({ parameters, sites, sourceModels }: Job): ReadonlyMap<string, SourceModel> {
  if (!(parameters.disagg_by_src && parameters.use_rates)) return sourceModels;
  const onePlace = sites.lon.every((lon, s) => lon === sites.lon[0] && sites.lat[s] === sites.lat[0]);
  if (!onePlace || sites.count === 0) return sourceModels;
  const points = prepareSites(sites);
  const cut = (model: SourceModel): SourceModel => ({
    ...model,
    groups: model.groups.map((group) => ({
      ...group,
      sources: group.sources.flatMap((source): readonly Source[] =>
        source.kind === "multiFault" ? splitByFaultTag(source, points, parameters.rupture_mesh_spacing) : [source],
      ),
    })),
  });
  const hasTags = ({ groups }: SourceModel): boolean =>
    groups.some(({ sources }) => sources.some((source) => source.kind === "multiFault" && source.faults !== undefined));
  return new Map(Array.from(sourceModels, ([file, model]) => [file, hasTags(model) ? cut(model) : model]));
}
