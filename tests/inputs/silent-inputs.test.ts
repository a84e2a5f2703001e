/** Inputs that were taken without a word, or with a wrong one: each kind with its siblings. */
import { describe, expect, test } from "bun:test";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkCalculation } from "../../src/calculators/check-calculation.ts";
import { formatProblem } from "../../src/input-error.ts";
import { readJob } from "../../src/inputs/read-job.ts";
import { tempFolder } from "../harness.ts";
import { type Changes, checkSmallJob, SMALL_JOB, writeSmallJob } from "./small-job.ts";

async function told(changes: Changes): Promise<{ readonly problems: string; readonly warnings: string }> {
  const { problems, warnings } = await checkSmallJob(changes);
  return { problems: problems.map(formatProblem).join("\n"), warnings: warnings.join("\n") };
}

const ini = (line: string) => ({ "job.ini": (text: string) => `${text}${line}\n` });
const replaced = (file: string, from: string, to: string) => ({ [file]: (text: string) => text.replace(from, to) });

describe("names nobody reads in documents are told with their line", () => {
  test.each([
    [
      "smlt.xml",
      'uncertaintyType="sourceModel"',
      'uncertaintyType="sourceModel" applyToSource="1"',
      "smlt.xml:1:",
      "applyToSources",
    ],
    [
      "gmlt.xml",
      "<logicTreeBranch ",
      '<logicTreeBranch weigth="1" ',
      "gmlt.xml:3:1: <logicTreeBranch> has no attribute weigth",
      "",
    ],
    ["sm.xml", 'strike="10"', 'strike="10" dipp="3"', "sm.xml:6:", "dip"],
    ["sm.xml", 'maxMag="7"', 'maxMag="7" slipRat="3"', "sm.xml:5:", "slipRate"],
    ["sm.xml", "<hypoDepthDist>", "<hypoDepthDists/><hypoDepthDist>", "sm.xml:7:", "hypoDepthDist"],
    [
      "sm.xml",
      "<ruptAspectRatio>",
      "<ruptAspectRatio>2</ruptAspectRatio><ruptAspectRatio>",
      "sm.xml:4:",
      "several <ruptAspectRatio>",
    ],
    [
      "sm.xml",
      "<magScaleRel>",
      "<magScaleRel>PeerMSR</magScaleRel><magScaleRel>",
      "sm.xml:4:",
      "several <magScaleRel>",
    ],
  ])("%s: %s -> %s", async (file, from, to, place, text) => {
    const { problems, warnings } = await told(replaced(file, from, to));
    expect(problems).toBe("");
    expect(warnings).toContain(place);
    expect(warnings).toContain(text);
  });

  test("one kind is told once", async () => {
    const { warnings } = await told({ "sm.xml": (text) => text.replaceAll("<nodalPlane ", '<nodalPlane dipp="3" ') });
    expect(warnings.match(/dipp/g)).toHaveLength(1);
  });
});

