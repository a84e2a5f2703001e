/**
 * Folders for calculations without a server: below a folder the user named, or a temporary one that goes away with the
 * process, also with one that was killed.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isAlive, ownProcessStart, processStart } from "../../jobs/children/process-identity.ts";
import { UsageError } from "../exit.ts";

export interface CalculationFolders {
  /** A new folder, with the id of the calculation it is for. */
  make(): { readonly id: number; readonly folder: string };
  /** Folders made so far. */
  made(): readonly string[];
  /** A folder that `release` deletes. */
  scratch(): string;
  /** Deletes temporary folders. */
  release(): void;
}

const PREFIX = "quakewright-run-";

/** In a temporary folder: when its process started, since a pid alone may be given to another process. */
const OWNER = "owner";

function ownerLives(folder: string, pid: number): boolean {
  // Without the file, or before it is written, the folder was made this instant, goes away this instant, or is an older version's.
  return isAlive(pid, ownerStart(folder) || processStart(pid));
}

function ownerStart(folder: string): string {
  try {
    return readFileSync(join(folder, OWNER), "utf8");
  } catch {
    return "";
  }
}

/** Folders that killed runs left: their process id is in the name. */
function leftovers(parent: string, host: string): readonly string[] {
  const prefix = prefixOf(host);
  return readdirSync(parent).flatMap((name) => {
    if (!name.startsWith(prefix)) return [];
    const pid = Number(/^(\d+)-/.exec(name.slice(prefix.length))?.[1] ?? 0);
    return pid === 0 || ownerLives(join(parent, name), pid) ? [] : [join(parent, name)];
  });
}

const prefixOf = (host: string): string => (host === "" ? PREFIX : `${PREFIX}${host}-`);

/** Folders of the calculations that killed runs left. */
export function leftCalculations(parent: string, host: string): readonly string[] {
  return leftovers(parent, host).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .map((name) => join(folder, name)),
  );
}

function removeLeftovers(parent: string, host: string): void {
  for (const folder of leftovers(parent, host)) {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's; not ours to delete.
    }
  }
}

/**
 * Below the system's temporary folder; deleted by `release`, or by the next run when this one is killed.
 * @param host of this machine, where others make folders in the same place
 */
export function temporaryFolders(parent = tmpdir(), host = ""): CalculationFolders {
  removeLeftovers(parent, host);
  const root = mkdtempSync(join(parent, `${prefixOf(host)}${process.pid}-`));
  writeFileSync(join(root, OWNER), ownProcessStart());
  let last = 0;
  return {
    make() {
      last++;
      const folder = join(root, String(last));
      mkdirSync(folder);
      return { id: last, folder };
    },
    scratch: () => join(root, "scratch"),
    made: () => Array.from({ length: last }, (_, i) => join(root, String(i + 1))),
    release: () => rmSync(root, { recursive: true, force: true }),
  };
}

/**
 * Below `<data>/calcs`, where `export` and `extract` find them.
 * @throws UsageError when the folder belongs to a server, which alone numbers its calculations.
 */
export function keptFolders(data: string): CalculationFolders {
  const root = resolve(data);
  if (existsSync(join(root, "jobs.sqlite"))) {
    throw new UsageError(`${data} is the data folder of a server: submit the job to it, or name another folder`);
  }
  const calcs = join(root, "calcs");
  mkdirSync(calcs, { recursive: true });
  const ids = readdirSync(calcs).filter((name) => /^\d+$/.test(name));
  const scratch = join(root, `unpacked-${process.pid}`);
  const before = Math.max(0, ...ids.map(Number));
  let last = before;
  return {
    make() {
      last++;
      const folder = join(calcs, String(last));
      mkdirSync(folder);
      return { id: last, folder };
    },
    scratch: () => scratch,
    made: () => Array.from({ length: last - before }, (_, i) => join(calcs, String(before + i + 1))),
    release: () => rmSync(scratch, { recursive: true, force: true }),
  };
}
