/**
 * Every setting of the program, once: the command line, the environment, `quakewright.toml`, `info` and docs/settings.md
 * are all read from this table.
 */
import { isAbsolute } from "node:path";
import { REFERENCE_ENGINE_VERSION } from "../version.ts";
import type {
  ChoiceSetting,
  FlagSetting,
  ListSetting,
  NumberSetting,
  SettingDefinition,
  SettingValue,
  SizeSetting,
  TextSetting,
} from "./definition.ts";

const MB = 2 ** 20;
const GB = 2 ** 30;

type Options<Definition> = Omit<Definition, "kind" | "text" | "default">;

const text = (value: string, meaning: string, options: Options<TextSetting> = {}) =>
  ({ kind: "text", default: value, text: meaning, ...options }) as const satisfies TextSetting;

const choice = <const Choice extends string>(
  choices: readonly Choice[],
  value: NoInfer<Choice>,
  meaning: string,
): ChoiceSetting<Choice> => ({ kind: "choice", choices, default: value, text: meaning });

const whole = (value: number, min: number, max: number, meaning: string, placeholder = "N") =>
  ({
    kind: "number",
    integer: true,
    default: value,
    min,
    max,
    text: meaning,
    placeholder,
  }) as const satisfies NumberSetting;

const number = (value: number, min: number, max: number, meaning: string, placeholder: string) =>
  ({
    kind: "number",
    integer: false,
    default: value,
    min,
    max,
    text: meaning,
    placeholder,
  }) as const satisfies NumberSetting;

const size = (value: number, meaning: string) =>
  ({ kind: "size", default: value, text: meaning, placeholder: "SIZE" }) as const satisfies SizeSetting;

const flag = (value: boolean, meaning: string) =>
  ({ kind: "flag", default: value, text: meaning }) as const satisfies FlagSetting;

const list = (meaning: string, options: Options<ListSetting> = {}) =>
  ({ kind: "list", default: [], text: meaning, ...options }) as const satisfies ListSetting;

function checkBasePath(value: string): void {
  if (value !== "" && !/^(\/[\w.~-]+)+$/.test(value)) {
    throw new Error(`expected a path such as /hazard, without a slash at the end, found "${value}"`);
  }
}

function checkAbsolute(value: string): void {
  if (!isAbsolute(value)) throw new Error(`expected an absolute path, found "${value}"`);
}

function checkAbsoluteOrNone(value: string): void {
  if (value !== "") checkAbsolute(value);
}

function checkCommand(value: string): void {
  if (value !== "" && value !== "none") checkAbsolute(value);
}

function checkOrigin(value: string): void {
  if (value === "*" || /^https?:\/\/[^/]+$/.test(value)) return;
  throw new Error(`expected an origin such as https://maps.example.org, or *, found "${value}"`);
}

const MAX = Number.MAX_SAFE_INTEGER;