describe("values outside physics are refused, unusual ones told", () => {
  test.each([
    [ini("reference_vs30_type = measured\nreference_depth_to_2pt5km_per_sec = 500"), "500 km cannot be meant"],
    [replaced("job.ini", "= 760", "= 0"), "vs30 of 0 m/s cannot be meant"],
    [replaced("job.ini", "= 760", "= 0.76"), "vs30 of 0.76 m/s cannot be meant"],
    [replaced("job.ini", "= 760", "= 1e9"), "vs30 of 1000000000 m/s cannot be meant"],
    [replaced("job.ini", "width_of_mfd_bin = 0.1", "width_of_mfd_bin = 1e-9"), "bins of 1e-9 cannot be meant"],
    [replaced("sm.xml", 'aValue="3"', 'aValue="400"'), "sm.xml:5:1: "],
    [replaced("sm.xml", 'maxMag="7"', 'maxMag="30"'), "magnitude of 30 cannot be meant"],
    [replaced("sm.xml", 'maxMag="7"', 'maxMag="1e5"'), "magnitude of 100000 cannot be meant"],
    [replaced("job.ini", "0.2, 0.3, 0.4, 0.5]", "0.2, 0.3, 0.4, 9810]"), "9810 g cannot be meant"],
  ])("%#: %s", async (changes, text) => {
    expect((await told(changes)).problems).toContain(text);
  });

  test.each([
    [replaced("job.ini", "= 760", "= 30"), "job.ini:6: a vs30 of 30 m/s is unusual"],
    [replaced("sm.xml", 'bValue="1"', 'bValue="4"'), "sm.xml:5:1: a b-value of 4 is unusual"],
    [replaced("job.ini", "0.2, 0.3, 0.4, 0.5]", "0.2, 0.3, 0.4, 50]"), "PGA: an acceleration of 50 g is unusual"],
  ])("%#: %s", async (changes, text) => {
    const { problems, warnings } = await told(changes);
    expect(problems).toBe("");
    expect(warnings).toContain(text);
  });

  test("in a site model, at its line", async () => {
    const sites = (vs30: string) => ({
      "job.ini": (text: string) => text.replace(/sites = .*\n/, "site_model_file = sites.csv\n"),
      "sites.csv": `lon,lat,vs30\n0.1,0.1,760\n0.2,0.1,${vs30}\n`,
    });
    for (const vs30 of ["0", "0.4", "1e9"])
      expect((await told(sites(vs30))).problems).toContain("sites.csv:3: a vs30 of");
    expect((await told(sites("40"))).warnings).toContain("sites.csv:3: a vs30 of 40 m/s is unusual");
  });
});

describe("measures and levels", () => {
  test.each([
    ['"SA(1)": ', '"SA(1.0)": [0.1, 0.2, 0.3, 0.4, 0.5], "SA(1)": ', "SA(1.0) and SA(1) are the same measure"],
    ['"PGA": ', '"PGA": [1, 2, 3, 4, 5], "PGA": ', "appears twice"],
    ['"SA(1)"', '"SA(1, 10)"', "damping of 5 %, not 10 % (allowed: SA(1))"],
  ])("%s -> %s is refused", async (from, to, text) => {
    expect((await told(replaced("job.ini", from, to))).problems).toContain(text);
  });

  test("a damping of 5 % is what models have", async () => {
    expect((await told(replaced("job.ini", '"SA(1)"', '"SA(1, 5)"'))).problems).toBe("");
  });

  test("intensity_measure_types beside levels is told", async () => {
    const { problems, warnings } = await told(ini("intensity_measure_types = PGA, SA(0.1)"));
    expect(problems).toBe("");
    expect(warnings).toContain("job.ini:13: intensity_measure_types is ignored");
    expect(warnings).toContain("SA(0.1) is not computed");
  });
});

describe("probabilities of exceedance", () => {
  test.each([
    ["poes = 0,1", "0.1 (a point, not a comma)"],
    ["poes = 0.1 1", "a probability of exceedance of 1 has no level"],
    ["poes = 0", "a probability of exceedance of 0 has no level"],
  ])("%s is refused", async (line, text) => {
    const { problems } = await told(ini(`hazard_maps = true\n${line}`));
    expect(problems).toContain("job.ini:14: ");
    expect(problems).toContain(text);
    expect(problems.split("\n")).toHaveLength(1);
  });
});

