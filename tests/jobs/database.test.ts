import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { accountStore } from "../../src/jobs/database/accounts.ts";
import { type JobTable, jobTable } from "../../src/jobs/database/jobs.ts";
import { countJobs, type JobFilters, listJobs } from "../../src/jobs/database/list-jobs.ts";
import { DATABASE_VERSION, MIGRATIONS } from "../../src/jobs/database/migrations.ts";
import { DATABASE_FILE, openDatabase } from "../../src/jobs/database/open-database.ts";
import { tagStore } from "../../src/jobs/database/tags.ts";
import { DataFolderError } from "../../src/jobs/index.ts";
import { tempFolder } from "../harness.ts";

function openFor(folder: string): { db: Database; table: JobTable } & Disposable {
  const db = openDatabase(folder);
  return { db, table: jobTable(db), [Symbol.dispose]: () => db.close() };
}

function insert(table: JobTable, userName = "ann"): number {
  return table.insert({
    description: "d",
    userName,
    host: "h",
    engine: "native",
    notifyTo: null,
    migrationCallback: null,
  });
}

const COMPLETE = {
  status: "complete",
  outputs: [],
  error: null,
  traceback: [],
  sizeMb: 2,
  diskBytes: 5,
  progress: 1,
  stage: "",
} as const;

test("pragmas of every connection", () => {
  using folder = tempFolder();
  using opened = openFor(folder.path);
  const pragma = (name: string) => Object.values(opened.db.query(`PRAGMA ${name}`).get() as object)[0];
  expect(pragma("journal_mode")).toBe("wal");
  expect(pragma("synchronous")).toBe(1);
  expect(pragma("foreign_keys")).toBe(1);
  expect(pragma("busy_timeout")).toBe(5000);
  expect(pragma("user_version")).toBe(DATABASE_VERSION);
});

test("a newer database is refused and left as it is", () => {
  using folder = tempFolder();
  openDatabase(folder.path).close();
  const db = new Database(join(folder.path, DATABASE_FILE));
  db.run("PRAGMA user_version = 99");
  db.close();
  expect(() => openDatabase(folder.path)).toThrow(DataFolderError);
  expect(() => openDatabase(folder.path)).toThrow("written by a newer version (data version 99");
});

test("a migration makes a copy first; one that fails changes nothing", () => {
  using folder = tempFolder();
  const old = openDatabase(folder.path);
  const id = insert(jobTable(old));
  old.close();
  const backups = () => (existsSync(join(folder.path, "backups")) ? readdirSync(join(folder.path, "backups")) : []);
  const good = ["ALTER TABLE jobs ADD COLUMN colour TEXT"];
  expect(() => openDatabase(folder.path, [...MIGRATIONS, good, ["CREATE nonsense"]])).toThrow();
  const still = openDatabase(folder.path);
  expect(still.query("SELECT name FROM pragma_table_info('jobs') WHERE name = 'colour'").all()).toEqual([]);
  still.close();
  const next = openDatabase(folder.path, [...MIGRATIONS, good]);
  expect(next.query("PRAGMA user_version").get()).toEqual({ user_version: DATABASE_VERSION + 1 });
  expect(jobTable(next).get(id)?.user_name).toBe("ann");
  next.close();
  const [copy = ""] = backups().toReversed();
  expect(copy).toStartWith(`jobs-version-${DATABASE_VERSION}-`);
  const kept = new Database(join(folder.path, "backups", copy));
  expect(kept.query("SELECT count(*) AS jobs FROM jobs").get()).toEqual({ jobs: 1 });
  kept.close();
  // The older program refuses what the newer one has written.
  expect(() => openDatabase(folder.path)).toThrow("newer version");
});

test("transitions happen once and only from the statuses they begin in", () => {
  using folder = tempFolder();
  using opened = openFor(folder.path);
  const { table } = opened;
  const id = insert(table);
  expect(table.executing(id, 5, "x")).toBe(false);
  expect(table.queue(id, { calculationMode: "classical", description: "x", ini: "job.ini", engine: "openquake" })).toBe(
    true,
  );
  expect(table.submitted(id)).toBe(true);
  expect(table.submitted(id)).toBe(false);
  expect(table.executing(id, 5, "x")).toBe(true);
  expect(table.aborted(id)).toBe(true);
  expect(table.aborted(id)).toBe(false);
  expect(table.ended(id, COMPLETE)).toBe(false);
  expect(table.get(id)).toMatchObject({ status: "aborted", is_running: 0 });
  expect(table.requeue(id, true)).toBe(false);
});

test("ids are never given again", () => {
  using folder = tempFolder();
  using opened = openFor(folder.path);
  const { table } = opened;
  expect([insert(table), insert(table)]).toEqual([1, 2]);
  table.remove(2);
  expect(insert(table)).toBe(3);
  table.reserveIds(40);
  expect(insert(table)).toBe(41);
});

