/**
 * The fixtures of ground-motion models: sections of `tests/fixtures/models/CLASS.txt`, made by
 * `scripts/fixtures/ground-motion-models.py` with the reference engine.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  makeContextBlock,
  type NumericColumn,
  TEXT_COLUMNS,
  type TextColumn,
} from "../../../src/hazard/context-block.ts";
import type { GroundMotionModel } from "../../../src/hazard/gmm/model.ts";
import { buildModelFromText } from "../../../src/hazard/gmm/model-text.ts";
import { parseIntensityMeasure } from "../../../src/hazard/intensity-measure.ts";
import { PROJECT } from "../../harness.ts";

export const MODEL_FIXTURES = join(PROJECT, "tests", "fixtures", "models");

export interface MeasureFixture {
  readonly imt: string;
  /** One value a context; one for all where they are equal; left out where the model gives 0. */
  readonly mean: readonly number[];
  readonly sigma: readonly number[];
  readonly tau: readonly number[];
  readonly phi: readonly number[];
  /** Probability of exceeding 0.05, truncated at 3 standard deviations, where it is not that of one normal distribution. */
  readonly poe?: readonly number[];
}

export interface ModelFixture {
  /** The class, an alias, or the class and a number for a text with arguments. */
  readonly name: string;
  /** What a logic tree would say. */
  readonly text: string;
  readonly tectonicRegionType: string;
  readonly component: string;
  readonly standardDeviations: readonly string[];
  readonly referenceVelocity: number | undefined;
  readonly refused: readonly string[];
  readonly columns: ReadonlyMap<string, readonly string[]>;
  readonly measures: readonly MeasureFixture[];
}

/** All sections, by file. */
export function readModelFixtures(): Map<string, ModelFixture[]> {
  const files = readdirSync(MODEL_FIXTURES).filter((file) => /^[A-Z].*\.txt$/.test(file));
  return new Map(
    files.map((file) => [
      file.slice(0, -4),
      readFileSync(join(MODEL_FIXTURES, file), "utf8").trim().split("\n\n").map(readSection),
    ]),
  );
}

function readSection(section: string): ModelFixture {
  const [heading = "", ...lines] = section.split("\n");
  const name = heading.slice(1, -1);
  const words = new Map<string, string>();
  const columns = new Map<string, readonly string[]>();
  const measures: { imt: string; mean: number[]; sigma: number[]; tau: number[]; phi: number[]; poe?: number[] }[] = [];
  for (const line of lines) {
    const [key = "", ...rest] = line.trim().split(" ");
    const last = measures.at(-1);
    if (line.startsWith(" ") && last !== undefined) last[key as "mean"] = rest.map(Number);
    else if (rest.length === 0 && key !== "component" && key !== "trt")
      measures.push({ imt: key, mean: [], sigma: [0], tau: [0], phi: [0] });
    else if (["text", "trt", "component", "stds", "rock", "refused"].includes(key)) words.set(key, rest.join(" "));
    else columns.set(key, rest);
  }
  const text = words.get("text");
  const rock = words.get("rock");
  return {
    name,
    text: text === undefined ? name : (JSON.parse(text) as string),
    tectonicRegionType: words.get("trt") ?? "",
    component: words.get("component") ?? "",
    standardDeviations: (words.get("stds") ?? "").split(", ").filter((word) => word !== ""),
    referenceVelocity: rock === undefined ? undefined : Number(rock),
    refused: (words.get("refused") ?? "").split(" ").filter((word) => word !== ""),
    columns,
    measures,
  };
}

/** The model of a section. */
export function fixtureModel(fixture: ModelFixture): GroundMotionModel {
  return buildModelFromText(fixture.text, {
    folder: join(MODEL_FIXTURES, "data"),
    measures: fixture.measures.map(({ imt }) => parseIntensityMeasure(imt)),
  });
}

/** The contexts of a section as a block. */
export function fixtureBlock(fixture: ModelFixture) {
  const rows = Math.max(...[...fixture.columns.values()].map((cells) => cells.length), 1);
  const block = makeContextBlock([...fixture.columns.keys()] as (NumericColumn | TextColumn)[], rows);
  block.length = rows;
  for (const [name, cells] of fixture.columns)
    cells.forEach((cell, i) => {
      if ((TEXT_COLUMNS as readonly string[]).includes(name)) block[name as TextColumn][i] = cell;
      else block[name as NumericColumn][i] = Number(cell);
    });
  return block;
}
