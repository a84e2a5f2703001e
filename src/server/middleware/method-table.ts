/** Which methods a path answers to, so that a wrong one gets 405 with `Allow` instead of 404. */

interface Pattern {
  readonly expression: RegExp;
  readonly methods: Set<string>;
}

/** Looks up the methods of a canonical path; empty when no route has it. */
export type MethodTable = (path: string) => readonly string[];

/** Built from the routes of the app: `:name` is one segment, a final `*` the rest. */
export function methodTable(routes: readonly { readonly method: string; readonly path: string }[]): MethodTable {
  const patterns = new Map<string, Pattern>();
  for (const { method, path } of routes) {
    const known = patterns.get(path);
    if (known !== undefined) {
      known.methods.add(method);
      continue;
    }
    const source = path
      .split("/")
      .map((part) => {
        if (part === "*") return ".+";
        if (part === ":id" || part === ":rid") return "\\d+";
        return part.startsWith(":") ? "[^/]+" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      })
      .join("/");
    patterns.set(path, { expression: new RegExp(`^${source}$`), methods: new Set([method]) });
  }
  const all = [...patterns.values()];
  return (path) => {
    const methods = new Set<string>();
    for (const pattern of all) if (pattern.expression.test(path)) for (const one of pattern.methods) methods.add(one);
    return [...methods].sort();
  };
}

/** Value of `Allow`: HEAD comes with every GET. OPTIONS is left out, as the reference server does. */
export function allowHeader(methods: readonly string[]): string {
  return methods.includes("GET")
    ? ["GET", "HEAD", ...methods.filter((name) => name !== "GET")].join(", ")
    : methods.join(", ");
}
