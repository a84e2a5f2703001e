/**
 * Runs a plan on a Slurm cluster: its tasks are grouped into the elements of an array, which compute them beside each other on the
 * nodes and leave their results on a shared disk.
 *
 * What counts is a result file, which is whole or absent; what Slurm says only tells when not to wait for one any more. The state of
 * the plan is on the disk, so that another process can take it over at any time.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { InputError } from "../../input-error.ts";
import { readJson } from "../../write-json.ts";
import type { Plan } from "../plan.ts";
import { receivedError, type TaskFailure } from "../task-failure.ts";
import { halves } from "./cut-elements.ts";
import {
  failureFile,
  outputFolder,
  type Piece,
  type PlanState,
  rangeName,
  readProgress,
  resultFile,
  resultFolder,
  writeState,
} from "./plan-folder.ts";
import { openRecords, type RecordReader } from "./record-file.ts";
import {
  cancelArray,
  cancelArrays,
  type ElementState,
  hasEnded,
  lookAtElements,
  submitArray,
} from "./slurm-commands.ts";
import { MOST_ATTEMPTS, type SlurmSettings } from "./slurm-settings.ts";

export interface ClusterPlan {
  /** Of its arrays; nobody else's. */
  readonly name: string;
  /** Where it is written, on the shared disk. */
  readonly folder: string;
  readonly settings: SlurmSettings;
  readonly log: (level: "INFO" | "WARNING", message: string) => void;
}

/** Files are looked at so often, at first and when it takes long, ms. */
const LOOK = { first: 100, last: 2000, growth: 1.1 };
/** Slurm is asked so often, ms. */
const ASK = { first: 1000, last: 10_000, growth: 1.2 };
/** Slurm may not know an element yet, and a shared disk may show a result later than Slurm its end. */
const GRACE_MS = 5_000;
/** Between warnings that Slurm does not answer. */
const SILENCE_MS = 60_000;
const LAST_LINES = 5;

/**
 * Submits what of a plan is not submitted, and waits for all of it.
 * @param state of the plan, which is written in its folder
 * @throws what a task throws; InputError when Slurm refuses an array, or a range has failed as often as it may. Nothing runs on then
 */
export async function runOnSlurm<Setup, Task, Result>(
  plan: Pick<Plan<Setup, Task, Result>, "onResult" | "onProgress">,
  state: PlanState,
  cluster: ClusterPlan,
): Promise<void> {
  try {
    await waitForAll(plan, [...state.pieces], state.key, cluster);
  } catch (error) {
    await cancelArrays(cluster.name);
    throw error;
  }
}

