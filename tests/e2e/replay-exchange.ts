/** The recorded exchanges, and how one is sent again. */
import { readdirSync, readFileSync } from "node:fs";
import { unzip } from "../archives.ts";
import { goldenPath } from "../harness.ts";

export interface RecordedFile {
  readonly field: string;
  readonly filename: string;
  /** `inputs/x.zip`, or `(of|member of) inputs/x.zip` for a member named as the file. */
  readonly input: string;
}

export type RecordedBody =
  | { readonly kind: "json"; readonly json: unknown }
  | {
      readonly kind: "text";
      readonly bytes: number;
      readonly text?: string;
      readonly text_first_lines?: readonly string[];
      readonly lines?: number;
    }
  | { readonly kind: "html"; readonly title: string }
  | { readonly kind: "zip"; readonly members: readonly { readonly name: string }[] }
  | { readonly kind: "npz"; readonly arrays: readonly RecordedArray[] }
  | { readonly kind: "binary"; readonly first_bytes_hex: string }
  | { readonly kind: "empty" };

export interface RecordedArray {
  readonly name: string;
  readonly dtype: unknown;
  readonly shape: readonly number[];
  readonly pickled: boolean;
}

export interface Exchange {
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query?: Readonly<Record<string, string>>;
    readonly form?: Readonly<Record<string, string>> | null;
    readonly files?: readonly RecordedFile[];
    readonly user?: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: RecordedBody;
    readonly set_cookie?: Readonly<Record<string, { readonly attributes: Readonly<Record<string, unknown>> }>>;
  };
}

export function readExchanges(): ReadonlyMap<string, Exchange> {
  const names = readdirSync(goldenPath("api")).filter((file) => file.endsWith(".json"));
  return new Map(
    names.sort().map((file) => {
      const name = file.slice(0, -".json".length);
      return [name, { name, ...JSON.parse(readFileSync(goldenPath("api", file), "utf8")) } as Exchange];
    }),
  );
}

export function inputArchive(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(goldenPath("api", "inputs", name)));
}

async function inputBytes({ input, filename }: RecordedFile): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = inputArchive(input.slice(input.indexOf("inputs/") + "inputs/".length));
  if (input.startsWith("inputs/")) return bytes;
  // A job file alone of one byte, as the note of that exchange says.
  const member = (await unzip(bytes))[filename];
  if (member === undefined) throw new Error(`no ${filename} in ${input}`);
  return new Uint8Array(member);
}

/** Texts of the recording that name places of the recording machine. */
export type Places = Readonly<Record<string, string>>;

function placed(text: string, places: Places): string {
  return Object.entries(places).reduce((result, [mark, place]) => result.replaceAll(mark, place), text);
}

/** Sends an exchange again; `path` is the recorded one with this server's ids in it. */
export async function send(
  url: string,
  { request }: Exchange,
  path: string,
  places: Places,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const query = new URLSearchParams(
    Object.entries(request.query ?? {}).map(([key, value]) => [key, placed(value, places)]),
  ).toString();
  const address = `${url}${path}${query === "" ? "" : `${path.includes("?") ? "&" : "?"}${query}`}`;
  const fields = Object.entries(request.form ?? {}).map(([key, value]) => [key, placed(value, places)] as const);
  let body: BodyInit | undefined;
  if (request.files !== undefined && request.files.length > 0) {
    const form = new FormData();
    for (const [key, value] of fields) form.append(key, value);
    for (const file of request.files) form.append(file.field, new File([await inputBytes(file)], file.filename));
    body = form;
  } else if (fields.length > 0) body = new URLSearchParams(Object.fromEntries(fields));
  return fetch(address, {
    method: request.method,
    redirect: "manual",
    headers,
    ...(body === undefined ? {} : { body }),
  });
}
