/**
 * Puts a data folder in order without a server: a damaged database is set aside and what can be read of it goes into a new
 * one, jobs without a row get one from their folders, and files that are damaged are named. Nothing is deleted.
 */
import { Database } from "bun:sqlite";
import { existsSync, renameSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { folderPart } from "../engines/calculation-folder.ts";
import { readJson } from "../write-json.ts";
import { jobTable } from "./database/jobs.ts";
import { DATABASE_FILE } from "./database/open-database.ts";
import { reindexFolders } from "./reindex.ts";
import { DAMAGED_END, readEnd } from "./storage/calculation-end.ts";
import { openDataFolder } from "./storage/data-folder.ts";

/** In an order in which no row comes before one it refers to. */
const TABLES = [
  "users",
  "user_groups",
  "sessions",
  "tokens",
  "tags",
  "jobs",
  "outputs",
  "job_tags",
  "notifications",
] as const;

export interface RepairReport {
  /** Where the damaged database lies now; undefined when it was sound. */
  readonly damagedDatabase: string | undefined;
  /** Rows taken over from the damaged database, by table. */
  readonly salvaged: Readonly<Record<string, number>>;
  /** Jobs that have a row again from their folders. */
  readonly reindexed: readonly number[];
  /** Files of calculations that cannot be read, relative to the data folder. */
  readonly damagedFiles: readonly string[];
}

/** @throws DataFolderError while a server uses the folder, or when it is none */
export async function repairDataFolder(dataFolder: string): Promise<RepairReport> {
  const file = join(dataFolder, DATABASE_FILE);
  const damagedDatabase = existsSync(file) && !isSound(file) ? setAside(file) : undefined;
  const data = await openDataFolder(dataFolder);
  try {
    const salvaged = damagedDatabase === undefined ? {} : salvage(damagedDatabase, data.database);
    const reindexed = await reindexFolders(data, jobTable(data.database), hostname());
    for (const id of data.calculationIds()) restoreOutputs(data.database, data.calculation(id), id);
    const damagedFiles = data.calculationIds().flatMap((id) => damagedFilesOf(data.calculation(id), id));
    return { damagedDatabase, salvaged, reindexed, damagedFiles };
  } finally {
    data.close();
  }
}

/** Whether every page and index of the database can be read. */
export function isSound(file: string): boolean {
  try {
    const db = new Database(file, { readonly: true });
    try {
      const found = db.query<{ integrity_check: string }, []>("PRAGMA integrity_check(1)").all();
      return found.length === 1 && found[0]?.integrity_check === "ok";
    } finally {
      db.close();
    }
  } catch {
    return false;
  }
}

/** The database with its log of changes, which holds what was written last. */
function setAside(file: string): string {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const aside = `${file}.damaged-${stamp}`;
  for (const suffix of ["", "-wal", "-shm"]) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  return aside;
}

/** Copies what can be read, row by row from both ends of each table: a damaged page takes only its own rows along. */
function salvage(from: string, into: Database): Record<string, number> {
  const counts: Record<string, number> = {};
  let old: Database;
  try {
    old = new Database(from, { readwrite: true, create: false, strict: true });
  } catch {
    return counts; // no database at all
  }
  into.run("PRAGMA foreign_keys = OFF");
  for (const table of TABLES) counts[table] = copyTable(old, into, table);
  // Rows whose job or user was on a damaged page.
  for (const { table, rowid } of into
    .query<{ table: string; rowid: number | null }, []>("PRAGMA foreign_key_check")
    .all())
    if (rowid !== null) into.query(`DELETE FROM ${table} WHERE rowid = ?`).run(rowid);
  into.run("PRAGMA foreign_keys = ON");
  try {
    old.close();
  } catch {
    // Nothing was written.
  }
  return counts;
}

type Row = Readonly<Record<string, string | number | null>>;

function copyTable(old: Database, into: Database, table: string): number {
  const seen = new Set<string>();
  for (const direction of ["ASC", "DESC"] as const) {
    try {
      for (const row of old.query<Row, []>(`SELECT * FROM ${table} ORDER BY 1 ${direction}`).iterate()) {
        const key = JSON.stringify(row);
        if (seen.has(key)) continue;
        if (insert(into, table, row)) seen.add(key);
      }
      if (direction === "ASC") break;
    } catch {
      // A damaged page: go on from the other end.
    }
  }
  return seen.size;
}

function insert(into: Database, table: string, row: Row): boolean {
  const columns = Object.keys(row);
  try {
    into
      .query(`INSERT OR IGNORE INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`)
      .run(...Object.values(row));
    return true;
  } catch {
    return false; // a row that breaks the rules of the table is damaged itself
  }
}

/** A list of outputs that was on a damaged page, from what the calculation left at its end. */
function restoreOutputs(db: Database, folder: string, id: number): void {
  const row = db.query("SELECT 1 FROM jobs WHERE id = ? AND status IN ('complete', 'shared')").get(id);
  const known = db.query("SELECT 1 FROM outputs WHERE job_id = ? LIMIT 1").get(id);
  if (row === null || known !== null) return;
  const insertOutput = db.query("INSERT INTO outputs (job_id, key, name, types, size_mb) VALUES (?, ?, ?, ?, ?)");
  for (const { key, name, types, sizeMb } of readEnd(folder)?.outputs ?? [])
    insertOutput.run(id, key, name, JSON.stringify(types), sizeMb);
}

function damagedFilesOf(folder: string, id: number): string[] {
  const parts = ["job", "request", "start", "prepared"] as const;
  const unreadable = parts.filter(
    (part) => existsSync(folderPart(folder, part)) && readJson(folderPart(folder, part)) === null,
  );
  const end = readEnd(folder)?.traceback[0] === DAMAGED_END ? ["end" as const] : [];
  return [...unreadable, ...end].map((part) => `calcs/${id}/${part}.json`);
}