test("filters and orders of the list", () => {
  using folder = tempFolder();
  using opened = openFor(folder.path);
  const { db, table } = opened;
  const tags = tagStore(db, () => undefined);
  for (const user of ["ann", "bob", "cas", "ann"]) insert(table, user);
  db.run("UPDATE jobs SET calculation_mode = 'classical', status = 'complete', is_running = 0 WHERE id IN (1, 2)");
  db.run("UPDATE jobs SET status = 'shared' WHERE id = 2");
  db.run("UPDATE jobs SET start_time = 1000 * id, size_mb = 10 - id");
  tags.add(1, "alpha");
  tags.setPreferred(4, "alpha");
  tags.add(4, "Beta");
  const ids = (filters: JobFilters) => listJobs(db, filters).map((row) => row.id);
  expect(ids({})).toEqual([4, 3, 2, 1]);
  expect(ids({ orderDir: "ASC" })).toEqual([1, 2, 3, 4]);
  expect(ids({ limit: 2, offset: 1 })).toEqual([3, 2]);
  expect(ids({ limit: -1 })).toEqual([4, 3, 2, 1]);
  expect(ids({ id: 3 })).toEqual([3]);
  expect(ids({ calculationMode: "classical" })).toEqual([2, 1]);
  expect(ids({ isRunning: false })).toEqual([2, 1]);
  expect(ids({ startedSince: 3000 })).toEqual([4, 3]);
  expect(ids({ orderBy: "user_name", orderDir: "ASC" })).toEqual([1, 4, 2, 3]);
  expect(ids({ orderBy: "size_mb" })).toEqual([1, 2, 3, 4]);
  expect(ids({ tag: "alpha" })).toEqual([4, 1]);
  expect(ids({ tag: "none" })).toEqual([]);
  expect(ids({ preferredOnly: true })).toEqual([4]);
  // Shared jobs pass the filters by owner and by name.
  expect(ids({ userNameLike: "a%" })).toEqual([4, 2, 1]);
  expect(ids({ userNameLike: "a%", includeShared: false })).toEqual([4, 1]);
  expect(ids({ owners: ["cas"] })).toEqual([3, 2]);
  expect(ids({ owners: ["cas"], includeShared: false })).toEqual([3]);
  expect(ids({ owners: [] })).toEqual([2]);
  expect(countJobs(db, { owners: ["ann"], limit: 1 })).toBe(3);
  expect(listJobs(db, { id: 4 })[0]?.tags).toBe("alpha★, Beta");
  expect(listJobs(db, { id: 3 })[0]?.tags).toBeNull();
});

test("tags answer in the words clients know", () => {
  using folder = tempFolder();
  using opened = openFor(folder.path);
  const tags = tagStore(opened.db, () => undefined);
  const id = insert(opened.table);
  expect(tags.create("b")).toEqual({ success: "Tag b was created" });
  expect(tags.create("b")).toEqual({ success: "Tag b already exists" });
  expect(tags.add(id, "a")).toEqual({ success: "The tag a was added to job 1" });
  expect(tags.add(id, "a")).toHaveProperty("error");
  expect(tags.add(99, "a")).toEqual({ error: "Unknown job 99" });
  expect(tags.list()).toEqual(["a", "b"]);
  expect(tags.preferred("a")).toBeNull();
  expect(tags.setPreferred(99, "a")).toHaveProperty("error");
  expect(tags.setPreferred(id, "a")).toEqual({ success: "Job 1 was set as preferred for tag a" });
  expect(tags.preferred("a")).toBe(1);
  const other = insert(opened.table);
  tags.setPreferred(other, "a");
  expect(tags.preferred("a")).toBe(other);
  expect(tags.unsetPreferred("a")).toEqual({ success: "Tag a has no preferred job now" });
  expect(tags.preferred("a")).toBeNull();
  expect(tags.remove(id, "a")).toEqual({ success: "Tag a was removed from job 1" });
  expect(tags.remove(id, "zzz")).toEqual({ success: "Tag zzz was not associated with job 1" });
  expect(tags.delete("a")).toEqual({ success: "Tag a was deleted" });
  expect(tags.delete("a")).toEqual({ success: "Tag a does not exist" });
  tags.setPreferred(id, "c");
  opened.table.remove(id);
  expect(tags.preferred("c")).toBeNull();
});

