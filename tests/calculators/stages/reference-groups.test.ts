import { expect, test } from "bun:test";
import { referenceGroups } from "../../../src/calculators/stages/reference-groups.ts";
import type { CompositeModel, SourceFamily } from "../../../src/hazard/logic-tree/composite-model.ts";
import type { Source } from "../../../src/hazard/sources/source.ts";
import { groupOf, POINT } from "../classical/example-job.ts";

const LISTED: Source = {
  kind: "nonParametric",
  id: "n",
  name: "listed",
  tectonicRegionType: POINT.tectonicRegionType,
  ruptures: [],
};
const STABLE: Source = { ...POINT, id: "s", tectonicRegionType: "Stable Shallow Crust" };

const independent = (source: Source, group: number): SourceFamily => ({
  kind: "independent",
  variants: [{ source, group }],
  occurrence: { kind: "poisson" },
});

test("regions as they appear, then paths, then listed before Poissonian, whole groups last", () => {
  const group = (tectonicRegionType: string, paths: readonly number[]) => ({
    tectonicRegionType,
    paths,
    sourceName: undefined,
  });
  const model = {
    groups: [
      group(STABLE.tectonicRegionType, [0, 1]),
      group(POINT.tectonicRegionType, [1]),
      group(POINT.tectonicRegionType, [0]),
      group(POINT.tectonicRegionType, [2]),
    ],
    families: [
      independent(STABLE, 0),
      independent(POINT, 1),
      independent(LISTED, 1),
      { kind: "atomic", members: [POINT], origin: groupOf([POINT]), group: 3 },
      independent({ ...POINT, id: "3" }, 2),
      independent({ ...POINT, id: "4" }, 1),
    ],
  } satisfies CompositeModel;
  expect(referenceGroups(model)).toEqual({ count: 5, ofVariant: [[0], [3], [2], [4], [1], [3]] });
});
