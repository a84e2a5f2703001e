/** `quakewright info`: effective settings and their origins, sizes, versions. */
import { existsSync, readdirSync, statfsSync, statSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { formatSetting, formatSize } from "../settings/definition.ts";
import type { LoadedSettings } from "../settings/load.ts";
import { SETTING_KEYS, SETTINGS, settingName } from "../settings/table.ts";
import { REFERENCE_ENGINE_VERSION, VERSION } from "../version.ts";
import { parseCommandLine } from "./arguments.ts";
import { EXIT } from "./exit.ts";

const COMMAND = {
  name: "info",
  operands: "",
  fewestOperands: 0,
  mostOperands: 0,
  text: "Shows versions, the machine, every setting in effect with where it came from, and the sizes of the data folder.",
  options: { json: { kind: "flag", default: false, text: "Print JSON." } },
  settings: SETTING_KEYS,
  examples: [
    { command: "quakewright info", text: "What a server started here would do" },
    { command: "QUAKEWRIGHT_PORT=9000 quakewright info --json", text: "The same, for programs" },
  ],
} as const;

interface DataFolderSizes {
  readonly folder: string;
  readonly exists: boolean;
  readonly calculations: number;
  readonly bytes: number;
  readonly databaseBytes: number;
  readonly freeBytes: number | null;
  readonly locked: boolean;
}

function folderBytes(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    try {
      bytes += statSync(join(entry.parentPath, entry.name)).size;
    } catch {
      // Removed since it was listed.
    }
  }
  return bytes;
}

function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

function dataFolderSizes(data: string): DataFolderSizes {
  const folder = resolve(data);
  const exists = existsSync(folder);
  const calcs = join(folder, "calcs");
  const database = join(folder, "jobs.sqlite");
  return {
    folder,
    exists,
    calculations: existsSync(calcs) ? readdirSync(calcs).length : 0,
    bytes: exists ? folderBytes(folder) : 0,
    databaseBytes: existsSync(database) ? statSync(database).size : 0,
    freeBytes: freeBytes(exists ? folder : "."),
    locked: existsSync(join(folder, "server.lock")),
  };
}

function asJson({ settings, origins, file }: LoadedSettings, sizes: DataFolderSizes): string {
  const shown = SETTING_KEYS.map((key) => {
    const isSecret = "secret" in SETTINGS[key] && settings[key] !== "";
    return [settingName(key), { value: isSecret ? "(set)" : settings[key], origin: origins[key] }];
  });
  const versions = { quakewright: VERSION, engine: REFERENCE_ENGINE_VERSION, bun: Bun.version };
  return JSON.stringify(
    { versions, settingsFile: file ?? null, settings: Object.fromEntries(shown), data: sizes },
    null,
    2,
  );
}

function asText({ settings, origins, file }: LoadedSettings, sizes: DataFolderSizes): string {
  const rows = SETTING_KEYS.map((key) => [settingName(key), formatSetting(SETTINGS[key], settings[key]), origins[key]]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const free = sizes.freeBytes === null ? "unknown" : formatSize(sizes.freeBytes);
  return [
    `Quakewright ${VERSION}, answers as OpenQuake Engine ${REFERENCE_ENGINE_VERSION}`,
    `Bun ${Bun.version} on ${process.platform} ${process.arch}, ${availableParallelism()} cores, ${formatSize(totalmem())} memory`,
    "",
    `Settings (file: ${file ?? "none"})`,
    ...rows.map(([name = "", value = "", origin = ""]) => {
      return `  ${name.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${origin}`;
    }),
    "",
    `Data folder ${sizes.folder}`,
    sizes.exists
      ? `  ${sizes.calculations} calculations, ${formatSize(sizes.bytes)}, job database ${formatSize(sizes.databaseBytes)}`
      : "  not made yet",
    `  free disk ${free}${sizes.locked ? "; a server uses it, or did not end cleanly" : ""}`,
  ].join("\n");
}

export async function info(args: string[]): Promise<number> {
  const line = parseCommandLine(COMMAND, args);
  if (line === undefined) return EXIT.ok;
  const sizes = dataFolderSizes(line.loaded.settings.data);
  console.log(line.options.json ? asJson(line.loaded, sizes) : asText(line.loaded, sizes));
  return EXIT.ok;
}
