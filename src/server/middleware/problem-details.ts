/** Errors as problem details (RFC 9457) for those who ask for them; everybody else gets the form clients of the engine know. */
import { STATUS_CODES } from "node:http";

const PROBLEM_JSON = "application/problem+json";

/** Whether an Accept header names problem details. */
export function wantsProblem(accept: string | null): boolean {
  return (accept ?? "").split(",").some((part) => {
    const [type = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    return type === PROBLEM_JSON && !parameters.some((text) => /^q=0(?:\.0*)?$/.test(text));
  });
}

/** Names of members that RFC 9457 gives a meaning of their own. */
const OWN_MEMBERS: ReadonlySet<string> = new Set(["error", "type", "title", "status", "detail", "instance"]);

/** The same error as problem details: what was JSON beside `error` becomes members, a text the detail. */
export async function asProblem(response: Response): Promise<Response> {
  const { status } = response;
  const type = response.headers.get("content-type") ?? "";
  const text = response.body === null ? "" : await response.text();
  const found: unknown = type.startsWith("application/json") ? JSON.parse(text) : { error: text };
  const members: Readonly<Record<string, unknown>> = typeof found === "object" && found !== null ? { ...found } : {};
  const { error } = members;
  const detail = typeof error === "string" && error !== "" ? { detail: error } : {};
  const others = Object.fromEntries(Object.entries(members).filter(([name]) => !OWN_MEMBERS.has(name)));
  const headers = new Headers(response.headers);
  headers.set("content-type", PROBLEM_JSON);
  headers.delete("content-length");
  const body = { type: "about:blank", title: STATUS_CODES[status] ?? "Error", status, ...detail, ...others };
  return new Response(JSON.stringify(body), { status, headers });
}
