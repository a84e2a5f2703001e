import { expect, test } from "bun:test";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningServer, startServer } from "../../src/server/index.ts";
import { loadSettings } from "../../src/settings/load.ts";
import type { Settings } from "../../src/settings/table.ts";
import { unzip } from "../archives.ts";
import { hasGolden, tempFolder } from "../harness.ts";
import { NOT_YET } from "./replay-exceptions.ts";
import { inputArchive, readExchanges } from "./replay-exchange.ts";
import { lockedScenes, openScenes, type Stage } from "./replay-scenes.ts";
import { session, type Verdict } from "./replay-session.ts";

const TIME_LIMIT_MS = 300_000;
const PROGRAM = [process.execPath, join(import.meta.dir, "replay-program.ts")];

/** A server whose calculations can be held, and the folder clients and server share. */
async function stageOf(
  settings: Partial<Settings>,
  folder: string,
): Promise<{ server: RunningServer; hold: Stage["hold"] }> {
  const holdFile = join(folder, "hold");
  const server = await startServer(
    { ...loadSettings({ folder }).settings, port: 0, minFreeDisk: 2 ** 20, data: join(folder, "data"), ...settings },
    { command: [...PROGRAM, holdFile], followEveryMs: 20, killAfterMs: 300 },
  );
  return { server, hold: (on) => (on ? writeFileSync(holdFile, "") : rmSync(holdFile, { force: true })) };
}

async function addUsers({ jobs: { accounts } }: RunningServer): Promise<void> {
  const cheap = { algorithm: "argon2id", memoryCost: 1024, timeCost: 1 } as const;
  for (const [name, level] of [
    ["level0", 0],
    ["level1", 1],
    ["level2", 2],
    ["mate2", 2],
    ["inactive", 1],
    ["admin", 2],
  ] as const) {
    const passwordHash = await Bun.password.hash(`pw-${name}`, cheap);
    accounts.addUser({ name, passwordHash, level, isSuperUser: name === "admin" });
  }
  accounts.updateUser("inactive", { isActive: false });
  for (const name of ["level1", "mate2"]) accounts.addToGroup(name, "together");
}

function report(verdicts: ReadonlyMap<string, Verdict>): void {
  const reasons = new Map<string, number>();
  const count = { passed: 0, excepted: 0, waiting: 0, missing: 0, failed: 0 };
  for (const verdict of verdicts.values()) {
    count[verdict.kind]++;
    if (verdict.kind === "excepted") reasons.set(verdict.reason, (reasons.get(verdict.reason) ?? 0) + 1);
    if (verdict.kind === "missing") {
      const reason = `not yet: ${verdict.reason}`;
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
    if (verdict.kind === "waiting") {
      const reason = `waiting for ${verdict.mode}`;
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
  }
  const lines = [...reasons].sort(
    ([a], [b]) => Number(a.startsWith("waiting")) - Number(b.startsWith("waiting")) || (a < b ? -1 : 1),
  );
  for (const [reason, times] of lines) console.log(`${String(times).padStart(5)}  ${reason}`);
  console.log(
    `replayed ${verdicts.size}: ${count.passed} passed, ${count.excepted} excepted, ${count.waiting} waiting, ${count.missing} not yet, ${count.failed} failed`,
  );
}

test(
  "the recorded exchanges with the reference server",
  async () => {
    if (!hasGolden()) return;
    const exchanges = readExchanges();
    using folder = tempFolder("quakewright-replay-");
    const local = join(folder.path, "local");
    mkdirSync(join(local, "sc"), { recursive: true });
    for (const [name, bytes] of Object.entries(await unzip(inputArchive("scenario_hazard.zip"))))
      writeFileSync(join(local, "sc", name), bytes);
    writeFileSync(join(local, "fs_check.txt"), "0123456789abcdef0123456789abcdefTAIL");
    const places = { "{LOCAL}": local, "{HOME}": local };

    const open = await stageOf({ allowPath: [local] }, folder.path);
    const openSession = session(open.server.url, exchanges, places);
    try {
      await openScenes({ session: openSession, jobs: open.server.jobs, hold: open.hold });
      await openSession.replayAll(/^(?!lockdown_)/);
    } finally {
      await open.server.stop("stop");
    }

    const locked = await stageOf({ accounts: true, data: join(folder.path, "locked") }, folder.path);
    const lockedSession = session(locked.server.url, exchanges, places);
    try {
      await addUsers(locked.server);
      await lockedScenes({ session: lockedSession, jobs: locked.server.jobs, hold: locked.hold });
    } finally {
      await locked.server.stop("stop");
    }

    const verdicts = new Map([...openSession.verdicts, ...lockedSession.verdicts]);
    report(verdicts);
    expect([...exchanges.keys()].filter((name) => !verdicts.has(name))).toEqual([]);
    expect(NOT_YET.flatMap(({ names }) => names).filter((name) => !exchanges.has(name))).toEqual([]);
    const failures = [...verdicts].flatMap(([name, verdict]) =>
      verdict.kind === "failed" ? [`${name}: ${verdict.differences.slice(0, 5).join("; ")}`] : [],
    );
    expect(failures).toEqual([]);
  },
  TIME_LIMIT_MS,
);
