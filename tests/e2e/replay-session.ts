/** Replays exchanges against one server: ids of the recording become ids of the server, and what came out is kept. */
import { type Answer, compare, excerpt } from "./replay-compare.ts";
import { EXCEPTIONS, NOT_YET } from "./replay-exceptions.ts";
import { type Exchange, type Places, send } from "./replay-exchange.ts";

export type Verdict =
  | { readonly kind: "passed" }
  | { readonly kind: "excepted"; readonly reason: string }
  | { readonly kind: "waiting"; readonly mode: string }
  | { readonly kind: "missing"; readonly reason: string; readonly differences: readonly string[] }
  | { readonly kind: "failed"; readonly differences: readonly string[] };

export interface Session {
  readonly url: string;
  /** Recorded calculation -> ours. */
  readonly ids: Map<number, number>;
  /** Recorded calculations whose mode is not computed yet -> the mode. */
  readonly waiting: Map<number, string>;
  /** Recorded calculations for which another stands in. */
  readonly standIns: Set<number>;
  readonly verdicts: Map<string, Verdict>;
  readonly cookies: Map<string, string>;
  replay(...names: readonly string[]): Promise<void>;
  /** Everything that starts so and was not replayed yet. */
  replayAll(pattern: RegExp): Promise<void>;
}

/** The calculation an exchange is about, by its recorded number. */
function calculationOf({ request: { path } }: Exchange): number | undefined {
  const found = /\/(?:calc|engine)\/(\d{1,4})(?:\/|$)/.exec(path)?.[1];
  return found === undefined || found === "0" ? undefined : Number(found);
}

interface RecordedResult {
  readonly id: number;
  readonly type: string;
}

/** Recorded output -> its calculation and key, from the recorded lists. */
function recordedOutputs(
  exchanges: ReadonlyMap<string, Exchange>,
): ReadonlyMap<number, { calculation: number; key: string }> {
  const outputs = new Map<number, { calculation: number; key: string }>();
  for (const exchange of exchanges.values()) {
    const calculation = calculationOf(exchange);
    const { body, status } = exchange.response;
    if (!exchange.name.endsWith("_results") || body.kind !== "json" || status !== 200 || calculation === undefined)
      continue;
    for (const { id, type } of body.json as RecordedResult[]) outputs.set(id, { calculation, key: type });
  }
  return outputs;
}

