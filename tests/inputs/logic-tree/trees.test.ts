import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../../src/input-error.ts";
import { parseIntensityMeasure } from "../../../src/inputs/intensity-measures.ts";
import { buildTree, readGroundMotionTrees, reduceTree } from "../../../src/inputs/logic-tree/ground-motion-tree.ts";
import { describeModel } from "../../../src/inputs/logic-tree/model-text.ts";
import { checkTreeAgainstSources, readSourceModelTree } from "../../../src/inputs/logic-tree/source-model-tree.ts";
import { tempFolder } from "../../harness.ts";

const SETTINGS = { widthOfMfdBin: 0.1, areaSourceDiscretization: 10, complexFaultMeshSpacing: 10 };
const NRML = 'xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml"';

function branch(id: string, model: string, weight = "1.0"): string {
  return `<logicTreeBranch branchID="${id}"><uncertaintyModel>${model}</uncertaintyModel><uncertaintyWeight>${weight}</uncertaintyWeight></logicTreeBranch>`;
}
function set(id: string, type: string, branches: string, filters = ""): string {
  return `<logicTreeBranchSet branchSetID="${id}" uncertaintyType="${type}" ${filters}>${branches}</logicTreeBranchSet>`;
}
function withTree<T>(sets: string, read: (folder: { root: string }) => T): T {
  using folder = tempFolder();
  writeFileSync(
    join(folder.path, "lt.xml"),
    `<nrml ${NRML}>\n<logicTree logicTreeID="lt">\n${sets}\n</logicTree></nrml>`,
  );
  return read({ root: folder.path });
}
const sourceTree = (sets: string) => withTree(sets, (folder) => readSourceModelTree(folder, "lt.xml", SETTINGS));
const motionTree = (sets: string) => withTree(sets, (folder) => readGroundMotionTrees(folder, "lt.xml")[0]!);

const SOURCES = set("bs1", "sourceModel", branch("b1", "a.xml", "0.4") + branch("b2", "b.xml", "0.6"));

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "";
}

