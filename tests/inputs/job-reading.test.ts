import { describe, expect, test } from "bun:test";
import { checkSmallJob } from "./small-job.ts";

describe("one reading of a job", () => {
  test("a sound job is runnable, and nothing is told", async () => {
    expect(await checkSmallJob()).toMatchObject({ problems: [], notComputed: [], warnings: [], runnable: true });
  });

  test("problems of all documents are told together", async () => {
    const { problems, runnable } = await checkSmallJob({
      "job.ini": (ini) => `${ini}delta_rates_file = delta.csv\n`,
      "delta.csv": "source_id,rup_id,delta\n1,x,0.1\n",
      "gmlt.xml": (xml) => xml.replace("BooreAtkinson2008", "BooreAtkinson2009"),
      "sm.xml": (xml) => xml.replace("WC1994", "WC2094"),
    });
    expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual(["gmlt.xml:6", "sm.xml:4", "delta.csv:2"]);
    expect(runnable).toBe(false);
  });

  test("a mode that is not computed is no mistake: told apart, with its line, and the rest is checked all the same", async () => {
    const { problems, notComputed, runnable } = await checkSmallJob({
      "job.ini": (ini) => ini.replace("= classical", "= workflow").replace("200", "200\nquantiles = 2"),
    });
    expect(notComputed).toHaveLength(1);
    expect(notComputed[0]).toMatchObject({ file: "job.ini", line: 3, parameter: "calculation_mode" });
    expect(problems.map(({ parameter }) => parameter)).toContain("quantiles");
    expect(runnable).toBe(false);
  });

  test("a problem of parameters names its rule", async () => {
    const { problems } = await checkSmallJob({ "job.ini": (ini) => `${ini}hazard_maps = true\n` });
    expect(problems).toMatchObject([{ parameter: "hazard_maps", line: 13, rule: "poes-of-maps-given" }]);
  });

  test("one mistake, one message: rules that need a value that could not be read are not asked", async () => {
    const messages = async (lines: string) =>
      (await checkSmallJob({ "job.ini": (ini) => `${ini}${lines}\n` })).problems.map(({ line }) => line);
    expect(await messages("hazard_maps = true\npoes = a tenth")).toEqual([14]);
    expect(await messages("ps_grid_spacing = wide\ndisagg_by_src = true")).toEqual([13]);
  });
});
