import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readGroundMotionFields } from "../../../src/inputs/ground-motion-fields.ts";
import type { InputFolder } from "../../../src/inputs/input-folder.ts";
import { readInsurance } from "../../../src/inputs/risk/insurance.ts";
import { readPostLossAmplification } from "../../../src/inputs/risk/post-loss-amplification.ts";
import { readReinsurance } from "../../../src/inputs/risk/reinsurance.ts";
import { readTaxonomyMapping } from "../../../src/inputs/risk/taxonomy-mapping.ts";
import { readVolcanicHazard } from "../../../src/inputs/risk/volcanic-hazard.ts";
import { tempFolder } from "../../harness.ts";

function withFiles<T>(files: { readonly [name: string]: string }, read: (folder: InputFolder) => T): T {
  using folder = tempFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
  return read({ root: folder.path });
}

describe("ground-motion fields", () => {
  const fields = (text: string) =>
    withFiles({ "gmf.csv": text }, (folder) => readGroundMotionFields(folder, "gmf.csv"));

  test("events, sites and motions by measure", () => {
    const { events, sites, motions } = fields(
      "site_id,event_id,gmv_PGA,gmv_SA(0.10)\n0,0,0.1,0.2\n1,0,0.3,0.4\n0,1,0.5,0.6\n",
    );
    expect([...events]).toEqual([0, 0, 1]);
    expect(sites).toEqual(["0", "1", "0"]);
    expect([...motions].map(([name, values]) => [name, ...values])).toEqual([
      ["PGA", 0.1, 0.3, 0.5],
      ["SA(0.1)", 0.2, 0.4, 0.6],
    ]);
  });

  test.each([
    [
      "a repeated row",
      "site_id,event_id,gmv_PGA\n0,0,1\n0,0,2\n",
      "gmf.csv:3: the event has motions at the site twice",
    ],
    ["no event 0", "site_id,event_id,gmv_PGA\n0,1,1\n", "the numbers of events do not begin with 0"],
    ["an unknown measure", "site_id,event_id,gmv_PGX\n0,0,1\n", "gmf.csv:1: "],
    ["a negative motion", "site_id,event_id,gmv_PGA\n0,0,-1\n", "gmf.csv:2: -1 is negative"],
    ["no events", "site_id,gmv_PGA\n0,1\n", "missing column event_id"],
    ["a fractional event", "site_id,event_id,gmv_PGA\n0,0.5,1\n", "0.5 is no number of an event"],
  ])("%s is told", (_what, text, message) => {
    expect(() => fields(text)).toThrow(message);
  });
});

test("a column of a taxonomy mapping that nothing reads is told", () => {
  const read = (text: string) => withFiles({ "m.csv": text }, (folder) => readTaxonomyMapping(folder, "m.csv"));
  expect(() => read("taxonomy,risk_id,weight,loss_type\nRC,f,1,structural\n")).toThrow("unknown column loss_type");
  expect(read("taxonomy,conversion\nRC,f\n")).toEqual([
    { taxonomy: "RC", riskId: "f", weight: 1, peril: "*", country: "?" },
  ]);
});

describe("insurance", () => {
  const insurance = (text: string, used?: ReadonlySet<string>) =>
    withFiles({ "p.csv": text }, (folder) => readInsurance(folder, "p.csv", used));
  const HEAD = "policy,insurance_limit,deductible\n";

  test("fractions by policy", () => {
    expect(insurance(`${HEAD}A,1.,.1\nB,.9,.05\n`, new Set(["A"]))).toEqual({
      policies: ["A", "B"],
      limits: Float64Array.of(1, 0.9),
      deductibles: Float64Array.of(0.1, 0.05),
    });
  });

  test.each([
    ["A,1,.1\nA,1,.1\n", 'p.csv:3: a duplicate policy was found: "A"'],
    ["A,1.5,.1\n", "p.csv:2: 1.5 is out of range: allowed are 0 to 1"],
    ["A,.5,.9\n", "is larger than its insurance limit"],
    ["B,1,.1\n", 'policy "A" is missing'],
    ["A,one,.1\n", '"one" is no number'],
  ])("%s: %s", (rows, message) => {
    expect(() => insurance(HEAD + rows, new Set(["A"]))).toThrow(message);
  });
});

