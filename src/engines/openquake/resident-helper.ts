/**
 * One Python process with the engine loaded: loading takes seconds, so it is started once, stays, and is started again when
 * it has died. It ends when the server does, whatever ends that: its input closes.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { engineEnvironment } from "./engine-folder.ts";
import { pythonOf, requireEngine } from "./find-engine.ts";
import script from "./helper.py" with { type: "text" };

export type HelperRequest =
  | {
      readonly action: "export" | "export-files";
      readonly path: string;
      readonly key: string;
      readonly type: string;
      readonly out: string;
    }
  | { readonly action: "extract"; readonly path: string; readonly what: string; readonly out: string };

export type HelperAnswer =
  | { readonly name: string }
  | { readonly kind: "not-found" | "failed"; readonly error: string };

export interface ResidentHelper {
  /** Answers come in the order of the questions. @throws when the helper cannot be started or dies twice over a question */
  ask(request: HelperRequest): Promise<HelperAnswer>;
  /** Of the process now at work; undefined before the first question and after a death. */
  pid(): number | undefined;
  close(): void;
}

/** A question may take this long; then the helper is ended and started anew. */
const LONGEST_MS = 600_000;
const ATTEMPTS = 3;

interface Running {
  readonly pid: number;
  readonly ask: (request: HelperRequest) => Promise<HelperAnswer>;
  readonly end: () => void;
}

/** The helper has gone while it was asked. */
class HelperDied extends Error {
  override readonly name = "HelperDied";
}

/**
 * @param configured the setting that names the engine
 * @param folder for the helper's home; made when absent
 */
export function residentHelper(configured: string, folder: string): ResidentHelper {
  let running: Running | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const current = (): Running => {
    running ??= start(configured, folder, () => {
      running = undefined;
    });
    return running;
  };
  const askNow = async (request: HelperRequest): Promise<HelperAnswer> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await current().ask(request);
      } catch (error) {
        if (!(error instanceof HelperDied) || attempt === ATTEMPTS) throw error;
      }
    }
  };
  return {
    ask(request) {
      const answer = last.then(() => askNow(request));
      last = answer.catch(() => undefined);
      return answer;
    },
    pid: () => running?.pid,
    close() {
      running?.end();
    },
  };
}

function start(configured: string, folder: string, ended: () => void): Running {
  const home = join(folder, "home");
  const data = join(home, "oqdata");
  mkdirSync(data, { recursive: true });
  const child = Bun.spawn([pythonOf(requireEngine(configured)), "-c", script], {
    cwd: folder,
    env: engineEnvironment(home, data, 1),
    stdin: "pipe",
    stdout: "pipe",
    stderr: "ignore",
    detached: true,
  });
  child.unref();
  let waiting: { readonly resolve: (line: string) => void; readonly reject: (error: Error) => void } | undefined;
  let isDead = false;
  const died = () => {
    if (isDead) return;
    isDead = true;
    ended();
    waiting?.reject(new HelperDied("the helper of the OpenQuake Engine has ended"));
  };
  void child.exited.then(died);
  void (async () => {
    let rest = "";
    const decoder = new TextDecoder();
    for await (const chunk of child.stdout) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      // The first line only says that it is loaded.
      for (const line of lines) if (!line.startsWith('{"ready"')) waiting?.resolve(line);
    }
    died();
  })().catch(died);
  return {
    pid: child.pid,
    end: () => child.kill("SIGKILL"),
    async ask(request) {
      const line = new Promise<string>((resolve, reject) => {
        waiting = { resolve, reject };
      });
      const timer = setTimeout(() => child.kill("SIGKILL"), LONGEST_MS);
      try {
        if (isDead) throw new HelperDied("the helper of the OpenQuake Engine has ended");
        child.stdin.write(`${JSON.stringify({ id: 0, ...request })}\n`);
        await child.stdin.flush();
        return JSON.parse(await line) as HelperAnswer;
      } catch (error) {
        line.catch(() => undefined);
        // Its input is closed a moment before its end is told.
        if (error instanceof Error && "code" in error && error.code === "EPIPE") died();
        throw error instanceof HelperDied || isDead
          ? new HelperDied("the helper of the OpenQuake Engine has ended")
          : error;
      } finally {
        clearTimeout(timer);
        waiting = undefined;
      }
    },
  };
}
