/** The engine as a child: its lines go to the reporter, its end is a success or says why not. */
import { InputError } from "../../input-error.ts";
import type { LogLevel, Reporter } from "../engine.ts";
import { withoutPaths } from "../traceback.ts";
import { parseLine, stageProgress } from "./log-line.ts";

/** Lines kept of what is no log: the traceback of a failure is among the last. */
const LAST_LINES = 200;

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

/** From the last `Traceback` on, else the last lines. */
function failureText(lines: readonly string[]): string {
  const from = lines.findLastIndex((line) => line.startsWith("Traceback (most recent call last)"));
  return (from < 0 ? lines.slice(-20) : lines.slice(from)).join("\n");
}

/**
 * Runs a command of the engine to its end. The child stays in this process's group: whoever ends the calculation ends both.
 * @throws InputError with the engine's own words when it fails
 */
export async function runEngine(
  command: readonly string[],
  options: { readonly cwd: string; readonly folder: string; readonly environment: Record<string, string> },
  reporter: Reporter,
): Promise<void> {
  const { cwd, folder, environment } = options;
  const child = Bun.spawn([...command], { cwd, env: environment, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  // A command line that is interrupted leaves no engine behind.
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  const others: string[] = [];
  const progressOf = stageProgress();
  const clean = (text: string) => withoutPaths(text, folder);
  let inTraceback = false;
  const follow = async (stream: ReadableStream<Uint8Array>) => {
    let level: LogLevel = "INFO";
    for await (const line of linesOf(stream)) {
      const parsed = parseLine(line);
      if (parsed === undefined) {
        others.push(line);
        if (others.length > LAST_LINES) others.shift();
        // The failure is told once, at the end.
        inTraceback ||= line.startsWith("Traceback (most recent call last)");
        if (!inTraceback && line.trim() !== "") reporter.log(level, clean(line));
        continue;
      }
      inTraceback = false;
      level = parsed.level;
      reporter.log(level, clean(parsed.message));
      if (parsed.progress !== undefined) {
        const { stage, fraction } = parsed.progress;
        reporter.progress(progressOf(stage, fraction), stage);
      }
    }
  };
  await Promise.all([follow(child.stdout), follow(child.stderr)]);
  const code = await child.exited;
  process.off("exit", endWithUs);
  if (code === 0) return;
  if (child.signalCode !== null)
    throw new InputError(
      `the OpenQuake Engine was ended by the signal ${child.signalCode}${child.signalCode === "SIGKILL" ? ", most often because the machine was out of memory" : ""}`,
    );
  // A line each: as one text it would be cut before its end, where the reason stands.
  const [first = `the OpenQuake Engine failed with exit code ${code}`, ...more] = clean(failureText(others))
    .split("\n")
    .filter((line) => line.trim() !== "");
  throw new InputError([{ message: first }, ...more.map((message) => ({ message }))]);
}
