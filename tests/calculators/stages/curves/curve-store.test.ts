import { expect, test } from "bun:test";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { nativeEngine } from "../../../../src/engines/native/native-engine.ts";
import { tempFolder } from "../../../harness.ts";
import { type Changes, writeSmallJob } from "../../../inputs/small-job.ts";

/** What a run of the small job says. */
async function logOf(lines: string, changes: Changes = {}): Promise<string> {
  using folder = tempFolder();
  const [inputs, calculation] = [join(folder.path, "job"), join(folder.path, "calculation")];
  mkdirSync(inputs);
  mkdirSync(calculation);
  writeSmallJob(inputs, { ...changes, "job.ini": (ini) => `${ini}${lines}` });
  symlinkSync(inputs, join(calculation, "inputs"));
  const said: string[] = [];
  const request = { calculationId: 1, engine: "native", ini: "job.ini", workers: 1, user: "me" } as const;
  await nativeEngine.calculate(calculation, request, { log: (_level, text) => said.push(text), progress: () => {} });
  return said.join("\n");
}

test("maps at probabilities that the curves do not reach are told with the number of sites", async () => {
  const log = await logOf("hazard_maps = true\npoes = 1e-12 0.01 0.9999\n");
  expect(log).toContain("PGA: the curves of 2 of 2 sites never come down to the probability 1e-12 within the levels");
  expect(log).toContain("the highest level, 0.5, which is a lower bound");
  expect(log).toContain(
    "PGA: the curves of 2 of 2 sites lie below the probability 0.9999 everywhere: their maps show 0",
  );
  expect(log).not.toContain("probability 0.01");
});

/** A kite fault 3 km wide, whose only rupture, of magnitude 7.5, is far wider. */
const KITE = `<kiteFaultSource id="k" name="k" tectonicRegion="Active Shallow Crust">
<kiteSurface>
<profile><gml:LineString><gml:posList>0.1 0.0 0 0.1 0.02 2</gml:posList></gml:LineString></profile>
<profile><gml:LineString><gml:posList>0.2 0.0 0 0.2 0.02 2</gml:posList></gml:LineString></profile>
</kiteSurface>
<magScaleRel>WC1994</magScaleRel><ruptAspectRatio>1</ruptAspectRatio>
<incrementalMFD minMag="7.5" binWidth="0.1"><occurRates>0.001</occurRates></incrementalMFD><rake>0</rake></kiteFaultSource>`;

test("sources that make no ruptures are told as that, not as far away", async () => {
  const beside = { "sm.xml": (text: string) => text.replace("</sourceModel>", `${KITE}</sourceModel>`) };
  expect(await logOf("floating_x_step = 0.5\nfloating_y_step = 0.5\n", beside)).toContain(
    "1 sources make no ruptures (k)",
  );
  const alone = { "sm.xml": (text: string) => text.replace(/<pointSource.*<\/pointSource>/s, KITE) };
  await expect(logOf("", alone)).rejects.toThrow("the sources make no ruptures (k)");
});