export function session(url: string, exchanges: ReadonlyMap<string, Exchange>, places: Places): Session {
  const ids = new Map<number, number>();
  const waiting = new Map<number, string>();
  const standIns = new Set<number>();
  const verdicts = new Map<string, Verdict>();
  const cookies = new Map<string, string>();
  const outputs = recordedOutputs(exchanges);

  /** Id of our output with the same key, of the same calculation. */
  async function outputId(recorded: number): Promise<number> {
    const output = outputs.get(recorded);
    const id = output === undefined ? undefined : ids.get(output.calculation);
    if (output === undefined || id === undefined) return recorded;
    const list = (await (await fetch(`${url}/v1/calc/${id}/results`)).json()) as RecordedResult[] | null;
    return list?.find(({ type }) => type === output.key)?.id ?? 0;
  }

  async function pathOf(exchange: Exchange): Promise<string> {
    const { path } = exchange.request;
    const result = /\/calc\/result\/(\d{1,4})$/.exec(path);
    if (result !== null) return path.replace(/\d+$/, String(await outputId(Number(result[1]))));
    const recorded = calculationOf(exchange);
    const id = recorded === undefined ? undefined : ids.get(recorded);
    return id === undefined ? path : path.replace(/\/(calc|engine)\/\d+/, `/$1/${id}`);
  }

  function waitsFor(exchange: Exchange): string | undefined {
    const result = /\/calc\/result\/(\d{1,4})$/.exec(exchange.request.path)?.[1];
    const recorded = result === undefined ? calculationOf(exchange) : outputs.get(Number(result))?.calculation;
    return recorded === undefined ? undefined : waiting.get(recorded);
  }

  /** Submissions: keeps the new id, and notices a mode that is refused by name because it is not computed yet. */
  function noteSubmission(exchange: Exchange, answer: Answer): Verdict | undefined {
    const { body } = exchange.response;
    if (body.kind !== "json" || !exchange.name.startsWith("run_")) return undefined;
    const recorded = body.json as { job_id?: number };
    const ours = JSON.parse(new TextDecoder().decode(answer.bytes)) as { job_id?: number; traceback?: string[] };
    if (recorded.job_id === undefined || ours.job_id === undefined) return undefined;
    ids.set(recorded.job_id, ours.job_id);
    const mode = /calculation_mode (\w+) is not computed yet/.exec(ours.traceback?.join("\n") ?? "")?.[1];
    const meantToRun =
      exchange.response.status === 200 ||
      EXCEPTIONS.some(({ names, status }) => names.test(exchange.name) && status < 400);
    if (mode === undefined || !meantToRun) return undefined;
    waiting.set(recorded.job_id, mode);
    return { kind: "waiting", mode };
  }

  /** Recorded numbers of calculations become ours: in a sentence, and at the end of a file's name. */
  const ourId = (number: string) => String(ids.get(Number(number)) ?? number);
  const translate = (text: string) => text.replace(/\b\d+\b/g, ourId);
  const translateName = (name: string) => name.replace(/(?<=_)\d+(?=\.\w+$)/, ourId);

  /** The form with our number of the calculation to continue. */
  function withOurParent(exchange: Exchange): Exchange {
    const { form } = exchange.request;
    const parent = ids.get(Number(form?.["hazard_job_id"]));
    if (parent === undefined) return exchange;
    return { ...exchange, request: { ...exchange.request, form: { ...form, hazard_job_id: String(parent) } } };
  }

  async function verdictOf(exchange: Exchange): Promise<Verdict> {
    const mode = waitsFor(exchange);
    if (mode !== undefined) return { kind: "waiting", mode };
    const cookie = cookies.get(exchange.request.user ?? "");
    const path = await pathOf(exchange);
    const response = await send(url, withOurParent(exchange), path, places, cookie === undefined ? {} : { cookie });
    const answer: Answer = { status: response.status, headers: response.headers, bytes: await response.bytes() };
    const newCookie = /^sessionid=[^;]+/.exec(response.headers.get("set-cookie") ?? "")?.[0];
    if (newCookie !== undefined && exchange.request.user !== undefined) cookies.set(exchange.request.user, newCookie);
    const noted = noteSubmission(exchange, answer);
    if (noted !== undefined) return noted;
    const exception = EXCEPTIONS.find(({ names }) => names.test(exchange.name));
    if (exception !== undefined) {
      const text = new TextDecoder().decode(answer.bytes);
      const differences = [
        ...(answer.status === exception.status
          ? []
          : [`status: ${answer.status} instead of ${exception.status} (${excerpt(answer.bytes)})`]),
        ...(exception.body === undefined || exception.body.test(text) ? [] : [`body: ${excerpt(answer.bytes)}`]),
      ];
      return differences.length === 0
        ? { kind: "excepted", reason: exception.reason }
        : { kind: "failed", differences };
    }
    const otherCalculations =
      /\/calc\/list\b/.test(path) ||
      exchange.name.startsWith("lockdown_calc") ||
      standIns.has(calculationOf(exchange) ?? 0);
    const openKeys = /^\/v1\/calc\/\d+$/.test(exchange.request.path);
    const differences = await compare(answer, exchange, { translate, translateName, openKeys, otherCalculations });
    const missing = NOT_YET.find(({ names }) => names.includes(exchange.name));
    if (missing === undefined) return differences.length === 0 ? { kind: "passed" } : { kind: "failed", differences };
    return differences.length === 0
      ? { kind: "failed", differences: ["agrees by now: take it off NOT_YET"] }
      : { kind: "missing", reason: missing.reason, differences };
  }

  const self: Session = {
    url,
    ids,
    waiting,
    standIns,
    verdicts,
    cookies,
    async replay(...names) {
      for (const name of names) {
        const exchange = exchanges.get(name);
        if (exchange === undefined) throw new Error(`no exchange ${name}`);
        if (!verdicts.has(name)) verdicts.set(name, await verdictOf(exchange));
      }
    },
    replayAll: (pattern) => self.replay(...[...exchanges.keys()].filter((name) => pattern.test(name))),
  };
  return self;
}