describe("source-model logic tree", () => {
  test("values are typed by the uncertainty type", () => {
    const tree = sourceTree(
      SOURCES +
        set("bs2", "abGRAbsolute", branch("c1", "4.5 1.0"), 'applyToSources="1"') +
        set("bs3", "setMSRAbsolute", branch("d1", "CScalingMSR.C=4.7"), 'applyToSources="1" applyToBranches="c1"') +
        set(
          "bs4",
          "incrementalMFDAbsolute",
          branch("e1", '<incrementalMFD minMag="5" binWidth="0.1"><occurRates>0.1 0.2</occurRates></incrementalMFD>'),
        ) +
        set("bs5", "truncatedGRFromSlipAbsolute", branch("f1", '<faultActivityData slipRate="10" rigidity="32"/>')),
    );
    expect(tree.branchSets.map(({ branches }) => branches[0]!.value)).toEqual([
      { kind: "files", files: ["a.xml"] },
      { kind: "numbers", numbers: [4.5, 1] },
      { kind: "scaling", scaling: { name: "CScalingMSR", constant: 4.7 } },
      { kind: "mfd", mfd: { kind: "incremental", minMag: 5, binWidth: 0.1, rates: Float64Array.of(0.1, 0.2) } },
      { kind: "slip", slipRate: 10, rigidity: 32, constantTerm: 9.1 },
    ]);
    expect(tree.branchSets[2]).toMatchObject({ applyToSources: ["1"], applyToBranches: ["c1"], line: 3 });
  });

  test("the older branching levels are read", () => {
    expect(
      sourceTree(`<logicTreeBranchingLevel branchingLevelID="l1">${SOURCES}</logicTreeBranchingLevel>`).branchSets
        .length,
    ).toBe(1);
    expect(() => sourceTree(`<logicTreeBranchingLevel>${SOURCES}${SOURCES}</logicTreeBranchingLevel>`)).toThrow(
      "multiple branchsets",
    );
  });

  test.each([
    ["weights", set("bs1", "sourceModel", branch("b1", "a.xml", "0.9")), "branchset weights sum up to 0.9, not 1"],
    [
      "the first set",
      set("bs1", "bGRRelative", branch("b1", "0.1")),
      'first branchset must define an uncertainty of type "sourceModel"',
    ],
    [
      "a second source model",
      SOURCES + set("bs2", "sourceModel", branch("c1", "c.xml")),
      "can be defined on first branchset only",
    ],
    ["gmpeModel", SOURCES + set("bs2", "gmpeModel", branch("c1", "X")), "is not allowed in source model logic tree"],
    [
      "two filters",
      SOURCES + set("bs2", "bGRRelative", branch("c1", "0.1"), 'applyToSources="1" applyToTectonicRegionType="V"'),
      "only one filter",
    ],
    [
      "an unknown branch",
      SOURCES + set("bs2", "bGRRelative", branch("c1", "0.1"), 'applyToBranches="zz"'),
      "branch 'zz' is not yet defined",
    ],
    [
      "a repeated branch",
      set("bs1", "sourceModel", branch("b1", "a.xml", "0.5") + branch("b1", "b.xml", "0.5")),
      "branchID 'b1' is not unique",
    ],
    [
      "equal values",
      set("bs1", "sourceModel", branch("b1", "a.xml", "0.5") + branch("b2", "a.xml", "0.5")),
      "duplicate values in uncertaintyModel",
    ],
    [
      "a text for a number",
      SOURCES + set("bs2", "bGRRelative", branch("c1", "x")),
      "expected single float value, got 'x'",
    ],
    [
      "one number for two",
      SOURCES + set("bs2", "abGRAbsolute", branch("c1", "4.5")),
      "expected a pair of floats separated by space",
    ],
    ["an unknown type", SOURCES + set("bs2", "bGRRelativ", branch("c1", "1")), "did you mean bGRRelative?"],
    [
      "a dip without sources",
      SOURCES + set("bs2", "simpleFaultDipRelative", branch("c1", "5")),
      "must define 'applyToSources'",
    ],
  ])("%s: told with file and line", (_what, sets, text) => {
    const message = messageOf(() => sourceTree(sets));
    expect(message).toContain(text);
    expect(message).toMatch(/^lt\.xml:\d+/);
  });

  test("what the tree says of sources must fit the sources", () => {
    const listed = new Map([
      ["a.xml", [{ id: "1", tectonicRegionType: "A", element: "pointSource" }]],
      [
        "b.xml",
        [
          { id: "1", tectonicRegionType: "A", element: "pointSource" },
          { id: "2", tectonicRegionType: "B", element: "pointSource" },
        ],
      ],
    ]);
    const check = (type: string, filters: string) =>
      messageOf(() =>
        checkTreeAgainstSources(sourceTree(SOURCES + set("bs2", type, branch("c1", "5"), filters)), listed),
      );
    expect(check("bGRRelative", 'applyToSources="77"')).toContain("source with id '77' is not defined");
    expect(check("bGRRelative", 'applyToSources="1"')).toContain("1 belongs to multiple branches {b1, b2}");
    expect(check("bGRRelative", 'applyToTectonicRegionType="Volcanic"')).toContain(
      "don't define sources of tectonic region type 'Volcanic'",
    );
    expect(check("bGRAbsolute", "")).toContain("must define 'applyToSources' with only one source id");
    expect(check("bGRRelative", 'applyToSources="2"')).toBe("");
  });
});

