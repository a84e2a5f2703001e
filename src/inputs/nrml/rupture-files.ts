/**
 * Ruptures in an HDF5 file beside a source model (`ssm.hdf5` beside `ssm.xml`): one group a source, its arrays as columns.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { MultiFaultRupture, NonParametricRupture } from "../../hazard/sources/source.ts";
import { InputError } from "../../input-error.ts";
import { type Hdf5Item, openHdf5 } from "../hdf5-file.ts";
import type { InputFolder } from "../input-folder.ts";
import { roundMag } from "./round-mag.ts";

export interface RuptureFile {
  readonly nonParametric: (sourceId: string) => readonly NonParametricRupture[];
  readonly multiFault: (sourceId: string) => readonly MultiFaultRupture[];
  readonly close: () => void;
}

/**
 * Opens the file beside a source model; undefined when there is none.
 * @param sourceModel relative to the root.
 */
export async function openRuptureFile(folder: InputFolder, sourceModel: string): Promise<RuptureFile | undefined> {
  const name = sourceModel.replace(/\.[^./]*$/, ".hdf5");
  if (name === sourceModel || !existsSync(join(folder.root, name))) return undefined;
  const file = await openHdf5(folder, name);
  const dataset = (source: string, column: string): Hdf5Item => {
    const found = file.get(`${source}/${column}`);
    if (found === null || found.shape === undefined)
      throw new InputError(`source ${source} has no array ${column}`, { file: name, parameter: column });
    return found;
  };
  const numbers = (source: string, column: string): Float64Array => {
    const { value } = dataset(source, column);
    if (!ArrayBuffer.isView(value))
      throw new InputError(`source ${source}: ${column} does not hold numbers`, { file: name, parameter: column });
    const values = Float64Array.from(value as unknown as ArrayLike<number | bigint>, Number);
    if (!values.every(Number.isFinite))
      throw new InputError(`source ${source}: ${column} holds nan or infinity`, { file: name, parameter: column });
    return values;
  };
  /** Rows of a two-dimensional array. */
  const rows = (source: string, column: string, count: number): readonly Float64Array[] => {
    const values = numbers(source, column);
    const width = count === 0 ? 0 : values.length / count;
    if (!Number.isInteger(width))
      throw new InputError(`source ${source}: ${column} does not have ${count} rows`, {
        file: name,
        parameter: column,
      });
    return Array.from({ length: count }, (_, i) => values.subarray(i * width, (i + 1) * width));
  };
  return {
    nonParametric: (source) => {
      const mags = numbers(source, "magnitude");
      const rakes = numbers(source, "rake");
      const hypocentres = rows(source, "hypocenter", mags.length);
      const probabilities = rows(source, "probs_occur", mags.length);
      const slices = rows(source, "slice", mags.length);
      const mesh = numbers(source, "mesh3d");
      return Array.from(mags, (mag, i): NonParametricRupture => {
        const [lon = 0, lat = 0, depth = 0] = hypocentres[i]!;
        const [start = 0, stop = 0] = slices[i]!;
        if (!(start >= 0 && stop > start && stop * 3 <= mesh.length))
          throw new InputError(`source ${source}: slice ${start}..${stop} is outside mesh3d`, {
            file: name,
            parameter: "slice",
          });
        return {
          mag,
          rake: rakes[i]!,
          hypocentre: [lon, lat, depth],
          surface: { kind: "griddedSurface", points: mesh.subarray(start * 3, stop * 3) },
          occurrenceProbabilities: probabilities[i]!,
        };
      });
    },
    multiFault: (source) => {
      const mags = numbers(source, "mag");
      const rakes = numbers(source, "rake");
      const probabilities = rows(source, "probs_occur", mags.length);
      const sections = dataset(source, "rupture_idxs").value;
      if (!Array.isArray(sections) || sections.length !== mags.length)
        throw new InputError(`source ${source}: rupture_idxs does not hold a text a rupture`, {
          file: name,
          parameter: "rupture_idxs",
        });
      return Array.from(mags, (mag, i) => ({
        mag: roundMag(mag),
        rake: rakes[i]!,
        sections: String(sections[i]).split(/\s+/).filter(Boolean),
        occurrenceProbabilities: probabilities[i]!,
      }));
    },
    close: file.close,
  };
}
