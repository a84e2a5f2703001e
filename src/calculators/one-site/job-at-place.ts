/** The job of a calculation with one site instead of its own. */
import { geodeticDistance } from "../../geo/distance.ts";
import type { SiteCollection } from "../../hazard/sites/site-collection.ts";
import { InputError, ProblemList } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import type { RequestedPlace } from "./one-site-request.ts";

/**
 * @throws InputError for a site that the job does not have, coordinates that are none, and parameters that its sites do not have.
 */
export function jobAtPlace(job: Job, place: RequestedPlace): Job {
  return { ...job, sites: place.kind === "site" ? oneOf(job.sites, place.site) : somewhere(job.sites, place) };
}

function oneOf(sites: SiteCollection, site: number): SiteCollection {
  if (!(Number.isInteger(site) && site >= 0 && site < sites.count))
    throw new InputError(`there is no site ${site}: the calculation has ${sites.count}`, {
      parameter: "site_id",
      allowed: `0 .. ${sites.count - 1}`,
    });
  return {
    count: 1,
    lon: sites.lon.slice(site, site + 1),
    lat: sites.lat.slice(site, site + 1),
    depth: sites.depth.slice(site, site + 1),
    parameters: new Map(Array.from(sites.parameters, ([name, column]) => [name, column.slice(site, site + 1)])),
    texts: new Map(Array.from(sites.texts, ([name, column]) => [name, column.slice(site, site + 1)])),
  };
}

function somewhere(
  sites: SiteCollection,
  { lon, lat, parameters }: Extract<RequestedPlace, { kind: "coordinates" }>,
): SiteCollection {
  const problems = new ProblemList();
  if (!(lon >= -180 && lon <= 180))
    problems.add(`lon = ${lon} is no longitude`, { parameter: "lon", allowed: "-180 .. 180" });
  if (!(lat >= -90 && lat <= 90))
    problems.add(`lat = ${lat} is no latitude`, { parameter: "lat", allowed: "-90 .. 90" });
  for (const [name, value] of Object.entries(parameters)) {
    if (!sites.parameters.has(name))
      problems.add(`the sites of the calculation have no parameter ${name}`, {
        parameter: name,
        allowed: [...sites.parameters.keys()].join(", "),
      });
    else if (!Number.isFinite(value)) problems.add(`${name} = ${value} is no number`, { parameter: name });
  }
  problems.throwIfAny();
  const nearest = oneOf(sites, nearestSite(sites, lon, lat));
  return {
    ...nearest,
    lon: Float64Array.of(lon),
    lat: Float64Array.of(lat),
    depth: new Float64Array(1),
    parameters: new Map(
      Array.from(nearest.parameters, ([name, column]) => [
        name,
        parameters[name] === undefined ? column : Float64Array.of(parameters[name]),
      ]),
    ),
    texts: new Map([...nearest.texts].filter(([name]) => name !== "custom_site_id")),
  };
}

function nearestSite(sites: SiteCollection, lon: number, lat: number): number {
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let site = 0; site < sites.count; site++) {
    const distance = geodeticDistance(lon, lat, sites.lon[site]!, sites.lat[site]!);
    if (distance < least) {
      least = distance;
      nearest = site;
    }
  }
  return nearest;
}
