/** Compares an answer with the recorded one: status, headers that matter, shape and (where nothing varies) values of the body. */

import { type NpyDescr, npyItemSize } from "../../src/datastore/index.ts";
import { unzip } from "../archives.ts";
import { readNpz } from "../outputs/read-npz.ts";
import type { Exchange, RecordedBody } from "./replay-exchange.ts";

/** Values that differ from run to run or server to server; only their type is compared. */
const VARYING_KEYS: ReadonlySet<string> = new Set([
  ...["id", "job_id", "pid", "url", "parent_id", "hazard_calculation_id"],
  ...["start_time", "stop_time", "size_mb", "host", "owner", "user_name", "ds_calc_dir"],
  // What kind of mistake it is stays compared: null or not. The words are ours.
  "error_msg",
  "error_line",
  // Twice the cores.
  "concurrent_tasks",
]);

/** Numbers that may be missing. */
const OR_NULL: ReadonlySet<string> = new Set(["parent_id", "hazard_calculation_id", "size_mb", "error_line"]);

/** What is another calculation's own. Which of them a list holds is tested beside the list's filters. */
const OTHER_CALCULATION_KEYS: ReadonlySet<string> = new Set([
  ...["description", "calculation_mode", "status", "is_running", "abortable", "tags"],
]);

/** Lists that are told in our own words: they must hold texts. */
const OWN_WORDS: ReadonlySet<string> = new Set(["traceback"]);

/** Keys that are new beside the recorded ones. `:id` holds all parameters of the job, too. */
const NEW_KEYS: ReadonlySet<string> = new Set([
  "errors",
  "warnings",
  "runnable",
  "progress",
  "stage",
  "eta",
  "refused",
  "engine",
]);

/** Statuses a job passes by itself: which of them it has at a moment is a matter of milliseconds. */
const PENDING: ReadonlySet<unknown> = new Set(["created", "submitted", "executing"]);

/** Headers whose value is compared, apart from the media type and the file name. */
const EXACT_HEADERS = [
  "access-control-allow-origin",
  "access-control-allow-methods",
  "access-control-max-age",
  "access-control-allow-headers",
  "location",
] as const;

export interface Comparison {
  /** Recorded text with this server's ids in place of the recorded ones. */
  readonly translate: (text: string) => string;
  /** The same for the name of an exported file. */
  readonly translateName: (name: string) => string;
  /** The answer may have keys beyond the recorded ones. */
  readonly openKeys: boolean;
  /** The calculations are not the recorded ones: a list of whatever there is, or one standing in for another. */
  readonly otherCalculations: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** The start of a body, fit for a terminal. */
export function excerpt(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes.subarray(0, 200)).replace(/[^\x20-\x7e]/g, "?");
}

function typeName(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeName(value) === "object";
}

/** Differences of two JSON values, as `place: what`. */
function compareJson(ours: unknown, recorded: unknown, place: string, context: Comparison): string[] {
  const key = place.slice(place.lastIndexOf(".") + 1);
  if (Array.isArray(recorded)) {
    if (!Array.isArray(ours)) return [`${place}: ${typeName(ours)} instead of a list`];
    if (key === "hdf5paths") return []; // paths of the server are told to nobody
    if (OWN_WORDS.has(key))
      return ours.every((line) => typeof line === "string") && ours.length > 0 ? [] : [`${place}: no list of texts`];
    const isLog = recorded.some((row) => Array.isArray(row) && row.length === 4 && typeof row[0] === "string");
    if (isLog) {
      const rows = ours.filter(
        (row) => !(Array.isArray(row) && row.length === 4 && row.every((cell) => typeof cell === "string")),
      );
      return [
        ...(ours.length === 0 ? [`${place}: no rows`] : []),
        ...rows.map(() => `${place}: a row is not four texts`),
      ];
    }
    if (recorded.every((item) => typeof item === "string")) {
      // Names: of ground-motion models (those that compute), tags, export types.
      return ours.every((item) => typeof item === "string") && (ours.length > 0 || recorded.length === 0)
        ? []
        : [`${place}: no list of texts`];
    }
    if (recorded.length > 0 && ours.length === 0) return [`${place}: empty`];
    if (recorded.length === 0 && ours.length > 0) return [`${place}: ${ours.length} items instead of none`];
    return ours.flatMap((item, index) =>
      compareJson(item, recorded[Math.min(index, recorded.length - 1)], `${place}[${index}]`, context),
    );
  }
  if (isRecord(recorded)) {
    if (!isRecord(ours)) return [`${place}: ${typeName(ours)} instead of an object`];
    const missing = Object.keys(recorded).filter((name) => !(name in ours));
    const further = Object.keys(ours).filter((name) => !(name in recorded) && !NEW_KEYS.has(name) && !context.openKeys);
    return [
      ...missing.map((name) => `${place}.${name}: missing`),
      ...further.map((name) => `${place}.${name}: not expected`),
      ...Object.keys(recorded)
        .filter((name) => name in ours)
        .flatMap((name) => compareJson(ours[name], recorded[name], `${place}.${name}`, context)),
    ];
  }
  if (context.otherCalculations && OTHER_CALCULATION_KEYS.has(key)) {
    return key === "tags" || typeName(ours) === typeName(recorded) ? [] : [`${place}: ${typeName(ours)}`];
  }
  // What is recorded as this text was the bare word, which is no JSON.
  if (recorded === "__Infinity__") return ours === Number.POSITIVE_INFINITY ? [] : [`${place}: ${ours}`];
  if (OR_NULL.has(key)) return ["number", "null"].includes(typeName(ours)) ? [] : [`${place}: ${typeName(ours)}`];
  if (typeName(ours) !== typeName(recorded)) return [`${place}: ${typeName(ours)} instead of ${typeName(recorded)}`];
  if (VARYING_KEYS.has(key)) return [];
  if (key === "abortable" && typeof ours === "boolean") return [];
  if (key === "status" && PENDING.has(recorded))
    return PENDING.has(ours) ? [] : [`${place}: ${ours} instead of ${recorded}`];
  if (place === "" && typeof recorded === "number") return [];
  const tells = key === "success" || key === "error";
  const wanted = typeof recorded === "string" && tells ? context.translate(recorded) : recorded;
  return ours === wanted ? [] : [`${place}: ${JSON.stringify(ours)} instead of ${JSON.stringify(wanted)}`];
}

