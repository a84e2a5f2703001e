/** Networks of a few nodes, whose connectivity is counted by hand. */
import { describe, expect, test } from "bun:test";
import { analyzeConnectivity } from "../../../src/risk/infrastructure/connectivity.ts";
import { makeNetwork, type NetworkAsset } from "../../../src/risk/infrastructure/network.ts";

const node = (id: string, purpose = ""): NetworkAsset => ({
  ...{ id, type: "node", purpose, start: "", end: "", graphType: "" },
});
const edge = (id: string, ends: string, graphType = "", weight?: number): NetworkAsset => ({
  ...{ id, type: "Edge", purpose: "", start: ends[0]!, end: ends[1]!, graphType },
  ...(weight === undefined ? {} : { weight }),
});
const failed = (...ids: string[]) => new Set(ids);

describe("sources and demands", () => {
  // S - A - D and T - D: the demand D is two steps from S and one from T.
  const network = makeNetwork([
    node("S", "source"),
    node("T", "Source"),
    node("A"),
    node("D", "demand"),
    node("E", "demand"),
    edge("sa", "SA"),
    edge("ad", "AD"),
    edge("td", "TD"),
  ]);
  const analysis = analyzeConnectivity(network, 1000);

  test("nothing fails", () => {
    const loss = analysis.lossOf(failed());
    expect(analysis.kind).toBe("demand");
    expect([loss.complete, loss.partial, loss.weighted, loss.efficiency]).toEqual([0, 0, 0, 0]);
    // A demand without edges is isolated from the start.
    expect([...loss.isolation]).toEqual([0, 1]);
  });

  test("an edge fails", () => {
    const loss = analysis.lossOf(failed("ad"));
    expect(loss.complete).toBe(0);
    expect(loss.partial).toBe(1 / 2);
    // Before 2 (1/2 + 1), after 1 (1).
    expect(loss.weighted).toBeCloseTo(2 / 3, 12);
    // Inverse distances of all pairs: 3 of 1, 2 of 1/2, 1 of 1/3; after 2 of 1.
    expect(loss.efficiency).toBeCloseTo(1 - 2 / (3 + 1 + 1 / 3), 12);
  });

  test("a node fails with its edges", () => {
    const loss = analysis.lossOf(failed("D"));
    expect([loss.complete, loss.partial, loss.weighted]).toEqual([1, 1, 1]);
    expect([...loss.isolation]).toEqual([1, 1]);
    expect(loss.nodeEfficiency[network.nodes.indexOf("D")]).toBe(1);
    expect(loss.nodeEfficiency[network.nodes.indexOf("E")]).toBe(0);
  });
});

test("zones reach each other", () => {
  const network = makeNetwork([
    ...[node("A", "TAZ"), node("B", "both"), node("C", "taz")],
    ...[edge("ab", "AB", "", 2), edge("bc", "BC", "", 4), edge("ac", "AC", "", 8)],
  ]);
  const analysis = analyzeConnectivity(network, 1000);
  const loss = analysis.lossOf(failed("bc"));
  expect(analysis.kind).toBe("taz");
  expect(loss.complete).toBeUndefined();
  expect(loss.partial).toBe(0);
  // C is 6 from A and 4 from B before, 8 and 10 after.
  expect(loss.nodeWeighted[2]).toBeCloseTo(1 - (1 / 8 + 1 / 10) / (1 / 6 + 1 / 4), 12);
});

describe("graph types", () => {
  const lossOf = (graphType: string, order: readonly string[]) =>
    analyzeConnectivity(
      makeNetwork([node("A", "taz"), node("B", "taz"), ...order.map((id) => edge(id, "AB", graphType))]),
      1000,
    ).lossOf(failed("weak")).partial;

  test("of parallel edges a simple graph has the last", () => {
    expect(lossOf("", ["weak", "strong"])).toBe(0);
    expect(lossOf("multigraph", ["strong", "weak"])).toBe(1);
  });
  test("a multigraph has both", () => {
    expect(lossOf("multi", ["weak", "strong"])).toBe(0);
    expect(lossOf("multi", ["strong", "weak"])).toBe(0);
  });
  test("a directed edge is passed one way", () => {
    const nodes = [node("A", "demand"), node("B", "source")];
    const wrongWay = analyzeConnectivity(makeNetwork([...nodes, edge("ab", "AB", "directed")]), 1000).lossOf(failed());
    expect([wrongWay.complete, wrongWay.partial, wrongWay.weighted]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    const rightWay = analyzeConnectivity(makeNetwork([...nodes, edge("ba", "BA", "directed")]), 1000).lossOf(failed());
    expect(rightWay.complete).toBe(0);
  });
});

test("without purposes only efficiency is lost; not in networks that are too large", () => {
  const network = makeNetwork([edge("ab", "AB"), edge("bc", "BC")]);
  const loss = analyzeConnectivity(network, 1000).lossOf(failed("bc"));
  expect(loss.partial).toBeUndefined();
  expect(loss.efficiency).toBeCloseTo(1 - 1 / 2.5, 12);
  expect(analyzeConnectivity(network, 2).lossOf(failed("bc")).efficiency).toBeNaN();
});

test("ways over cheap edges against a grid walked by hand", () => {
  // A chain of 50 edges of cost 1 and a shortcut of cost 30: the shortcut wins from both ends only.
  const names = Array.from({ length: 51 }, (_, i) => String.fromCodePoint(0x4e00 + i));
  const chain = names.slice(1).map((name, i) => edge(`e${i}`, `${names[i]}${name}`, "", 1));
  const ends = [node(names[0]!, "source"), node(names[50]!, "demand")];
  const analysis = analyzeConnectivity(
    makeNetwork([...ends, ...chain, edge("s", `${names[0]}${names[50]}`, "", 30)]),
    99,
  );
  expect(analysis.lossOf(failed("s")).weighted).toBeCloseTo(1 - 30 / 50, 12);
});