test("accounts: users, groups, sessions, tokens", async () => {
  using folder = tempFolder();
  using opened = openFor(folder.path);
  const accounts = accountStore(opened.db);
  const ann = accounts.addUser({ name: "ann", passwordHash: "h1", level: 2 });
  const bob = accounts.addUser({ name: "bob", passwordHash: "h2" });
  accounts.addUser({ name: "cas", passwordHash: "h3", isSuperUser: true });
  expect(() => accounts.addUser({ name: "ann", passwordHash: "x" })).toThrow("there is a user ann already");
  expect(accounts.findUser("ann")).toEqual(ann);
  expect(ann).toMatchObject({ level: 2, isSuperUser: false, isActive: true });
  expect(accounts.users().map((user) => user.name)).toEqual(["ann", "bob", "cas"]);

  expect(accounts.addToGroup("ann", "geo")).toBe(true);
  accounts.addToGroup("bob", "geo");
  accounts.addToGroup("ann", "risk");
  expect(accounts.addToGroup("zed", "geo")).toBe(false);
  expect(accounts.groupsOf("ann")).toEqual(["geo", "risk"]);
  expect(accounts.groups()).toEqual(["geo", "risk"]);
  expect(accounts.matesOf("ann")).toEqual(["ann", "bob"]);
  expect(accounts.matesOf("cas")).toEqual(["cas"]);
  expect(accounts.removeFromGroup("bob", "geo")).toBe(true);
  expect(accounts.matesOf("ann")).toEqual(["ann"]);

  const session = accounts.startSession(ann.id, 60_000);
  expect(accounts.sessionUser(session)?.name).toBe("ann");
  expect(accounts.sessionUser("guess")).toBeNull();
  const short = accounts.startSession(bob.id, 1);
  await Bun.sleep(5);
  expect(accounts.sessionUser(short)).toBeNull();
  accounts.updateUser("ann", { isActive: false });
  expect(accounts.sessionUser(session)).toBeNull();
  accounts.updateUser("ann", { isActive: true });
  expect(accounts.sessionUser(session)?.name).toBe("ann");
  accounts.setPassword("ann", "h9");
  expect(accounts.sessionUser(session)).toBeNull();

  const { token, secret } = accounts.addToken(bob.id, "notebook", null);
  expect(accounts.tokenUser(secret)?.name).toBe("bob");
  expect(accounts.tokens(bob.id)).toMatchObject([{ label: "notebook", expires: null }]);
  expect(accounts.tokens(bob.id)[0]?.lastUsed).toBeGreaterThan(0);
  expect(accounts.revokeToken(ann.id, token.id)).toBe(false);
  expect(accounts.revokeToken(bob.id, token.id)).toBe(true);
  expect(accounts.tokenUser(secret)).toBeNull();

  // Secrets are not in the database.
  const kept = accounts.startSession(bob.id, 60_000);
  expect(JSON.stringify(opened.db.query("SELECT * FROM sessions").all())).not.toContain(kept);
  accounts.removeUser("bob");
  expect(accounts.sessionUser(kept)).toBeNull();
});

test("a second connection writes accounts beside the server's", () => {
  using folder = tempFolder();
  using server = openFor(folder.path);
  using tool = openFor(folder.path);
  accountStore(tool.db).addUser({ name: "ann", passwordHash: "h" });
  expect(accountStore(server.db).findUser("ann")?.name).toBe("ann");
  expect(readdirSync(folder.path)).not.toContain("backups");
});

test("with 100,000 jobs the list takes less than 5 ms", () => {
  using folder = tempFolder();
  using opened = openFor(folder.path);
  const { db } = opened;
  db.run(`INSERT INTO jobs (description, user_name, calculation_mode, status, is_running, start_time, size_mb, host, engine, disk_bytes)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
    SELECT 'Classical PSHA of region ' || (i % 977), 'user' || (i % 50), CASE i % 4 WHEN 0 THEN 'event_based' ELSE 'classical' END,
      CASE WHEN i % 10 = 0 THEN 'failed' WHEN i % 1000 = 1 THEN 'shared' ELSE 'complete' END, 0, 1000 * i, i % 300, 'host', 'native', i FROM n`);
  db.run("INSERT INTO tags (name) VALUES ('blue')");
  db.run("INSERT INTO job_tags SELECT id, 1, id = 500 FROM jobs WHERE id % 100 = 0");
  const cases: Record<string, JobFilters> = {
    plain: { limit: 100 },
    oldest: { orderDir: "ASC" },
    mode: { calculationMode: "event_based" },
    running: { isRunning: true },
    since: { startedSince: 99_000_000 },
    owners: { owners: ["user7", "user9"] },
    named: { userNameLike: "user4%" },
    stranger: { owners: ["nobody"] },
    tag: { tag: "blue" },
    preferred: { preferredOnly: true },
    "by time": { orderBy: "start_time" },
    "by user": { orderBy: "user_name", orderDir: "ASC" },
    "by mode": { orderBy: "calculation_mode" },
    "by status": { orderBy: "status" },
    "by description": { orderBy: "description", orderDir: "ASC" },
    "by size": { orderBy: "size_mb" },
  };
  const medians: Record<string, number> = {};
  for (const [name, filters] of Object.entries(cases)) {
    listJobs(db, filters);
    const times = Array.from({ length: 9 }, () => {
      const begun = performance.now();
      listJobs(db, filters);
      return performance.now() - begun;
    }).sort((a, b) => a - b);
    medians[name] = Number((times[4] ?? 0).toFixed(2));
  }
  console.log("median ms:", medians);
  for (const [name, median] of Object.entries(medians))
    expect({ name, fast: median < 5 }).toEqual({ name, fast: true });
  const begun = performance.now();
  expect(countJobs(db)).toBe(100_000);
  expect(performance.now() - begun).toBeLessThan(50);
}, 30_000);