describe("ground-motion logic tree", () => {
  const region = (name: string, branches: string) =>
    set(`bs-${name}`, "gmpeModel", branches, `applyToTectonicRegionType="${name}"`);

  test("names, attributes and TOML describe models", () => {
    expect(describeModel("BooreAtkinson2008")).toEqual({
      name: "BooreAtkinson2008",
      args: {},
      text: "[BooreAtkinson2008]",
    });
    expect(describeModel("X", { a: "1.5", b: "2", c: "word", d: "True" })).toEqual({
      name: "X",
      args: { a: 1.5, b: 2, c: "word", d: true },
      text: '[X]\na = 1.5\nb = 2\nc = "word"\nd = true',
    });
    expect(describeModel("X", { submodel: "01" }).args).toEqual({ submodel: "01" });
    expect(describeModel("\n[X]\n  a='t'\n  b = 1.0\n")).toEqual({
      name: "X",
      args: { a: "t", b: 1 },
      text: '[X]\na = "t"\nb = 1.0',
    });
  });

  test("sets without sources are dropped, the rest is sorted by region", () => {
    const tree = motionTree(
      region("C", branch("b", "BooreAtkinson2008")) +
        region("A", branch("b", "SadighEtAl1997")) +
        region("B", branch("b", "SadighEtAl1997")),
    );
    expect(
      reduceTree(tree, new Set(["C", "B"])).branchSets.map(({ tectonicRegionType }) => tectonicRegionType),
    ).toEqual(["B", "C"]);
    expect(() => reduceTree(tree, new Set(["A", "Aa"]))).toThrow("lt.xml is missing the TRT 'Aa'");
  });

  test("weights by measure", () => {
    const weighted = (id: string, model: string, plain: number, pga: number) =>
      `<logicTreeBranch branchID="${id}"><uncertaintyModel>${model}</uncertaintyModel><uncertaintyWeight>${plain}</uncertaintyWeight><uncertaintyWeight imt="PGA">${pga}</uncertaintyWeight></logicTreeBranch>`;
    const tree = motionTree(
      region("A", weighted("b1", "BooreAtkinson2008", 0.4, 0.1) + weighted("b2", "SadighEtAl1997", 0.6, 0.9)),
    );
    expect(
      tree.branchSets[0]!.branches.map(({ weight, weightByMeasure }) => [weight, weightByMeasure?.get("PGA")]),
    ).toEqual([
      [0.4, 0.1],
      [0.6, 0.9],
    ]);
    expect(() => motionTree(region("A", weighted("b1", "BooreAtkinson2008", 1, 0.5)))).toThrow(
      "the weights for PGA of branch set bs-A sum up to 0.5, not 1",
    );
  });

  test.each([
    [
      "an unknown model",
      region("A", branch("b", "BooreAtkinson2999")),
      "unknown ground-motion model BooreAtkinson2999",
    ],
    [
      "another type",
      set("bs", "sourceModel", branch("b", "X"), 'applyToTectonicRegionType="A"'),
      'only uncertainties of type "gmpeModel"',
    ],
    [
      "no region",
      set("bs", "gmpeModel", branch("b", "SadighEtAl1997")),
      "applyToTectonicRegionType: the attribute is missing",
    ],
    [
      "a region twice",
      region("A", branch("b", "SadighEtAl1997")).repeat(2),
      "Found duplicated applyToTectonicRegionType=A",
    ],
    [
      "a model twice",
      region("A", branch("b", "SadighEtAl1997", "0.5") + branch("c", "SadighEtAl1997", "0.5")),
      "duplicated gsim [SadighEtAl1997]",
    ],
    [
      "weights",
      region("A", branch("b", "SadighEtAl1997", "0.9")),
      "the weights of branch set bs-A sum up to 0.9, not 1",
    ],
    ["wrong TOML", region("A", branch("b", "[SadighEtAl1997]\na = = 1")), "is not valid TOML"],
  ])("%s is refused", (_what, sets, text) => {
    expect(messageOf(() => motionTree(sets))).toContain(text);
  });

  test("models are built with their measures checked; those not computed here are told apart", () => {
    const measures = [parseIntensityMeasure("PGA"), parseIntensityMeasure("SA(100)")];
    const tree = motionTree(region("A", branch("b", "BooreAtkinson2008")));
    expect(() => buildTree(tree, "/", measures)).toThrow(
      "SA(100.0) is out of the period range defined for [BooreAtkinson2008]",
    );
    expect(buildTree(tree, "/", measures.slice(0, 1)).branchSets[0]!.branches[0]).toMatchObject({
      className: "BooreAtkinson2008",
      text: "[BooreAtkinson2008]",
    });
    expect(() => buildTree(tree, "/", [parseIntensityMeasure("MMI")])).toThrow(
      "The IMT MMI is not accepted by the GSIM [BooreAtkinson2008]",
    );
    const unsupported: string[] = [];
    const foreign = {
      ...tree,
      branchSets: tree.branchSets.map((item) => ({
        ...item,
        branches: item.branches.map((one) => ({
          ...one,
          description: { ...one.description, name: "NotWrittenYet2999" },
        })),
      })),
    };
    expect(() => buildTree(foreign, "/", [])).toThrow("NotWrittenYet2999 is not computed natively");
    expect(buildTree(foreign, "/", [], (name) => unsupported.push(name)).branchSets[0]!.branches).toEqual([]);
    expect(unsupported).toEqual(["NotWrittenYet2999"]);
  });
});