describe("weights outside 0 to 1", () => {
  const branch = (id: string, model: string, weights: string) =>
    `<logicTreeBranch branchID="${id}"><uncertaintyModel>${model}</uncertaintyModel>${weights}</logicTreeBranch>`;
  const weight = (value: string, imt = "") => `<uncertaintyWeight${imt}>${value}</uncertaintyWeight>`;
  const tree = (first: string, second: string, model = "SadighEtAl1997") =>
    replaced(
      "gmlt.xml",
      '<logicTreeBranch branchID="b1"><uncertaintyModel>BooreAtkinson2008</uncertaintyModel><uncertaintyWeight>1.0</uncertaintyWeight></logicTreeBranch>',
      `${branch("b1", "BooreAtkinson2008", first)}\n${branch("b2", model, second)}`,
    );

  test("ground-motion branches, of all measures and of one", async () => {
    const { problems } = await told(tree(weight("1.5"), weight("-0.5")));
    expect(problems).toContain("gmlt.xml:6:");
    expect(problems).toContain("gmlt.xml:7:");
    expect(problems).toContain("a branch has a negative weight, -0.5");
    const byMeasure = (value: string) => weight("0.5") + weight(value, ' imt="PGA"');
    expect((await told(tree(byMeasure("1.5"), byMeasure("-0.5")))).problems).toContain("a branch has the weight 1.5");
  });

  test("source-model branches, at the line of the weight", async () => {
    const { problems } = await told({
      "smlt.xml": (text) =>
        text.replace(
          "1.0</uncertaintyWeight></logicTreeBranch>",
          `1.5</uncertaintyWeight></logicTreeBranch>\n${branch("b2", "sm2.xml", weight("-0.5"))}`,
        ),
      "sm2.xml": "",
    });
    expect(problems).toContain("smlt.xml:2:");
    expect(problems).toContain("smlt.xml:3:");
  });

  test("models that average others", async () => {
    const averaged = (a: number, b: number) =>
      replaced(
        "gmlt.xml",
        "BooreAtkinson2008",
        `[AvgGMPE]\nb1.BooreAtkinson2008.weight = ${a}\nb2.SadighEtAl1997.weight = ${b}`,
      );
    expect((await told(averaged(0.5, 0.5))).problems).toBe("");
    expect((await told(averaged(1.5, -0.5))).problems).toContain("branch b1 has the weight 1.5");
    expect((await told(averaged(0.5, 0.4))).problems).toContain("sum up to 0.9, not 1");
  });
});

describe("changes of a logic tree are checked like written sources, all at once", () => {
  const branchSet = (type: string, values: readonly string[], filter = 'applyToSources="1"') =>
    `<logicTreeBranchSet branchSetID="${type}" uncertaintyType="${type}" ${filter}>\n${values
      .map(
        (value, i) =>
          `<logicTreeBranch branchID="${type}${i}"><uncertaintyModel>${value}</uncertaintyModel><uncertaintyWeight>${1 / values.length}</uncertaintyWeight></logicTreeBranch>`,
      )
      .join("\n")}</logicTreeBranchSet>`;
  const withSets = (...sets: readonly string[]) => ({
    "smlt.xml": (text: string) => text.replace("</logicTree>", `${sets.join("\n")}</logicTree>`),
  });

  test.each([
    ["setUpperSeismDepthAbsolute", "7", "the hypocentral depth of 5 km lies outside"],
    ["setLowerSeismDepthAbsolute", "4", "the hypocentral depth of 5 km lies outside"],
    ["setLowerSeismDepthRelative", "-7", "the hypocentral depth of 5 km lies outside"],
    ["setUpperSeismDepthAbsolute", "12", "the lower one must be below the upper one"],
    ["maxMagGRAbsolute", "4.0", "maximum magnitude 4 must be higher than minimum magnitude 5"],
    ["maxMagGRRelative", "-3", "maximum magnitude 4 must be higher than minimum magnitude 5"],
    ["bGRRelative", "-2", "b-value -1"],
    ["bACAbsolute", "1", "bACAbsolute"],
    ["simpleFaultDipRelative", "5", "simpleFaultDipRelative is not supported by a point source"],
    ["setAspectRatioAbsolute", "-1", "the aspect ratio of ruptures is -1"],
  ])("%s %s", async (type, value, text) => {
    const { problems } = await told(withSets(branchSet(type, [value])));
    expect(problems).toMatch(/^smlt\.xml:4:\d+: /);
    expect(problems).toContain(`branch ${type}0 (${type}), source "1": `);
    expect(problems).toContain(text);
  });

  test("every branch that does not fit is told", async () => {
    const { problems } = await told(
      withSets(branchSet("maxMagGRAbsolute", ["4.0", "6.5"]), branchSet("setUpperSeismDepthAbsolute", ["7", "1"])),
    );
    expect(problems.split("\n").map((line) => /^smlt\.xml:(\d+)/.exec(line)?.[1])).toEqual(
      expect.arrayContaining(["4", "7"]),
    );
  });

  test("depths may pass each other on the way", async () => {
    const { problems } = await told({
      ...withSets(branchSet("setUpperSeismDepthAbsolute", ["12"]), branchSet("setLowerSeismDepthAbsolute", ["20"])),
      "sm.xml": (text) => text.replace('depth="5"', 'depth="15"').replace(">10</lower", ">16</lower"),
    });
    expect(problems).toBe("");
  });

  test("a filter by type of source, which nobody looks at, is refused where it would matter", async () => {
    const set = branchSet("bGRRelative", ["0.1"], 'applyToSourceType="simpleFault"');
    expect((await told(withSets(set))).problems).toContain("applyToSourceType is not looked at");
  });
});

