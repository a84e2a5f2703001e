/** Asks the publisher of the reference engine for its newest release. Only when the operator allowed it. */

const ADDRESS = "https://api.openquake.org/engine/latest";
const TIMEOUT_MS = 1000;
const REMEMBERED_MS = 3_600_000;

let remembered: { readonly text: string; readonly until: number } | undefined;

function isNewer(candidate: string, than: string): boolean {
  const parts = (version: string) => version.split("-", 1)[0]!.split(".").map(Number);
  const [left, right] = [parts(candidate), parts(than)];
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** A sentence when there is a newer release, nothing when not, `None` when it could not be found out. */
export async function latestVersionText(current: string): Promise<string> {
  if (remembered !== undefined && Date.now() < remembered.until) return remembered.text;
  let text = "None";
  try {
    const response = await fetch(ADDRESS, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const answer: unknown = await response.json();
    const tag =
      typeof answer === "object" && answer !== null && "tag_name" in answer && typeof answer.tag_name === "string"
        ? answer.tag_name.replace(/^(engine-)?v?/, "")
        : undefined;
    if (tag !== undefined && /^\d+(\.\d+)*$/.test(tag)) {
      text = isNewer(tag, current)
        ? `Version ${tag} of the OpenQuake Engine is available, this server behaves like ${current}`
        : "";
    }
  } catch {
    // no network, no answer in time, no JSON: not known
  }
  remembered = { text, until: Date.now() + REMEMBERED_MS };
  return text;
}
