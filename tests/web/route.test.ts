import { expect, test } from "bun:test";
import { hashOf, parseRoute, withValues } from "../../src/web/route.ts";

test("an address names page, calculation, tab and what is chosen", () => {
  const route = parseRoute("#7/map?kind=mean&layer=PGA-0.1");
  expect([route.page, route.id, route.tab, route.query.get("layer")]).toEqual(["calculations", 7, "map", "PGA-0.1"]);
  expect(parseRoute("#compare?a=1&b=2").page).toBe("compare");
  expect(parseRoute("#7").id).toBe(7);
  expect(parseRoute("").id).toBeUndefined();
  expect(parseRoute("#7/nonsense").tab).toBeUndefined();
});

test("addresses are written as they are read", () => {
  for (const hash of ["", "7", "7/charts", "7/map?set=hmaps&site=3", "models?m=A%2CB"])
    expect(hashOf(parseRoute(hash))).toBe(hash);
  expect(withValues(new URLSearchParams("a=1&b=2"), { a: undefined, c: "3", b: "" }).toString()).toBe("c=3");
});
