/**
 * Archives inside a job: an exposure or a source-model logic tree given as `x.zip` is unpacked beside the archive, and
 * its document called `x.xml`, where the readers look for it.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError } from "../../input-error.ts";
import { folderOf, nameInside, pathOf } from "../../inputs/input-folder.ts";
import { decodeUtf8, type IniEntry, parseIni } from "../../inputs/job-ini/ini-syntax.ts";
import type { ArchiveLimits } from "./limits.ts";
import { unpackArchive } from "./unpack.ts";

/** Parameters that may name an archive, and what the document in it is called. */
const DOCUMENTS: ReadonlyMap<string, string> = new Map([
  ["source_model_logic_tree_file", "ssmLT.xml"],
  ["exposure_file", "exposure.xml"],
  ["exposure_csv", "exposure.xml"],
]);

/**
 * Does nothing for what is unpacked already, and for archives that are not there (the check of the job says so).
 * @param ini relative to `root`.
 * @param overwrite files of the archive replace others of the same name; false: they are refused.
 * @throws InputError for an archive that cannot be unpacked or goes beyond the limits.
 */
export async function unpackNestedArchives(
  root: string,
  ini: string,
  limits: ArchiveLimits,
  overwrite: boolean,
): Promise<void> {
  for (const { name, value, line } of entriesOf(root, ini)) {
    const document = DOCUMENTS.get(name);
    if (document === undefined) continue;
    for (const word of value.split(/\s+/).filter((item) => item.endsWith(".zip"))) {
      const archive = existing(root, ini, word);
      if (archive === undefined || existsSync(join(root, xmlOf(archive)))) continue;
      try {
        await unpackInPlace(root, archive, document, limits, overwrite);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        const [first] = error.problems;
        const inside = first.file === undefined ? "" : `${first.file}: `;
        throw new InputError(`${word}: ${inside}${first.message}`, { file: ini, line, parameter: name });
      }
    }
  }
}

/** None when the job file cannot be read: its check says why. */
function entriesOf(root: string, ini: string): readonly IniEntry[] {
  try {
    return parseIni(decodeUtf8(readFileSync(pathOf({ root }, ini)), ini), ini);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [];
  }
}

function existing(root: string, ini: string, name: string): string | undefined {
  try {
    const inside = nameInside(folderOf(ini), name);
    pathOf({ root }, inside);
    return inside;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return undefined;
  }
}

function xmlOf(archive: string): string {
  return archive.replace(/\.zip$/, ".xml");
}

async function unpackInPlace(
  root: string,
  archive: string,
  document: string,
  limits: ArchiveLimits,
  overwrite: boolean,
): Promise<void> {
  const target = dirname(join(root, archive));
  const aside = join(root, `${archive}.unpacking`);
  mkdirSync(aside, { recursive: true });
  try {
    const files = await unpackArchive(join(root, archive), aside, limits);
    const doubled = overwrite ? undefined : files.find((file) => existsSync(join(target, file)));
    if (doubled !== undefined)
      throw new InputError(`holds ${doubled}, which is there already: unpack it yourself or remove that file`);
    for (const file of files) {
      mkdirSync(dirname(join(target, file)), { recursive: true });
      renameSync(join(aside, file), join(target, file));
    }
    if (files.includes(document)) renameSync(join(target, document), join(root, xmlOf(archive)));
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