function csvHeader(lines: readonly string[]): { comment: boolean; header: string } {
  const comment = lines[0]?.startsWith("#") === true;
  return { comment, header: (lines[comment ? 1 : 0] ?? "").replace(/\r$/, "") };
}

function compareText(ours: string, recorded: Extract<RecordedBody, { kind: "text" }>): string[] {
  const lines = ours.split("\n");
  const recordedLines = recorded.text_first_lines ?? (recorded.text ?? "").split("\n");
  const { comment, header } = csvHeader(recordedLines);
  // The title of a report may hold commas, too.
  const isTable = comment || (recordedLines[0]?.includes(",") === true && !/^=+$/.test(recordedLines[1] ?? ""));
  if (isTable) {
    const mine = csvHeader(lines);
    const count = recorded.lines ?? recordedLines.length;
    const differences =
      mine.comment === comment && mine.header === header ? [] : [`csv: header ${mine.header} instead of ${header}`];
    if (Math.abs(lines.length - count) > 1) differences.push(`csv: ${lines.length} lines instead of ${count}`);
    if (comment && !/^#,*"?generated_by='[^']+', start_date='[^']+', checksum=\d+/.test(lines[0] ?? ""))
      differences.push(`csv: comment ${lines[0]}`);
    return differences;
  }
  if (recordedLines.length > 3)
    return lines[0] === recordedLines[0] ? [] : [`text: "${lines[0]}" instead of "${recordedLines[0]}"`];
  const wanted = recorded.text ?? "";
  return ours === wanted ? [] : [`text: ${JSON.stringify(ours.slice(0, 200))} instead of ${JSON.stringify(wanted)}`];
}

/** A type as recorded: pairs of name and type, of which nested records are only their size and arrays a type and a shape. */
function recordedForm(descr: NpyDescr): unknown {
  if (typeof descr === "string") return descr;
  return descr.map(({ name, descr: inner, shape = [] }) => {
    const type = typeof inner === "string" ? inner : `|V${npyItemSize(inner)}`;
    return [name, shape.length === 0 ? type : [type, shape]];
  });
}

/** Widths of texts depend on the texts. */
const withoutWidths = (dtype: unknown): string =>
  JSON.stringify(dtype).replace(/\|([SU])\d+|<U\d+/g, (_, kind) => `text${kind ?? "U"}`);

async function compareArrays(ours: Uint8Array, recorded: Extract<RecordedBody, { kind: "npz" }>): Promise<string[]> {
  const members = new Map((await readNpz(ours)).map((member) => [member.name, member]));
  const differences = [...members.keys()]
    .filter((name) => !recorded.arrays.some((array) => array.name === name))
    .map((name) => `npz: ${name} not expected`);
  for (const array of recorded.arrays) {
    const member = members.get(array.name);
    if (member === undefined) differences.push(`npz: ${array.name} missing`);
    else if ("pickled" in member || array.pickled) {
      if ("pickled" in member !== array.pickled)
        differences.push(`npz: ${array.name} is ${array.pickled ? "not pickled" : "pickled"}`);
    } else {
      if (withoutWidths(recordedForm(member.descr)) !== withoutWidths(array.dtype)) {
        differences.push(
          `npz: ${array.name}: type ${JSON.stringify(recordedForm(member.descr))} instead of ${JSON.stringify(array.dtype)}`,
        );
      }
      if (JSON.stringify(member.shape) !== JSON.stringify(array.shape)) {
        differences.push(
          `npz: ${array.name}: shape ${JSON.stringify(member.shape)} instead of ${JSON.stringify(array.shape)}`,
        );
      }
    }
  }
  return differences;
}

async function compareBody(answer: Answer, recorded: RecordedBody, context: Comparison): Promise<string[]> {
  const text = () => new TextDecoder().decode(answer.bytes);
  switch (recorded.kind) {
    case "empty":
      return answer.bytes.length === 0 ? [] : [`body: ${answer.bytes.length} bytes instead of none`];
    case "json":
      try {
        return compareJson(JSON.parse(text()), recorded.json, "", context);
      } catch {
        return [`body: no JSON: ${text().slice(0, 100)}`];
      }
    case "text":
      return compareText(text(), recorded);
    case "html":
      return /^<!doctype html>/i.test(text()) ? [] : ["body: no page"];
    case "zip": {
      const names = Object.keys(await unzip(answer.bytes)).sort();
      const wanted = recorded.members.map(({ name }) => context.translateName(name)).sort();
      return JSON.stringify(names) === JSON.stringify(wanted)
        ? []
        : [`zip: ${names.join(", ")} instead of ${wanted.join(", ")}`];
    }
    case "npz":
      return compareArrays(answer.bytes, recorded);
    case "binary": {
      const start = Buffer.from(answer.bytes.subarray(0, 8)).toString("hex");
      return start === recorded.first_bytes_hex.slice(0, 16) ? [] : [`binary: starts with ${start}`];
    }
  }
}

/** `output-2-hcurves-csv.zip` with other numbers; the random part of an extract's name left out. */
function dispositionShape(header: string): string {
  return header.replace(/[0-9a-z_]{8}(?=\.npz$)/, "").replace(/\d+/g, "N");
}

function compareHeaders(answer: Answer, { response, request }: Exchange): string[] {
  const differences: string[] = [];
  for (const name of EXACT_HEADERS) {
    const wanted = response.headers[name];
    // An answer the reference gave without them may have them.
    if (wanted !== undefined && answer.headers.get(name) !== wanted) {
      differences.push(`${name}: ${answer.headers.get(name)} instead of ${wanted}`);
    }
  }
  const allow = response.headers["allow"];
  if (
    allow !== undefined &&
    !allow.split(", ").every((method) => answer.headers.get("allow")?.split(", ").includes(method))
  ) {
    differences.push(`allow: ${answer.headers.get("allow")} instead of ${allow}`);
  }
  const disposition = response.headers["content-disposition"];
  if (disposition !== undefined) {
    const mine = answer.headers.get("content-disposition") ?? "";
    // The name of an extract is random in the recording and plain here.
    const same = request.path.includes("/extract/")
      ? /^attachment; filename=\S+\.npz$/.test(mine)
      : dispositionShape(mine) === dispositionShape(disposition);
    if (!same) differences.push(`content-disposition: ${mine} instead of ${disposition}`);
  }
  const type = (header: string | null | undefined) => (header ?? "").split(";", 1)[0];
  const [mine, recorded] = [type(answer.headers.get("content-type")), type(response.headers["content-type"])];
  // A sentence that says what is wrong is sent as what it is; the reference calls it a page.
  const isSentence = response.status === 400 && mine === "text/plain";
  if (response.body.kind !== "empty" && !isSentence && mine !== recorded) {
    differences.push(`content-type: ${mine} instead of ${recorded}`);
  }
  const session = response.set_cookie?.["sessionid"]?.attributes;
  if (session !== undefined && request.path.startsWith("/accounts/")) {
    const cookie = answer.headers.get("set-cookie") ?? "";
    for (const [present, text] of [
      [session["httponly"] === true, "HttpOnly"],
      [session["samesite"] === "Lax", "SameSite=Lax"],
      [true, "Path=/"],
    ] as const) {
      if (present && !cookie.includes(text)) differences.push(`set-cookie: ${cookie} without ${text}`);
    }
    if (!cookie.startsWith("sessionid=")) differences.push(`set-cookie: ${cookie}`);
  }
  return differences;
}

/** All differences; none when the answer is as recorded. */
export async function compare(answer: Answer, exchange: Exchange, context: Comparison): Promise<string[]> {
  const { response } = exchange;
  if (answer.status !== response.status) {
    return [`status: ${answer.status} instead of ${response.status} (${excerpt(answer.bytes)})`];
  }
  return [...compareHeaders(answer, exchange), ...(await compareBody(answer, response.body, context))];
}
