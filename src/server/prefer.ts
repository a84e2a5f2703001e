/** Preferences of a client (RFC 7240). */

/**
 * The number of a preference such as `Prefer: wait=10`; `most` when it has none (`Prefer: wait`), undefined without the
 * preference.
 */
export function onePreference(request: Request, name: string, most: number): number | undefined {
  const header = request.headers.get("prefer");
  for (const part of header?.split(",") ?? []) {
    const [key = "", value] = part
      .split(";")[0]!
      .split("=")
      .map((text) => text.trim());
    if (key.toLowerCase() !== name) continue;
    const number = Number(value?.replaceAll('"', ""));
    return value === undefined || value === "" ? most : Number.isFinite(number) && number >= 0 ? number : undefined;
  }
  return undefined;
}
