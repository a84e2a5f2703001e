/** The recorded validation cases of the reference engine: where they are, and what they say. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { unzip } from "../archives.ts";
import { goldenPath } from "../harness.ts";

/** Cases about archives and not about what is in them. */
export const ABOUT_UNPACKING =
  /^zip-(?:truncated-zip|gzip-instead|hostile-(?:\w+-entry|dotdot-ini|symlink|symlink-ini|zip-bomb-\w+|encrypted-flag))$/;

/** How to make an input that is too large to be kept. */
interface Recipe {
  readonly prefix: string;
  readonly repeat_open: string;
  readonly repeat_close: string;
  readonly suffix: string;
  readonly times: number;
  readonly sha256: string;
}

export interface Answer {
  readonly valid: boolean;
  readonly error_line: number | null;
}

export interface Recorded {
  readonly name: string;
  readonly status: number;
  readonly body: unknown;
  readonly endpoint: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly input_recipe?: Recipe;
  /** What the reference says when its own route does not fail; for archives. */
  readonly intended?: { readonly valid: boolean; readonly error_msg: string | null };
}

export interface RecordedCase {
  readonly folder: string;
  readonly recorded: Recorded;
}

export function recordedCases(): readonly RecordedCase[] {
  return readdirSync(goldenPath("validation"))
    .map((name) => goldenPath("validation", name))
    .filter((folder) => existsSync(join(folder, "expected.json")))
    .map((folder) => ({
      folder,
      recorded: JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Recorded,
    }));
}

export function isAnswer(body: unknown): body is Answer {
  return typeof body === "object" && body !== null && "valid" in body;
}

/** The document of a case; undefined for those about archives and requests. */
export function documentOf({ folder, recorded }: RecordedCase): string | undefined {
  const path = join(folder, "input.xml");
  if (existsSync(path)) return readFileSync(path, "utf8");
  const recipe = recorded.input_recipe;
  if (recipe === undefined || !recorded.endpoint.includes("/v1/valid")) return undefined;
  const { prefix, repeat_open, repeat_close, suffix, times, sha256 } = recipe;
  const text = prefix + repeat_open.repeat(times) + repeat_close.repeat(times) + suffix;
  const made = new Bun.CryptoHasher("sha256").update(text).digest("hex");
  if (made !== sha256) throw new Error(`${recorded.name}: the recipe makes another document`);
  return text;
}

/** Where the reference says the mistake of a job is: it names the file and the line in its text only. */
export function placeIn(message: string): { readonly file: string; readonly line: number } | undefined {
  const patterns = [
    /line (?<line>\d+) of <JOB_DIR>\/(?<file>[^\s,]+)/,
    /'<JOB_DIR>\/(?<file>[^']+)',? (?:\[line|line) ?(?<line>\d+)/,
    /'<JOB_DIR>\/(?<file>[^']+)'\s+\[line (?<line>\d+)/,
    /'<JOB_DIR>\/(?<file>[^']+)', line: (?<line>\d+)/,
    /<JOB_DIR>\/(?<file>[^\s:]+): .*\nline:(?<line>\d+)/,
  ];
  for (const pattern of patterns) {
    const { file, line } = pattern.exec(message)?.groups ?? {};
    if (file !== undefined && line !== undefined) return { file, line: Number(line) };
  }
  return undefined;
}

export async function unpack(zip: string, root: string): Promise<void> {
  for (const [name, bytes] of Object.entries(await unzip(new Uint8Array(readFileSync(zip))))) {
    if (name.endsWith("/")) mkdirSync(join(root, name), { recursive: true });
    else {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), bytes);
    }
  }
}
