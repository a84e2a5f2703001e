/** Sites from an exposure: the distinct places of its assets, sorted (method-classical.md section 8.1). */
import type { LonLatColumns } from "../../geo/sphere.ts";
import { InputError, ProblemList } from "../../input-error.ts";
import { readCsv } from "../csv.ts";
import { didYouMean } from "../did-you-mean.ts";
import { folderOf, type InputFolder, nameInside, readWhole } from "../input-folder.ts";
import { parseLatitude, parseLongitude } from "../job-ini/value-types.ts";
import { readXmlFile, type XmlElement } from "../nrml/xml.ts";

/**
 * @param files exposure documents; their assets are inline or in csv files beside them.
 * @throws InputError with everything wrong in the places of the assets.
 */
export async function readExposureSites(folder: InputFolder, files: readonly string[]): Promise<LonLatColumns> {
  const places = new Map<string, readonly [number, number]>();
  const add = (lon: number, lat: number) => places.set(`${lon} ${lat}`, [lon, lat]);
  for (const file of files) await readPlaces(folder, file, add);
  if (places.size === 0) throw new InputError("the exposure has no assets", { file: files[0] });
  const sorted = [...places.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return { lon: Float64Array.from(sorted, ([lon]) => lon), lat: Float64Array.from(sorted, ([, lat]) => lat) };
}

async function readPlaces(folder: InputFolder, file: string, add: (lon: number, lat: number) => void): Promise<void> {
  const problems = new ProblemList();
  const columns = { lon: "lon", lat: "lat" };
  let assetsText = "";
  let kind = "";
  const asset = (element: XmlElement) => {
    const location = element.children.find(({ name }) => name === "location");
    const { lon, lat } = location?.attributes ?? {};
    if (element.broken) return;
    if (lon === undefined || lat === undefined)
      problems.add(`asset ${element.attributes["id"] ?? "?"} has no location`, { file, line: element.line });
    else add(parseLongitude(lon), parseLatitude(lat));
  };
  await readXmlFile(
    folder,
    file,
    {
      open: (element, parents) => {
        if (parents.length === 1) kind = element.name;
      },
      isRecord: (element, parents) => {
        const inAssets = parents[2]?.name === "assets";
        return inAssets || (parents.length === 2 && element.name !== "assets");
      },
      record: (element, parents) => {
        if (parents[2]?.name === "assets") asset(element);
        else if (element.name === "exposureFields") {
          for (const field of element.children) {
            const { oq, input } = field.attributes;
            if ((oq === "lon" || oq === "lat") && input !== undefined) columns[oq] = input;
          }
        }
      },
      close: (element) => {
        if (element.name === "assets") assetsText = element.text;
      },
    },
    problems,
  );
  problems.throwIfAny();
  if (kind !== "exposureModel")
    throw new InputError(`an exposure is expected, got <${kind}>`, { file, allowed: "exposureModel" });
  for (const name of assetsText.split(/\s+/).filter(Boolean)) {
    const csv = nameInside(folderOf(file), name, { file, parameter: "assets" });
    const table = readCsv(readWhole(folder, csv, { file, parameter: "assets" }), csv);
    const index = (field: string) => {
      const found = table.fields.findIndex((item) => item.toLowerCase() === field.toLowerCase());
      if (found < 0)
        throw new InputError(`missing {'${field}'}`, {
          file: csv,
          line: 1,
          parameter: field,
          suggestion: didYouMean(field, table.fields),
        });
      return found;
    };
    const [lon, lat] = [index(columns.lon), index(columns.lat)];
    for (const [i, row] of table.rows.entries()) {
      try {
        add(parseLongitude(row[lon]!), parseLatitude(row[lat]!));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        problems.add(error.problems[0].message, { file: csv, line: table.lines[i] });
        if (problems.problems.length > 100) problems.throwIfAny();
      }
    }
  }
  problems.throwIfAny();
}
