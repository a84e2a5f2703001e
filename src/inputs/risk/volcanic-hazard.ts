/** `multi_peril_file`: one file a volcanic peril, csv of lon, lat, intensity, or an area as well-known text. */
import { areaOfWkt } from "../../geo/plane/read-wkt.ts";
import { InputError, ProblemList } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import {
  type PerilExtent,
  VOLCANIC_PERILS,
  type VolcanicHazard,
  type VolcanicPeril,
} from "../../risk/volcanic/volcanic-perils.ts";
import { readCsv } from "../csv.ts";
import { between, notNegative, numberColumn } from "../csv-columns.ts";
import { type InputFolder, readWhole } from "../input-folder.ts";

const PARAMETER = "multi_peril_file";

/** @throws InputError with everything wrong in all files */
export function readVolcanicHazard(
  folder: InputFolder,
  { files, byName }: { readonly files: readonly string[]; readonly byName?: ReadonlyMap<string, readonly string[]> },
): VolcanicHazard {
  if (byName === undefined)
    throw new InputError(`${PARAMETER} is not a dictionary of a file for each peril`, {
      file: files[0],
      parameter: PARAMETER,
      allowed: '{"ASH": "ash.csv", "LAVA": "lava.csv"}',
    });
  const problems = new ProblemList();
  const hazard = new Map<VolcanicPeril, PerilExtent>();
  for (const [name, [file = ""]] of byName) {
    const peril = VOLCANIC_PERILS.find((known) => known === name);
    if (peril === undefined)
      problems.add(`${name} is no volcanic peril`, {
        file,
        parameter: PARAMETER,
        allowed: VOLCANIC_PERILS.join(", "),
        suggestion: nearestName(name, VOLCANIC_PERILS),
      });
    else {
      const extent = problems.attempt(() => readExtent(folder, file, peril));
      if (extent !== undefined) hazard.set(peril, extent);
    }
  }
  problems.throwIfAny();
  return hazard;
}

function readExtent(folder: InputFolder, file: string, peril: VolcanicPeril): PerilExtent {
  const bytes = readWhole(folder, file);
  const text = new TextDecoder().decode(bytes);
  const [header = ""] = text.split(/\r?\n/, 1);
  return header.includes("geom") ? readArea(file, text, header) : readPoints(readCsv(bytes, file), file, peril);
}

function readArea(file: string, text: string, header: string): PerilExtent {
  const place = { file, line: 1, parameter: "geom" };
  if (header !== "geom")
    throw new InputError(`${file} has header '${header}', should be geom instead`, { ...place, allowed: "geom" });
  const written = text.slice(text.indexOf("\n") + 1).trim();
  if (!written.startsWith('"'))
    throw new InputError(`The geometry must be quoted in ${file}`, { ...place, line: 2, allowed: '"POLYGON((...))"' });
  try {
    return { kind: "area", contains: areaOfWkt(written.replaceAll('"', "").trim()) };
  } catch (error) {
    throw new InputError(`the geometry of ${file} cannot be read: ${error instanceof Error ? error.message : error}`, {
      ...place,
      line: 2,
      allowed: "POLYGON or MULTIPOLYGON",
    });
  }
}

function readPoints(table: ReturnType<typeof readCsv>, file: string, peril: VolcanicPeril): PerilExtent {
  const problems = new ProblemList();
  const lon = numberColumn(table, "lon", problems, between(-180, 180));
  const lat = numberColumn(table, "lat", problems, between(-90, 90));
  const intensity = numberColumn(table, "intensity", problems, peril === "ASH" ? notNegative : between(0, 1));
  problems.throwIfAny();
  const rows = Array.from(intensity.keys()).filter((row) => intensity[row]! > 0);
  const seen = new Set<string>();
  for (const row of rows) {
    const place = `${lon[row]} ${lat[row]}`;
    if (seen.has(place))
      throw new InputError(`points stand twice in ${file}`, {
        file,
        line: table.lines[row],
        parameter: "lon",
        allowed: "one row a place",
      });
    seen.add(place);
  }
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]!);
  return { kind: "points", lon: pick(lon), lat: pick(lat), intensity: pick(intensity) };
}
