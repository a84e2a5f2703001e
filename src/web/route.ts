/** Addresses of views: what stands after `#` names a page and everything that is chosen on it, so that a link restores the view. */

export type PageName = "calculations" | "compare" | "models" | "examples";

export const TABS = ["overview", "map", "charts", "tables", "model", "downloads"] as const;
export type TabName = (typeof TABS)[number];

export interface Route {
  readonly page: PageName;
  /** The calculation that is shown. */
  readonly id?: number;
  readonly tab?: TabName;
  /** What is chosen in the view. */
  readonly query: URLSearchParams;
}

const PAGES: ReadonlySet<string> = new Set(["compare", "models", "examples"]);

/** @param hash with or without `#`: `7`, `7/map?kind=mean`, `compare?a=1&b=2`, empty */
export function parseRoute(hash: string): Route {
  const text = hash.replace(/^#/, "");
  const at = text.indexOf("?");
  const path = at < 0 ? text : text.slice(0, at);
  const query = new URLSearchParams(at < 0 ? "" : text.slice(at + 1));
  if (PAGES.has(path)) return { page: path as PageName, query };
  const found = /^(\d+)(?:\/([a-z]+))?$/.exec(path);
  if (found === null) return { page: "calculations", query };
  const tab = TABS.find((name) => name === found[2]);
  return { page: "calculations", id: Number(found[1]), ...(tab === undefined ? {} : { tab }), query };
}

export function hashOf({ page, id, tab, query }: Route): string {
  const path = page === "calculations" ? (id === undefined ? "" : `${id}${tab === undefined ? "" : `/${tab}`}`) : page;
  const search = query.toString();
  return search === "" ? path : `${path}?${search}`;
}

/** The query with some values changed; undefined and empty ones are taken out. */
export function withValues(
  query: URLSearchParams,
  values: Readonly<Record<string, string | undefined>>,
): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(values))
    if (value === undefined || value === "") next.delete(name);
    else next.set(name, value);
  return next;
}

/** The address changes while the page stays what it is: choosing a layer is no step back in the browser's history. */
export function rewrite(route: Route): void {
  const hash = hashOf(route);
  history.replaceState(null, "", `${location.pathname}${location.search}${hash === "" ? "" : `#${hash}`}`);
}

/** Changes what is chosen in the view that is shown. */
export function choose(values: Readonly<Record<string, string | undefined>>): void {
  const route = parseRoute(location.hash);
  rewrite({ ...route, query: withValues(route.query, values) });
}
