/** The job database. Every connection is opened here: some pragmas live in the connection, not in the file. */
import { Database } from "bun:sqlite";
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from "node:fs";
import { join } from "node:path";
import { DataFolderError } from "../storage/data-folder-error.ts";
import { DATABASE_VERSION, MIGRATIONS } from "./migrations.ts";

export type { Database };

/** The file inside the data folder. */
export const DATABASE_FILE = "jobs.sqlite";

/**
 * Opens and, if needed, migrates the database of a data folder; a copy goes to `backups/` before a migration.
 * @param migrations replaced in tests.
 * @throws DataFolderError when a newer version of the program has written it.
 */
export function openDatabase(dataFolder: string, migrations = MIGRATIONS): Database {
  const file = join(dataFolder, DATABASE_FILE);
  const isNew = !existsSync(file);
  const db = connect(file);
  try {
    const version = databaseVersion(db);
    if (version > migrations.length) throw newerDataError(version);
    if (version < migrations.length) {
      if (!isNew && version > 0) backUp(db, dataFolder, version);
      migrate(db, version, migrations);
    }
    checkPages(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** @throws the error SQLite has for damaged pages: better told at the start than by the calls that meet them */
function checkPages(db: Database): void {
  const [first] = db.query<{ quick_check: string }, []>("PRAGMA quick_check(1)").all();
  if (first?.quick_check !== "ok")
    throw Object.assign(new Error(first?.quick_check ?? "no answer to the check"), { code: "SQLITE_CORRUPT" });
}

/** Opens the database beside a running server, without migrating. */
export function openExistingDatabase(dataFolder: string): Database {
  const file = join(dataFolder, DATABASE_FILE);
  if (!existsSync(file)) return openDatabase(dataFolder);
  const db = connect(file);
  const version = databaseVersion(db);
  if (version === DATABASE_VERSION) return db;
  db.close();
  if (version > DATABASE_VERSION) throw newerDataError(version);
  return openDatabase(dataFolder);
}

function newerDataError(version: number): DataFolderError {
  return new DataFolderError(
    "newer",
    `the data folder was written by a newer version (data version ${version}, this program knows ${DATABASE_VERSION})`,
  );
}

function connect(file: string): Database {
  closeToOthers(file);
  const db = new Database(file, { create: true, readwrite: true, strict: true });
  db.run("PRAGMA busy_timeout = 5000");
  db.run("PRAGMA journal_mode = WAL");
  db.run("PRAGMA synchronous = NORMAL");
  db.run("PRAGMA foreign_keys = ON");
  db.run("PRAGMA temp_store = MEMORY");
  return db;
}

/** It holds the hashes of passwords. SQLite gives its other files the mode of this one. */
function closeToOthers(file: string): void {
  closeSync(openSync(file, "a", 0o600));
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    try {
      if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
    } catch {
      // Absent, or another user's.
    }
  }
}

function databaseVersion(db: Database): number {
  return db.query<{ user_version: number }, []>("PRAGMA user_version").get()?.user_version ?? 0;
}

function backUp(db: Database, dataFolder: string, version: number): void {
  const folder = join(dataFolder, "backups");
  mkdirSync(folder, { recursive: true });
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const copy = join(folder, `jobs-version-${version}-${stamp}.sqlite`);
  db.query("VACUUM INTO ?").run(copy);
  chmodSync(copy, 0o600);
}

/** All steps in one transaction: a killed migration leaves the old version. */
function migrate(db: Database, from: number, migrations: typeof MIGRATIONS): void {
  db.transaction(() => {
    for (const step of migrations.slice(from)) for (const statement of step) db.run(statement);
    db.run(`PRAGMA user_version = ${migrations.length}`);
  }).immediate();
}
