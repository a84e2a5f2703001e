import { describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../src/input-error.ts";
import type { Capabilities } from "../../src/inputs/capabilities.ts";
import { checkJob, checkWhole } from "../../src/inputs/check-job.ts";
import { readJob } from "../../src/inputs/read-job.ts";
import { tempFolder } from "../harness.ts";
import { SMALL_JOB, writeSmallJob } from "./small-job.ts";

async function refusal(
  changes: { readonly [name: string]: (text: string) => string },
  capabilities?: Capabilities,
): Promise<InputError> {
  using folder = tempFolder();
  writeSmallJob(folder.path, changes);
  try {
    await readJob(
      join(folder.path, "job.ini"),
      capabilities === undefined ? {} : { capabilitiesOf: () => capabilities },
    );
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("the job was not refused");
}

describe("reading a job", () => {
  test("everything is there, typed and in order", async () => {
    using folder = tempFolder();
    writeSmallJob(folder.path);
    const job = await readJob(join(folder.path, "job.ini"));
    expect(job.measures.map(({ name }) => name)).toEqual(["PGA", "SA(1.0)"]);
    expect(job.levels[0]).toEqual(Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5));
    expect([...job.sites.lon]).toEqual([0.1, 0.2]);
    expect(job.gmmTree?.branchSets.map(({ tectonicRegionType }) => tectonicRegionType)).toEqual([
      "Active Shallow Crust",
    ]);
    expect(job.files.get("source_model")).toEqual(["sm.xml"]);
    const source = job.sourceModels.get("sm.xml")!.groups[0]!.sources[0]!;
    expect(source).toMatchObject({ kind: "point", id: "1", origin: { file: "sm.xml", line: 2 } });
    // Equal planes are merged, their probabilities added, then the list is sorted by probability.
    expect(
      "nodalPlanes" in source && source.nodalPlanes.map(({ probability, strike }) => [probability, strike]),
    ).toEqual([
      [0.2, 0],
      [0.8, 10],
    ]);
  });

  test("the checksum depends on the files, not on where they lie", async () => {
    const sums = await Promise.all(
      ["m", "m", "n"].map(async (name) => {
        using folder = tempFolder();
        writeSmallJob(folder.path, { "sm.xml": (text) => text.replace('name="m"', `name="${name}"`) });
        return (await readJob(join(folder.path, "job.ini"))).checksum;
      }),
    );
    expect(sums[0]).toBe(sums[1]!);
    expect(sums[0]).not.toBe(sums[2]!);
  });

  test("mistakes of all documents are told together, without a path of the server", async () => {
    const error = await refusal({
      "gmlt.xml": (text) => text.replace("BooreAtkinson2008", "BooreAtkinson208"),
      "sm.xml": (text) => text.replace('bValue="1"', 'bValue="-1"'),
    });
    expect(error.problems.map(({ file, line }) => [file, line])).toEqual([
      ["gmlt.xml", 6],
      ["sm.xml", 5],
    ]);
    expect(error.problems[0].suggestion).toBe("BooreAtkinson2008");
    expect(error.message).not.toContain("/tmp");
  });

  test("source models outside the folder, missing ones and a tree as source model are refused", async () => {
    expect((await refusal({ "smlt.xml": (text) => text.replace("sm.xml", "../sm.xml") })).message).toContain(
      "outside the folder of the job",
    );
    expect((await refusal({ "smlt.xml": (text) => text.replace("sm.xml", "s.xml") })).message).toContain(
      "No such file: s.xml",
    );
    expect((await refusal({ "sm.xml": () => SMALL_JOB["smlt.xml"]! })).message).toContain(
      "a source model is expected, got <logicTree>",
    );
  });

  test.each([
    ["investigation_time = 0", "investigation_time is 0"],
    ["rupture_mesh_spacing = 0", "a mesh spacing of 0 km cannot be meant"],
    ["reqv_ignore_sources = 11", "reqv_ignore_sources names 11, which is no source"],
  ])("%s is refused before computing", async (line, message) => {
    const name = line.split(" ")[0]!;
    const ini = (text: string) =>
      `${text.replace(/^investigation_time.*$/m, (old) => (line.startsWith("inv") ? "" : old))}${line}\n`;
    expect((await refusal({ "job.ini": ini })).problems[0]).toMatchObject({
      message: expect.stringContaining(message),
      parameter: name,
    });
  });

  test("branches of models may lack an id, those of sources may not", async () => {
    using folder = tempFolder();
    const unnamed = (text: string) => text.replace(' branchID="b1"', "").replace(' branchID="b1"', "");
    writeSmallJob(folder.path, { "gmlt.xml": unnamed });
    const { gmmTree } = await readJob(join(folder.path, "job.ini"));
    expect(gmmTree!.branchSets[0]!.branches.length).toBe(1);
    expect((await refusal({ "smlt.xml": unnamed })).message).toContain("branchID: the attribute is missing");
  });

  test("source_id leaves sources out; none left is an error", async () => {
    expect((await refusal({ "job.ini": (text) => `${text}source_id = 2\n` })).message).toContain("no sources are left");
  });

  test("regions whose sources are all left out have no branch set: realizations are made of the others", async () => {
    using folder = tempFolder();
    const source = /<pointSource[\s\S]*<\/pointSource>/;
    const volcanic = (own: string) => own.replace('id="1"', 'id="v1"').replace("Active Shallow Crust", "Volcanic");
    writeSmallJob(folder.path, { "sm.xml": (text) => text.replace(source, (own) => own + volcanic(own)) });
    const regions = async (line: string) => {
      const text = readFileSync(join(folder.path, "job.ini"), "utf8");
      writeFileSync(join(folder.path, "part.ini"), `${text}${line}\n`);
      const { gmmTree } = await readJob(join(folder.path, "part.ini"));
      return gmmTree!.branchSets.map(({ tectonicRegionType }) => tectonicRegionType);
    };
    expect(await regions("")).toEqual(["Active Shallow Crust", "Volcanic"]);
    expect(await regions("discard_trts = Active Shallow Crust")).toEqual(["Volcanic"]);
    expect(await regions("source_id = v")).toEqual(["Volcanic"]);
  });

  test("what a calculator does not do is refused by name", async () => {
    const capabilities: Capabilities = {
      modes: ["classical"],
      parameters: [
        ...(["description", "sites", "width_of_mfd_bin", "reference_vs30_value", "investigation_time"] as const),
        ...(["intensity_measure_types_and_levels", "truncation_level", "maximum_distance"] as const),
      ],
      ignored: { concurrent_tasks: "of no influence" },
      inputs: ["source_model_logic_tree", "gsim_logic_tree"],
      ignoredInputs: /vulnerability$/,
      sources: ["area"],
      distributions: ["truncatedGR"],
      scalingRelations: ["WC1994"],
      uncertainties: ["sourceModel"],
      occurrences: ["poisson"],
      dependentGroups: false,
      aspectRatioFunctions: false,
    };
    const source = await refusal({}, capabilities);
    expect(source.problems[0]).toMatchObject({
      message: "sources of kind point are not supported natively",
      file: "sm.xml",
      line: 2,
      allowed: "area",
    });
    const parameter = await refusal({ "job.ini": (text) => `${text}minimum_distance = 5\n` }, capabilities);
    expect(parameter.problems[0]).toMatchObject({ message: "minimum_distance is not supported natively", line: 13 });
    const mode = await refusal({ "job.ini": (text) => text.replace("= classical", "= event_based") }, capabilities);
    expect(mode.message).toContain("calculation_mode event_based is not computed natively");
  });
});

describe("jobs that use parts of their trees", () => {
  const BRANCHES = (models: string) => (text: string) =>
    text.replace(/<logicTreeBranch branchID="b1">[\s\S]*?<\/logicTreeBranch>\n/, models);

  test("smlt_branch leaves the sources of one branch and the weights of all", async () => {
    using folder = tempFolder();
    const two = ["sm", "other"]
      .map(
        (name, i) =>
          `<logicTreeBranch branchID="b${i + 1}"><uncertaintyModel>${name}.xml</uncertaintyModel><uncertaintyWeight>${[0.3, 0.7][i]}</uncertaintyWeight></logicTreeBranch>\n`,
      )
      .join("");
    const ini = (branch: string) => (text: string) => `${text}smlt_branch = ${branch}\n`;
    writeSmallJob(folder.path, { "smlt.xml": BRANCHES(two), "job.ini": ini("b1") });
    const { sourceModelTree, sourceModels } = await readJob(join(folder.path, "job.ini"));
    expect([...sourceModels.keys()]).toEqual(["sm.xml"]);
    expect(sourceModelTree!.branchSets[0]!.branches.map(({ weight, value }) => [weight, value])).toEqual([
      [0.3, { kind: "files", files: ["sm.xml"] }],
      [0.7, { kind: "files", files: [] }],
    ]);
    const wrong = await refusal({ "smlt.xml": BRANCHES(two), "job.ini": ini("b12") });
    expect(wrong.problems[0]).toMatchObject({ parameter: "smlt_branch", line: 13, allowed: "b1, b2" });
  });

  test("paths are counted with the branches that are left", async () => {
    const models = ["sm", "other", "third"]
      .map(
        (name, i) =>
          `<logicTreeBranch branchID="b${i + 1}"><uncertaintyModel>${name}.xml</uncertaintyModel><uncertaintyWeight>${[0.2, 0.3, 0.5][i]}</uncertaintyWeight></logicTreeBranch>\n`,
      )
      .join("");
    const problems = async (lines: string) => {
      using folder = tempFolder();
      writeSmallJob(folder.path, { "smlt.xml": BRANCHES(models), "job.ini": (text) => `${text}${lines}\n` });
      for (const [name, id] of [
        ["other", "2"],
        ["third", "3"],
      ] as const)
        writeFileSync(join(folder.path, `${name}.xml`), SMALL_JOB["sm.xml"]!.replace('id="1"', `id="${id}"`));
      return (await checkWhole({ root: folder.path }, "job.ini")).problems.map(({ message }) => message);
    };
    const tooMany = (paths: number) => [`the logic tree has ${paths} paths, too many to enumerate`];
    expect(await problems("max_potential_paths = 2")).toEqual(tooMany(3));
    // The branches without the source become one.
    expect(await problems("max_potential_paths = 2\nsource_id = 1")).toEqual([]);
    expect(await problems("max_potential_paths = 1\nsource_id = 1")).toEqual(tooMany(2));
    expect(await problems("max_potential_paths = 1\nsmlt_branch = b2")).toEqual(tooMany(2));
    const forbid = (samples: number) => `oversampling = forbid\nnumber_of_logic_tree_samples = ${samples}`;
    expect(await problems(`${forbid(2)}\nsmlt_branch = b2`)).toEqual([
      "2 realizations are too few to sample: enumerate them all",
    ]);
    expect(await problems(`${forbid(1)}\nsmlt_branch = b2`)).toEqual([]);
  });

  const LABELLED = SMALL_JOB["gmlt.xml"]!.replace('logicTreeID="lt"', 'logicTreeID="Default"').replace(
    "</nrml>",
    `<logicTree logicTreeID="North"><logicTreeBranchSet branchSetID="bs1" uncertaintyType="gmpeModel" applyToTectonicRegionType="Active Shallow Crust">
<logicTreeBranch branchID="b1"><uncertaintyModel>ChiouYoungs2014</uncertaintyModel><uncertaintyWeight>1.0</uncertaintyWeight></logicTreeBranch>
</logicTreeBranchSet></logicTree></nrml>`,
  );
  const withLabels = (text: string) =>
    `${text.replace(/sites = .*\n/, "site_model_file = sites.csv\n")}site_labels = {"North": 3}\n`;

  async function labelledJob(tree: string) {
    using folder = tempFolder();
    writeSmallJob(folder.path, { "job.ini": withLabels, "gmlt.xml": () => tree });
    writeFileSync(join(folder.path, "sites.csv"), "lon,lat,vs30,z1pt0,ilabel\n0,0.1,500,50,0\n0,0.2,600,60,3\n");
    return await readJob(join(folder.path, "job.ini"));
  }

  test("site_labels: the tree of each label, and the number of each site", async () => {
    const job = await labelledJob(LABELLED);
    expect([...job.sites.parameters.get("ilabel")!]).toEqual([0, 3]);
    expect(job.gmmTree!.branchSets[0]!.branches[0]!.className).toBe("BooreAtkinson2008");
    expect(
      [...job.gmmTreesByLabel!].map(([label, tree]) => [label, tree.branchSets[0]!.branches[0]!.className]),
    ).toEqual([[3, "ChiouYoungs2014"]]);
  });

  test.each([
    ["a first tree that is not Default", LABELLED.replace("Default", "Rest"), "logicTreeID must be Default, not Rest"],
    ["a label without tree", LABELLED.replace('"North"', '"South"'), "has no logic tree for the label North"],
    [
      "different numbers of models",
      LABELLED.replace(
        "</logicTreeBranch>\n</logicTreeBranchSet></logicTree></nrml>",
        "</logicTreeBranch><logicTreeBranch branchID='b2'><uncertaintyModel>SadighEtAl1997</uncertaintyModel><uncertaintyWeight>0.0</uncertaintyWeight></logicTreeBranch></logicTreeBranchSet></logicTree></nrml>",
      ),
      "Active Shallow Crust has 1 models in Default (line 5), 2 in North",
    ],
  ])("site_labels: %s is refused", async (_what, tree, text) => {
    await expect(labelledJob(tree)).rejects.toThrow(text);
  });
});

describe("checking a job", () => {
  test("the quick part looks at the job file, the whole at every document", async () => {
    using folder = tempFolder();
    writeSmallJob(folder.path, { "sm.xml": (text) => text.replace("WC1994", "WC2094") });
    const root = { root: folder.path };
    expect(checkJob(root, "job.ini")).toMatchObject({
      problems: [],
      calculationMode: "classical",
      description: "a small job",
    });
    const { problems } = await checkWhole(root, "job.ini");
    expect(problems[0]).toMatchObject({ file: "sm.xml", line: 4, suggestion: "WC1994" });
  });

  test("a calculation to continue must be known", () => {
    using folder = tempFolder();
    writeSmallJob(folder.path, { "job.ini": (text) => `${text}hazard_calculation_id = 999\n` });
    const { problems } = checkJob({ root: folder.path }, "job.ini", { knownCalculation: () => false });
    expect(problems.map(({ message }) => message)).toEqual(["calc_id=999 missing in the database"]);
  });

  test.each([
    ["poes = 0.1 0.02 0.1\nhazard_maps = true", undefined, "0.1 stands in poes twice"],
    ["hazard_maps = true", "the poes list must be non-empty", "maps and spectra need probabilities"],
    ["number_of_logic_tree_samples = 65536", "number_of_logic_tree_samples too big: 65536", "65536 samples"],
    ["concurrent_tasks = 30001", "At most you can use 30_000 tasks", "30001 tasks are too many"],
    [
      "disagg_by_src = true\nps_grid_spacing = 10",
      "disagg_by_src can be set only if ps_grid_spacing = 0",
      "exclude each other",
    ],
    [
      "complex_fault_mesh_spacing = 1",
      "must be greater than `rupture_mesh_spacing`",
      "is smaller than rupture_mesh_spacing",
    ],
    ["gsim = SadighEtAl1997", "there must be no `gsim` key", "exclude each other"],
    ["minimum_engine_version = 9.0", "The engine version must be >= (9, 0, 0)", "version 9.0.0 of the engine"],
    ["maximum_rupture_depth = 10", "can be defined only in event_based calculations", "has no meaning in classical"],
    ["soil_intensities = 0.1 0.2", "soil_intensities must be defined only in classical", "has no effect"],
    ["siteid = one", "There are 2 sites but self.siteid=[one]", "siteid has 1 names for 2 sites"],
    [
      "region = 0 0, 1 0, 1 1\nregion_grid_spacing = 10",
      "exactly one of sites, sites_csv, hazard_curves_csv, region is set",
      "where the sites are",
    ],
  ])(
    "%s: told with its line in our words, and in the reference's where clients compare them",
    (lines, theirs, ours) => {
      using folder = tempFolder();
      writeSmallJob(folder.path, { "job.ini": (ini) => `${ini}${lines}\n` });
      const { problems } = checkJob({ root: folder.path }, "job.ini");
      expect(problems.map(({ message }) => message).join("\n")).toContain(ours);
      if (theirs !== undefined) expect(problems.map(({ reference }) => reference).join("\n")).toContain(theirs);
      expect(problems[0]!.line).toBeGreaterThan(1);
    },
  );
});
