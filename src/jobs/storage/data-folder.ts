/** The data folder: its layout, its lock and its owner. Nothing is written outside it. */

import type { Database } from "bun:sqlite";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { DATABASE_FILE, openDatabase } from "../database/open-database.ts";
import { DataFolderError } from "./data-folder-error.ts";
import { type Ballast, diskBallast, freeDiskBytes } from "./disk-space.ts";
import { LOCK_FILE, type ServerLock, takeServerLock } from "./server-lock.ts";

export interface DataFolder {
  readonly path: string;
  readonly database: Database;
  /** `<data>/calcs/<id>`. */
  calculation(id: number): string;
  /** Ids of the folders below `calcs`. */
  calculationIds(): number[];
  /** A new, empty folder that is emptied at the next start. */
  scratch(): string;
  /** Takes a folder out of sight at once and deletes it; the answer resolves when the disk is free again. */
  discard(folder: string): { readonly freed: Promise<void> };
  /** Moves a folder that is not understood to `unknown/`. @returns where it is */
  moveAside(folder: string): string;
  /** Room for removing and for recording ends on a full disk. */
  readonly ballast: Ballast;
  close(): void;
}

/** Names that are not ours but do no harm: a volume's lost+found, hidden files. */
const HARMLESS = /^(\.|lost\+found$)/;

/**
 * Makes or opens a data folder and takes its lock.
 * @throws DataFolderError when it is locked, newer, another program's, or cannot be written.
 */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const root = resolve(path);
  makeWritable(root);
  closeToOthers(root);
  const lock = await takeServerLock(root).catch((error) => {
    throw error instanceof DataFolderError ? error : unusable(root, error);
  });
  try {
    return dataFolder(root, openDatabase(root), lock);
  } catch (error) {
    lock.release();
    if (isDamaged(error))
      throw new DataFolderError(
        "damaged",
        `the job database of ${root} is damaged (${(error as Error).message}); the calculations are in their folders still: run quakewright repair --data ${root}`,
      );
    throw error instanceof DataFolderError ? error : unusable(root, error);
  }
}

function makeWritable(root: string): void {
  try {
    mkdirSync(root, { recursive: true, mode: OWNER_ONLY });
    accessSync(root, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusable(root, error);
  }
  const foreign = readdirSync(root).filter((name) => !HARMLESS.test(name) && !name.startsWith(LOCK_FILE));
  if (foreign.length > 0 && !existsSync(join(root, DATABASE_FILE)) && !existsSync(join(root, "calcs")))
    throw new DataFolderError(
      "not-ours",
      `${root} is not empty and not a data folder of Quakewright (it holds ${foreign.slice(0, 3).join(", ")}); name an empty or new folder`,
    );
}

/** With less room the kept room is not taken again. */
const BALLAST_FROM_BYTES = 4 * 2 ** 20;

/** What people send and compute is nobody else's to read on this machine. */
const OWNER_ONLY = 0o700;

/** A folder of an earlier version, or made by hand; one that another user owns stays as that user wants it. */
function closeToOthers(root: string): void {
  try {
    if ((statSync(root).mode & 0o077) !== 0) chmodSync(root, OWNER_ONLY);
  } catch {
    // Not ours to change: the database is closed to others in any case.
  }
}

function isDamaged(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && /^SQLITE_(CORRUPT|NOTADB)/.test(code);
}

function unusable(root: string, error: unknown): DataFolderError {
  return new DataFolderError("unusable", `the data folder ${root} cannot be used: ${(error as Error).message}`);
}

function dataFolder(root: string, database: Database, lock: ServerLock): DataFolder {
  const calcs = join(root, "calcs");
  const trash = join(root, "trash");
  const temporary = join(root, "tmp");
  let serial = 0;
  const uniqueName = () => `${process.pid}-${Date.now().toString(36)}-${serial++}`;
  for (const folder of [calcs, trash, temporary]) mkdirSync(folder, { recursive: true });
  // What an earlier server left half deleted or half checked.
  for (const folder of [trash, temporary])
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });

  return {
    path: root,
    database,
    calculation: (id) => join(calcs, String(id)),
    calculationIds: () =>
      readdirSync(calcs)
        .filter((name) => /^\d+$/.test(name))
        .map(Number),
    scratch() {
      const folder = join(temporary, uniqueName());
      mkdirSync(folder);
      return folder;
    },
    discard(folder) {
      if (!existsSync(folder)) return { freed: Promise.resolve() };
      const aside = join(trash, uniqueName());
      renameSync(folder, aside);
      return { freed: rm(aside, { recursive: true, force: true, maxRetries: 3 }) };
    },
    moveAside(folder) {
      const unknown = join(root, "unknown");
      mkdirSync(unknown, { recursive: true });
      const aside = join(unknown, `${basename(folder)}-${uniqueName()}`);
      renameSync(folder, aside);
      return aside;
    },
    ballast: diskBallast(root, () => freeDiskBytes(root) > BALLAST_FROM_BYTES),
    close() {
      database.close();
      lock.release();
    },
  };
}