describe("filters and sources without effect", () => {
  test.each([
    ["source_id = 1 2", "source_id: nothing in the sources matches 2"],
    ["source_nodes = pointSource areaSource", "source_nodes: nothing in the sources matches areaSource"],
    ["discard_trts = Volcanic", "discard_trts: nothing in the sources matches Volcanic"],
    ["minimum_magnitude = {'default': 5, 'Volcanic': 6}", "minimum_magnitude: nothing in the sources matches Volcanic"],
  ])("%s", async (line, text) => {
    const { problems, warnings } = await told(ini(line));
    expect(problems).toBe("");
    expect(warnings).toContain(`job.ini:13: ${text}`);
  });

  test("sources out of reach, and coordinates the wrong way round", async () => {
    expect((await told(replaced("sm.xml", "0 0</gml:pos>", "40 0</gml:pos>"))).warnings).toContain(
      "the only source is farther than maximum_distance from every site: source 1, for one, at least 4426 km",
    );
    const { warnings } = await told({
      "sm.xml": (text) => text.replace("0 0</gml:pos>", "40 0.5</gml:pos>"),
      "job.ini": (text) => text.replace("0.2 0.1, 0.1 0.1", "0.2 40.1, 0.1 40.1"),
    });
    expect(warnings).toContain("sm.xml:2: ");
    expect(warnings).toContain("are longitude and latitude swapped?");
  });

  test("magnitudes without a distance, with the share of the rate", async () => {
    const { problems, warnings } = await told(replaced("job.ini", "distance = 200", "distance = [(5, 200), (6, 200)]"));
    expect(problems).toBe("");
    expect(warnings).toMatch(
      /job\.ini:12: maximum_distance has no distance for magnitudes 6\.05 to 6\.95 of Active Shallow Crust: ruptures that are 9\.\d+ % of the rate/,
    );
    const none = await told(replaced("job.ini", "distance = 200", "distance = [(8, 200), (9, 200)]"));
    expect(none.problems).toContain("job.ini:12: maximum_distance has no distance for any magnitude of the sources");
  });

  test("a source without a region is told as that", async () => {
    const { problems } = await told(replaced("sm.xml", ' tectonicRegion="Active Shallow Crust"', ""));
    expect(problems).toContain("sm.xml:2:");
    expect(problems).toContain("tectonicRegion");
  });
});

describe("coordinates of six decimals", () => {
  test("a site model rounds as NumPy does, sites of the job file as Python does", async () => {
    const lonOf = async (changes: Changes) => {
      using folder = tempFolder();
      writeSmallJob(folder.path, changes);
      return (await readJob(join(folder.path, "job.ini"))).sites.lon[0];
    };
    const near = { "sm.xml": (text: string) => text.replace("0 0</gml:pos>", "123.3 0</gml:pos>") };
    const inFile = (text: string) => text.replace(/sites = .*/, "sites = 123.300795 0.1");
    expect(await lonOf({ ...near, "job.ini": inFile })).toBe(123.30079);
    const inModel = (text: string) => text.replace(/sites = .*/, "site_model_file = sites.csv");
    const sites = "lon,lat,vs30\n123.300795,0.1,760\n";
    expect(await lonOf({ ...near, "job.ini": inModel, "sites.csv": sites })).toBe(123.3008);
  });
});

