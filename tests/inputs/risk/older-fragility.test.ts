/** Fragility functions of NRML 0.4. */
import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ProblemList } from "../../../src/input-error.ts";
import { readWholeXml } from "../../../src/inputs/nrml/read-xml.ts";
import type { XmlElement } from "../../../src/inputs/nrml/xml.ts";
import { type FragilityModel, readFragilityModel } from "../../../src/inputs/risk/fragility.ts";
import { tempFolder } from "../../harness.ts";

function read(sets: string, format: string): FragilityModel {
  using folder = tempFolder();
  writeFileSync(
    join(folder.path, "f.xml"),
    `<?xml version="1.0"?>
<nrml xmlns="http://openquake.org/xmlns/nrml/0.4"><fragilityModel format="${format}"><description>d</description>
<limitStates>minor major</limitStates>${sets}</fragilityModel></nrml>`,
  );
  let model: XmlElement | undefined;
  const problems = new ProblemList();
  readWholeXml(
    { root: folder.path },
    "f.xml",
    {
      isRecord: (_element, parents) => parents.length === 1,
      record: (element) => {
        model = element;
      },
    },
    problems,
  );
  const made = readFragilityModel({ file: "f.xml" }, model!, "0.4", problems);
  problems.throwIfAny();
  return made;
}

test("discrete functions have their probabilities", () => {
  const { functions } = read(
    `<ffs noDamageLimit="0.05"><taxonomy>RC</taxonomy><IML IMT="PGA" imlUnit="g">0.1 0.4</IML>
<ffd ls="minor"><poEs>0.2 0.9</poEs></ffd><ffd ls="major"><poEs>0 0.5</poEs></ffd></ffs>`,
    "discrete",
  );
  expect(functions).toEqual([
    {
      ...{ id: "RC", measure: "PGA", noDamageLimit: 0.05, kind: "discrete" },
      levels: Float64Array.of(0.1, 0.4),
      probabilities: [Float64Array.of(0.2, 0.9), Float64Array.of(0, 0.5)],
    },
  ]);
});

test("continuous functions have means and deviations", () => {
  const { functions } = read(
    `<ffs><taxonomy>RC</taxonomy><IML IMT="PGA" imlUnit="g" minIML="0.1" maxIML="2"/>
<ffc ls="minor"><params mean="0.3" stddev="0.1"/></ffc><ffc ls="major"><params mean="0.6" stddev="0.2"/></ffc></ffs>`,
    "continuous",
  );
  expect(functions[0]).toMatchObject({
    ...{ kind: "continuous", minimumLevel: 0.1, maximumLevel: 2 },
    means: Float64Array.of(0.3, 0.6),
    standardDeviations: Float64Array.of(0.1, 0.2),
  });
});