async function waitForAll<Setup, Task, Result>(
  { onResult, onProgress }: Pick<Plan<Setup, Task, Result>, "onResult" | "onProgress">,
  pieces: Piece[],
  key: string,
  cluster: ClusterPlan,
): Promise<void> {
  const { folder, name, log } = cluster;
  /** When an element was first not there any more. */
  const missingSince = new Map<string, number>();
  let next = 0;
  let told = -1;
  let processorSeconds = 0;
  let look = LOOK.first;
  let ask = ASK.first;
  let askAt = Date.now() + ask;
  let warnAt = 0;

  const submit = async (): Promise<void> => {
    const places = [...pieces.keys()].filter((p) => pieces[p]!.element === undefined);
    if (places.length === 0) return;
    const array = await submitArray(
      cluster.settings,
      name,
      folder,
      places.map((p) => pieces[p]!),
    );
    for (const [index, p] of places.entries())
      pieces[p] = { ...pieces[p]!, attempts: pieces[p]!.attempts + 1, element: { array, index } };
    writeState(folder, { key, pieces });
    log("INFO", `Submitted ${counted(places.length, "element")} to the cluster as array ${array}`);
    askAt = Date.now() + ASK.first;
  };

  /** Puts a piece among those to be submitted. */
  const again = (piece: Piece, why: string, seen: ElementState | undefined): void => {
    const what = `tasks ${rangeName(piece)} of ${basename(folder)}${seen === undefined || seen.node === "" ? "" : ` on ${seen.node}`}`;
    const lines = lastLines(folder, piece);
    if (piece.attempts >= MOST_ATTEMPTS)
      throw new InputError(`${what} failed on the cluster ${piece.attempts} times: ${[why, ...lines].join("\n")}`, {
        parameter: "executor",
        allowed: "more time or memory an element (slurm-time, slurm-memory), or healthy nodes",
      });
    log(
      "WARNING",
      `${what}: ${[why, ...lines].join("\n")}; submitted again (${piece.attempts} of ${MOST_ATTEMPTS - 1})`,
    );
    const ranges = seen?.state === "TIMEOUT" ? halves(piece) : [piece];
    const fresh = ranges.map(({ from, to }): Piece => ({ from, to, attempts: piece.attempts, element: undefined }));
    pieces.splice(pieces.indexOf(piece), 1, ...fresh);
    missingSince.delete(elementKey(piece));
  };

  const askSlurm = async (): Promise<void> => {
    const { elements, err } = await lookAtElements(name);
    const now = Date.now();
    if (elements === undefined) {
      if (now > warnAt) log("WARNING", `Slurm does not answer, waiting: ${err}`);
      warnAt = now > warnAt ? now + SILENCE_MS : warnAt;
      return;
    }
    const seen = new Map(elements.map((element) => [`${element.array}_${element.index}`, element]));
    // Makes a network disk show what others have written.
    writeFileSync(join(resultFolder(folder), ".looking"), "");
    const there = resultsIn(folder);
    for (const piece of pieces.slice(next)) {
      if (piece.element === undefined || there.has(basename(resultFile(folder, piece)))) continue;
      const place = elementKey(piece);
      const element = seen.get(place);
      if (element !== undefined && !hasEnded(element)) {
        missingSince.delete(place);
        continue;
      }
      const since = missingSince.get(place) ?? now;
      missingSince.set(place, since);
      const isCertain = element !== undefined && element.state !== "COMPLETED";
      if (!isCertain && now - since < GRACE_MS) continue;
      if (element !== undefined && element.state !== "COMPLETED") await cancelArray(place);
      again(piece, element === undefined ? "lost by the cluster" : ended(element), element);
    }
  };

  const strays = async (): Promise<void> => {
    // Submitted by a process that ended before it could note the number.
    const known = new Set(pieces.map(({ element }) => element?.array));
    const { elements = [] } = await lookAtElements(name);
    for (const array of new Set(elements.filter((one) => !hasEnded(one)).map((one) => one.array)))
      if (!known.has(array)) await cancelArray(array);
  };

  if (pieces.some(({ element }) => element !== undefined) || pieces.some(({ attempts }) => attempts > 0))
    await strays();
  await submit();
  for (;;) {
    const there = resultsIn(folder);
    for (const piece of pieces.slice(next)) {
      const failure = there.has(basename(failureFile(folder, piece)))
        ? readJson<TaskFailure>(failureFile(folder, piece))
        : null;
      if (failure !== null) throw receivedError(failure);
    }
    for (let piece = pieces[next]; piece !== undefined; piece = pieces[next]) {
      if (!there.has(basename(resultFile(folder, piece)))) break;
      const reader = wholeResults(folder, piece);
      if (reader === undefined) {
        again(piece, "its results are damaged", undefined);
        break;
      }
      try {
        for (let i = 0; i < reader.count; i++) await onResult(reader.read(i) as Result, piece.from + i);
      } finally {
        reader.close();
      }
      processorSeconds += readProgress(folder, piece).processorSeconds;
      next++;
      look = LOOK.first;
    }
    if (next === pieces.length) break;
    const done = doneTasks(folder, pieces, there);
    if (done !== told) onProgress?.(done);
    told = done;
    if (Date.now() >= askAt) {
      await askSlurm();
      ask = Math.min(ASK.last, ask * ASK.growth);
      askAt = Date.now() + ask;
    }
    await submit();
    await Bun.sleep(look);
    look = Math.min(LOOK.last, look * LOOK.growth);
  }
  onProgress?.(pieces.at(-1)?.to ?? 0);
  log("INFO", `The cluster took ${processorSeconds.toFixed(1)} s of processor time in ${counted(next, "element")}`);
}

const elementKey = ({ element }: Piece): string => `${element?.array}_${element?.index}`;

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function ended({ state, reason }: ElementState): string {
  const why = /^(none)?$/i.test(reason) ? "" : ` (${reason})`;
  return state === "COMPLETED" ? "ended without a result" : `ended as ${state}${why}`;
}

const resultsIn = (folder: string): ReadonlySet<string> => new Set(readdirSync(resultFolder(folder)));

/** The results of a piece; undefined, and removed, when the file is not as it must be. */
function wholeResults(folder: string, piece: Piece): RecordReader | undefined {
  const path = resultFile(folder, piece);
  try {
    const reader = openRecords(path);
    if (reader.count === piece.to - piece.from) return reader;
    reader.close();
  } catch {
    // Told by who asked.
  }
  rmSync(path, { force: true });
  return undefined;
}

function doneTasks(folder: string, pieces: readonly Piece[], there: ReadonlySet<string>): number {
  let done = 0;
  for (const piece of pieces)
    done += there.has(basename(resultFile(folder, piece))) ? piece.to - piece.from : readProgress(folder, piece).done;
  return done;
}

/** What an element said last. */
function lastLines(folder: string, piece: Piece): string[] {
  try {
    const text = readFileSync(join(outputFolder(folder), `${elementKey(piece)}.txt`), "utf8");
    return text
      .split("\n")
      .filter((line) => line.trim() !== "")
      .slice(-LAST_LINES);
  } catch {
    return [];
  }
}