describe("curves for risk functions", () => {
  const vulnerability = `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><vulnerabilityModel id="v" assetCategory="buildings" lossCategory="structural">
<vulnerabilityFunction id="A" dist="LN"><imls imt="PGA">0.05 0.5 1.5</imls><meanLRs>0.01 0.1 0.5</meanLRs><covLRs>0 0 0</covLRs></vulnerabilityFunction>
</vulnerabilityModel></nrml>`;
  const exposure = `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><exposureModel id="e" category="buildings" taxonomySource="t"><description>d</description>
<conversions><costTypes><costType name="structural" type="aggregated" unit="EUR"/></costTypes></conversions><occupancyPeriods/><tagNames/>
<assets><asset id="a" number="1" taxonomy="A"><location lon="0.1" lat="0.1"/><costs><cost type="structural" value="100"/></costs></asset></assets>
</exposureModel></nrml>`;

  test("levels are asked for, and suggested", async () => {
    const { problems } = await told({
      "job.ini": (text) =>
        `${text.replace(/intensity_measure_types_and_levels.*\n/, "")}exposure_file = exposure.xml\nstructural_vulnerability_file = vulnerability.xml\n`,
      "exposure.xml": exposure,
      "vulnerability.xml": vulnerability,
    });
    expect(problems).toContain("the levels of the intensity measures are missing");
    expect(problems).toContain('"PGA": logscale(0.05, 1.5, 20)');
    expect(problems.split("\n")).toHaveLength(1);
  });
});