describe("reinsurance", () => {
  const MODEL = `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5">
<reinsuranceModel>
<fieldMap>
<field oq="policy" input="Pol"/>
<field input="t1" type="prop" max_cession_event="400"/>
<field input="x1" type="wxlr" deductible="200" limit="1000"/>
</fieldMap>
<policies>p.csv</policies></reinsuranceModel></nrml>`;
  const POLICIES = "Pol,liability,deductible,t1,x1\np1,4000,0,0.1,1\np2,2000,500,0.5,0\n";
  const read = (model: string, policies: string, used?: ReadonlySet<string>) =>
    withFiles({ "r.xml": model, "p.csv": policies }, (folder) => readReinsurance(folder, "r.xml", used));

  test("treaties and policies", () => {
    expect(read(MODEL, POLICIES)).toMatchObject({
      treaties: [
        { id: "t1", type: "prop", deductible: 0, limit: 400 },
        { id: "x1", type: "wxlr", deductible: 200, limit: 1000 },
      ],
      policies: ["p1", "p2"],
      liabilities: Float64Array.of(4000, 2000),
    });
  });

  test.each([
    [
      "an unknown type",
      MODEL.replace('"wxlr"', '"wxrl"'),
      POLICIES,
      "r.xml:6: valid treaty types are prop, wxlr, catxl. 'wxrl' was found",
    ],
    [
      "another order",
      MODEL.replace(/(<field input="t1".*)\n(<field input="x1".*)/, "$2\n$1"),
      POLICIES,
      "treaty types must be specified in the order",
    ],
    ["a treaty without column", MODEL, POLICIES.replace("t1,x1", "t2,x1"), "r.xml:5: t1 is missing in p.csv"],
    ["a policy twice", MODEL, POLICIES.replace("p2", "p1"), 'p.csv:3: a duplicate policy was found: "p1"'],
    ["a fraction over 1", MODEL, POLICIES.replace("0.5,0", "1.5,0"), "1.5 is out of range"],
    ["a flag that is none", MODEL, POLICIES.replace("0.1,1", "0.1,2"), "values for x1 must be either 0 or 1"],
    ["a negative liability", MODEL, POLICIES.replace("4000", "-4000"), "a negative liability was found"],
    ["an empty deductible", MODEL, POLICIES.replace("4000,0", "4000,"), '"" is no number'],
    ["a policy that is missing", MODEL, POLICIES, 'policy "p3" is missing'],
    ["policies outside the job", MODEL.replace("p.csv", "../p.csv"), POLICIES, "outside the folder of the job"],
  ])("%s is told", (_what, model, policies, message) => {
    expect(() => read(model, policies, new Set(["p1", "p3"]))).toThrow(message);
  });
});

test("intensities of perils and post-loss amplification", () => {
  const files = {
    "ash.csv": "lon,lat,intensity\n-74.8,5.3,300\n",
    "bad.csv": "lon,lat,intensity\n-774.8,5.3,-1\n",
    "pla.csv": "return_period,pla_factor\n10,1.1\n1,1\n",
    "down.csv": "return_period,pla_factor\n1,1.1\n10,1\n",
  };
  withFiles(files, (folder) => {
    const ash = (file: string) => {
      const extent = readVolcanicHazard(folder, { files: [file], byName: new Map([["ASH", [file]]]) }).get("ASH");
      return extent?.kind === "points" ? [...extent.intensity] : undefined;
    };
    expect(ash("ash.csv")).toEqual([300]);
    expect(() => ash("bad.csv")).toThrow(/-774.8 is out of range[\s\S]*-1 is negative/);
    expect(readPostLossAmplification(folder, "pla.csv")).toEqual({
      returnPeriods: Float64Array.of(1, 10),
      factors: Float64Array.of(1, 1.1),
    });
    expect(() => readPostLossAmplification(folder, "down.csv")).toThrow(
      "down.csv:3: pla_factor decreases from 1.1 to 1",
    );
  });
});

test("volcanic perils: areas as well-known text, probabilities, names", () => {
  const files = {
    "lava.csv": 'geom\n"POLYGON((0 0, 2 0, 2 2, 0 2, 0 0), (0.5 0.5, 1 0.5, 1 1, 0.5 1, 0.5 0.5))"\n',
    "bare.csv": "geom\nPOLYGON((0 0, 2 0, 2 2, 0 2, 0 0))\n",
    "line.csv": 'geom\n"LINESTRING(0 0, 2 0)"\n',
    "two.csv": "lon,lat,intensity\n1,1,1\n1,1,0.5\n",
    "high.csv": "lon,lat,intensity\n1,1,1.5\n",
  };
  withFiles(files, (folder) => {
    const read = (name: string, file: string) =>
      readVolcanicHazard(folder, { files: [file], byName: new Map([[name, [file]]]) });
    const [lava] = read("LAVA", "lava.csv").values();
    const inside = lava?.kind === "area" ? lava.contains : undefined;
    expect([inside?.(1.5, 1.5), inside?.(0.7, 0.7), inside?.(2, 1), inside?.(3, 1)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(() => read("LAVA", "bare.csv")).toThrow("bare.csv:2");
    expect(() => read("LAVA", "line.csv")).toThrow(/line.csv:2.*has no inside/);
    expect(() => read("LAHAR", "two.csv")).toThrow("two.csv:3: points stand twice");
    expect(() => read("PYRO", "high.csv")).toThrow("high.csv:2: 1.5 is out of range");
    expect(() => read("LAVAS", "lava.csv")).toThrow("LAVAS is no volcanic peril");
    expect(() => readVolcanicHazard(folder, { files: ["lava.csv"] })).toThrow("dictionary");
  });
});