export const SETTINGS = {
  // Where it listens and who may call.
  host: text("127.0.0.1", "Address to listen on. Other than loopback needs accounts, or --insecure.", {
    placeholder: "ADDRESS",
  }),
  port: whole(8800, 0, 65535, "Port to listen on; 0 takes a free one.", "PORT"),
  basePath: text("", "Path in front of every address, when a proxy passes one on: /hazard.", {
    placeholder: "PATH",
    check: checkBasePath,
  }),
  allowHost: list(
    "Further host names the server is called by; * is any. Requests with another Host header are refused; numeric addresses, loopback names and the machine's own name are always accepted.",
    { placeholder: "NAME" },
  ),
  allowOrigin: list(
    "Origins of pages elsewhere that may submit, abort and remove: https://maps.example.org. Reading is open to all origins unless accounts are on.",
    { placeholder: "ORIGIN", check: checkOrigin },
  ),
  trustProxy: list(
    "Addresses or networks (10.0.0.0/8) of the proxies whose X-Forwarded-For, -Proto and -Host headers are believed.",
    { placeholder: "ADDRESS" },
  ),
  accounts: flag(false, "Ask for a login. Create the first account with: quakewright user add NAME --admin."),
  insecure: flag(
    false,
    "Allow listening beyond loopback without accounts: everyone who reaches the port may compute, read and remove.",
  ),
  sessionHours: whole(336, 1, 24 * 366, "Hours after which an unused login ends."),
  allowPath: list(
    "Folders on the server whose job files may be run by path (run_ini, jobs_from_inis, on_same_fs). None: these calls are refused.",
    { placeholder: "FOLDER", check: checkAbsolute },
  ),

  // What is stored and how long.
  data: text("./quakewright-data", "Folder of the job database and all calculations. Nothing is written elsewhere.", {
    placeholder: "FOLDER",
  }),
  keepDays: whole(
    0,
    0,
    36500,
    "Days after which completed calculations are removed; 0 keeps them. Shared ones and those others depend on stay.",
    "DAYS",
  ),
  keepDaysFailed: whole(
    0,
    0,
    36500,
    "Days after which failed and aborted calculations are removed; 0 keeps them.",
    "DAYS",
  ),
  quotaJobs: whole(0, 0, MAX, "Calculations a user may keep; 0 is no limit."),
  quotaSize: size(0, "Disk space the calculations of a user may take; 0 is no limit."),
  minFreeDisk: size(
    256 * MB,
    "Free disk below which no calculation is accepted, and a running one fails with a clear text.",
  ),

  // How it computes.
  engine: choice(
    ["native", "openquake", "auto"],
    "native",
    "What computes a job that names no engine: Quakewright itself, an installed OpenQuake Engine, or (auto) Quakewright where it computes everything the job asks, else the OpenQuake Engine.",
  ),
  oq: text(
    "",
    "The oq command of an installed OpenQuake Engine; the one on PATH when not given. none: jobs cannot choose it. It reads the files that models name with the rights of this server.",
    { placeholder: "FILE", check: checkCommand },
  ),
  concurrent: whole(1, 1, 1024, "Calculations computed at the same time; the others wait."),
  executor: choice(
    ["inline", "threads", "slurm"],
    "threads",
    "What computes the tasks of a calculation: one thread, threads of this machine, or the nodes of a Slurm cluster. The numbers do not depend on it.",
  ),
  workers: whole(0, 0, 1024, "Worker threads of a calculation; 0 is one a core. The numbers do not depend on it."),
  slurmFolder: text(
    "",
    "Folder that this machine and all nodes of the cluster see under the same path, for tasks and results under way; the calculation's own when not given.",
    { placeholder: "FOLDER", check: checkAbsoluteOrNone },
  ),
  slurmPartition: text("", "Partition that tasks are submitted to; the cluster's default when not given.", {
    placeholder: "NAME",
  }),
  slurmAccount: text("", "Account that is charged; the user's default when not given.", { placeholder: "NAME" }),
  slurmTime: whole(
    60,
    1,
    525_600,
    "Minutes that an element of an array may take; tasks of one that takes longer are cut and submitted again.",
    "MINUTES",
  ),
  slurmMemory: size(2 * GB, "Memory that an element of an array may take."),
  slurmCores: whole(1, 1, 1024, "Cores of an element of an array, each a worker thread."),
  slurmElements: whole(
    256,
    1,
    100_000,
    "Most elements of an array, each of many tasks; a few more than there are slots, and not more than the cluster's MaxArraySize.",
  ),
  slurmElementCost: number(
    3,
    0.01,
    3600,
    "Seconds that an element costs beside its tasks. Elements are so few that this is at most a tenth of each (a fifth when that gives all that are allowed); tasks not worth two elements are computed here.",
    "SECONDS",
  ),
  slurmOptions: list("Further options of sbatch: --qos=long, --constraint=avx2.", { placeholder: "OPTION" }),
  uploadLimit: size(2 * GB, "Largest request body."),
  archiveEntries: whole(20_000, 1, MAX, "Most files an uploaded archive may hold."),
  archiveSize: size(4 * GB - 1, "Most an uploaded archive may unpack to."),
  archiveRatio: whole(250, 1, MAX, "Highest compression ratio of an archive of more than 64 MB unpacked."),
  archiveDepth: whole(24, 1, 1000, "Deepest folder nesting in an archive."),
  prepareTimeout: whole(120, 1, 86_400, "Seconds after which unpacking and checking an upload is given up.", "SECONDS"),

  checkMemory: size(2 * GB, "Memory after which checking an upload is given up (Linux); 0 is no limit."),
  memoryShare: whole(
    80,
    0,
    1000,
    "Percent of the machine's memory for calculations, shared by those that run at the same time. A job that needs more is refused before it is computed, and ended when it takes more (Linux); 0 is no limit.",
    "PERCENT",
  ),

  calculationTimeout: whole(
    0,
    0,
    36_500 * 24 * 60,
    "Minutes after which a calculation is ended as failed; 0 is no limit.",
    "MINUTES",
  ),

  // What it calls and says.
  privateCallbacks: flag(false, "Allow notify_to and migration_callback_url to call loopback and private addresses."),
  notifySecret: text("", "Key that signs the bodies sent to notify_to (HMAC-SHA256).", {
    placeholder: "TEXT",
    secret: true,
  }),
  latestVersionCheck: flag(
    false,
    "Let engine_latest_version ask the internet for a newer release. Off: it answers None.",
  ),
  engineVersion: text(
    REFERENCE_ENGINE_VERSION,
    "What engine_version answers; clients compare its first two numbers with their own.",
    { placeholder: "TEXT" },
  ),
  logLevel: choice(["debug", "info", "warning", "error"], "info", "Least severe message shown on stderr."),
} as const satisfies Record<string, SettingDefinition>;

export type SettingKey = keyof typeof SETTINGS;

export type Settings = { readonly [Key in SettingKey]: SettingValue<(typeof SETTINGS)[Key]> };

export const SETTING_KEYS = Object.keys(SETTINGS) as readonly SettingKey[];

/** What computes tasks: for commands that compute. */
export const EXECUTOR_SETTINGS = [
  "executor",
  "workers",
  "slurmFolder",
  "slurmPartition",
  "slurmAccount",
  "slurmTime",
  "slurmMemory",
  "slurmCores",
  "slurmElements",
  "slurmElementCost",
  "slurmOptions",
] as const satisfies readonly SettingKey[];

/** What an archive may hold. */
export const ARCHIVE_SETTINGS = [
  "archiveEntries",
  "archiveSize",
  "archiveRatio",
  "archiveDepth",
] as const satisfies readonly SettingKey[];

/** `basePath` as `base-path`: the name in flags and `quakewright.toml`. */
export function settingName(key: SettingKey): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `basePath` as `QUAKEWRIGHT_BASE_PATH`. */
export function environmentName(key: SettingKey): string {
  return `QUAKEWRIGHT_${settingName(key).replaceAll("-", "_").toUpperCase()}`;
}