describe("messages are ours", () => {
  test.each([
    ["calculation_mode = classic", "job.ini:13: ", "classical"],
    ["mean = maybe", "neither true nor false", ""],
    ["ses_seed = 1.5", "is no whole number", ""],
    ["quantiles = 1.5", "1.5 is above 1", ""],
    ["site_labels = rock", "", ""],
  ])("%s", async (line, text, suggestion) => {
    const changes = line.startsWith("calculation_mode")
      ? { "job.ini": (old: string) => `${old.replace(/calculation_mode.*\n/, "")}${line}\n` }
      : ini(line);
    const { problems } = await told(changes);
    expect(problems).not.toMatch(/could not convert|Choice\(|<lambda>|FloatRange|codec|ImtWeight|NoneType/);
    expect(problems).toContain(line.startsWith("calculation_mode") ? text.replace("13", "12") : text);
    expect(problems).toContain(suggestion);
    expect(problems.split("\n")).toHaveLength(1);
  });

  test("Latin-1 and semicolons are named", async () => {
    using folder = tempFolder();
    writeSmallJob(folder.path);
    const latin = Buffer.from(SMALL_JOB["job.ini"]!.replace("a small job", "ein gro\u00dfer Fall"), "latin1");
    writeFileSync(join(folder.path, "job.ini"), latin);
    const check = await checkCalculation({ root: folder.path }, "job.ini");
    expect(check.problems.map(formatProblem)).toEqual([
      "job.ini:2: not UTF-8 (looks like Latin-1): save it as UTF-8 (allowed: text in UTF-8)",
    ]);
    const { problems } = await told({
      "job.ini": (text) => text.replace(/sites = .*/, "site_model_file = sites.csv"),
      "sites.csv": "lon;lat;vs30\n0.1;0.1;760\n",
    });
    expect(problems).toContain("sites.csv:1: the columns are separated by semicolons");
  });
});

describe("inputs of risk that nobody reads", () => {
  test("columns of tables and shapes of functions are told, with the name that was meant", async () => {
    using folder = tempFolder();
    cpSync(join(import.meta.dir, "../../examples/scenario-damage"), folder.path, { recursive: true });
    const edit = (file: string, change: (text: string) => string) =>
      writeFileSync(join(folder.path, file), change(readFileSync(join(folder.path, file), "utf8")));
    edit("consequences.csv", (text) => text.replace("loss_type", "lloss_type"));
    edit("fragility.xml", (text) => text.replace("logncdf", "lognorm"));
    edit("exposure.csv", (text) =>
      text
        .trimEnd()
        .split("\n")
        .map((line, i) => `${line},${i === 0 ? "note" : "x"}`)
        .join("\n"),
    );
    const { warnings } = await checkCalculation({ root: folder.path }, "job.ini");
    expect(warnings).toEqual([
      "exposure.csv:1: the column note is not read",
      'fragility.xml:6:5: shape "lognorm" is not read: continuous functions are cumulative lognormal distributions (did you mean logncdf?)',
      "consequences.csv:1: the column lloss_type is not read (did you mean loss_type?)",
    ]);
  });
});

describe("scenarios and disaggregations whose values cannot be meant", () => {
  const checkExample = async (example: string, file: string, before: string | RegExp, after: string) => {
    using folder = tempFolder();
    cpSync(join(import.meta.dir, "../../examples", example), folder.path, { recursive: true });
    const path = join(folder.path, file);
    const text = readFileSync(path, "utf8");
    expect(text.replace(before, after)).not.toBe(text);
    writeFileSync(path, text.replace(before, after));
    const { problems, warnings } = await checkCalculation({ root: folder.path }, "job.ini");
    return [...problems.map(formatProblem), ...warnings].join("\n");
  };

  test.each([
    ["scenario", "stations.csv", "0.21,", "21,", "PGA: a recorded acceleration of 21 g is unusual"],
    ["scenario", "stations.csv", ",0.1\n", ",10\n", "an uncertainty of 10 (natural logarithm) is unusual"],
    [
      "scenario",
      "job.ini",
      "distance = 200.0",
      "distance = [(7,100),(8,150)]",
      "no distance for a rupture of magnitude 6.6",
    ],
    ["scenario", "job.ini", "distance = 200.0", "distance = 1.0", "no site lies within maximum_distance of a rupture"],
    [
      "event-based-risk",
      "job.ini",
      "investigation_time = 1\n",
      "investigation_time = 0\n",
      "risk_investigation_time is 0",
    ],
    [
      "disaggregation",
      "job.ini",
      /epsilon_bins = \d+/,
      "epsilon_bins = 0",
      "a number of epsilon bins of 0 cannot be meant",
    ],
    ["disaggregation", "job.ini", /mag_bin_width = [\d.]+/, "mag_bin_width = 1e-9", "of 1e-9 cannot be meant"],
  ])("%s, %s: %s -> %s", async (example, file, before, after, told) => {
    expect(await checkExample(example, file, before, after)).toContain(told);
  });
});

describe("what the engine would take and is not computed here is refused by name", () => {
  const notComputed = async (
    example: string,
    edit: (text: string) => string,
    files: { [name: string]: string } = {},
  ) => {
    using folder = tempFolder();
    cpSync(join(import.meta.dir, "../../examples", example), folder.path, { recursive: true });
    const path = join(folder.path, "job.ini");
    writeFileSync(path, edit(readFileSync(path, "utf8")));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
    const { problems, notComputed: refused, runnable } = await checkCalculation({ root: folder.path }, "job.ini");
    return { told: [...problems, ...refused].map(formatProblem).join("\n"), runnable };
  };

  test.each([
    ["scenario", "shakemap_id = usp000fjta", "shakemap_id is not supported"],
    ["scenario", "collapse_gsim_logic_tree = bs1", "collapse_gsim_logic_tree is not supported"],
    ["event-based", "postproc_func = median_spectrum.main", "postproc_func is not supported"],
    ["event-based", "mosaic_model = EUR", "choosing those inside the model EUR is not supported"],
  ])("%s with %s", async (example, line, expected) => {
    const { told: text, runnable } = await notComputed(example, (ini) => `${ini}\n${line}\n`);
    expect(text).toContain(expected);
    expect(text).toMatch(/job\.ini:\d+/);
    expect(runnable).toBe(false);
  });

  test("a geometry file is read, though it takes part in nothing", async () => {
    const add = (ini: string) => `${ini}\ngeometry_file = place.geojson\n`;
    const geojson = (type: string) => JSON.stringify({ type: "FeatureCollection", features: [{ geometry: { type } }] });
    expect(await notComputed("event-based", add, { "place.geojson": geojson("Polygon") })).toMatchObject({
      runnable: true,
    });
    expect((await notComputed("event-based", add, { "place.geojson": geojson("Point") })).told).toContain(
      'place.geojson: the first feature is "Point"',
    );
    expect((await notComputed("event-based", add, { "place.geojson": "POLYGON" })).told).toContain(
      "place.geojson: not JSON",
    );
  });
});
