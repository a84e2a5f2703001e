/** A row of a block is what it is alone: what models keep from row to row must not leak into the next rupture. */
import { describe, expect, test } from "bun:test";
import {
  makeContextBlock,
  type NumericColumn,
  TEXT_COLUMNS,
  type TextColumn,
} from "../../../src/hazard/context-block.ts";
import { makeGroundMotionBlock } from "../../../src/hazard/gmm/model.ts";
import { parseIntensityMeasure } from "../../../src/hazard/intensity-measure.ts";
import { fixtureBlock, fixtureModel, readModelFixtures } from "./fixtures.ts";

describe("blocks of contexts", () => {
  test("every row of a block of all models is what it is alone", () => {
    const different: string[] = [];
    for (const fixture of [...readModelFixtures().values()].flat()) {
      const model = fixtureModel(fixture);
      const given = fixtureBlock(fixture);
      const columns = [...fixture.columns.keys()] as (NumericColumn | TextColumn)[];
      const ruptures = new Set<string>(model.ruptureColumns);
      // Ruptures at two sites each, one again after another.
      const rows = [0, 1, 0, 2, 2, 3, 4].flatMap((rupture) => [0, 2].map((site) => [rupture, site] as const));
      const block = makeContextBlock(columns, rows.length);
      const single = makeContextBlock(columns, 1);
      const copy = (to: typeof block, row: number, [rupture, site]: readonly [number, number]) => {
        for (const name of columns) {
          const from = (ruptures.has(name) ? rupture : site) % given.length;
          if ((TEXT_COLUMNS as readonly string[]).includes(name))
            to[name as TextColumn][row] = given[name as TextColumn][from]!;
          else to[name as NumericColumn][row] = given[name as NumericColumn][from]!;
        }
        to.length = Math.max(to.length, row + 1);
      };
      for (const [row, pair] of rows.entries()) copy(block, row, pair);
      for (const { imt } of fixture.measures.slice(0, 3)) {
        const evaluate = model.forMeasure(parseIntensityMeasure(imt));
        const together = makeGroundMotionBlock(rows.length);
        const alone = makeGroundMotionBlock(1);
        evaluate(block, together);
        const same = rows.every((pair, row) => {
          copy(single, 0, pair);
          evaluate(single, alone);
          return (["mean", "sigma", "tau", "phi"] as const).every((what) =>
            Object.is(together[what][row], alone[what][0]),
          );
        });
        if (!same) different.push(`${fixture.name} ${imt}`);
      }
    }
    expect(different).toEqual([]);
  });
});
