import { expect, test } from "bun:test";
import {
  hazardCurves,
  mapLayers,
  numbers,
  type ResultTable,
  tablesOf,
  uniformHazardSpectrum,
} from "../../src/drawing/result-table.ts";

const column = (name: string, type = "number") => ({ name, type });

const MAP: ResultTable = {
  name: "hazard_map-mean",
  attributes: { kind: "mean", investigation_time: 50 },
  columns: ["lon", "lat", "PGA-0.1", "PGA-0.02", "SA(0.2)-0.1", "SA(1.0)-0.1"].map((name) => column(name)),
  rows: [
    [10, 45, 0.1, 0.2, 0.25, 0.05],
    [11, 45, null, 0.3, 0.35, 0.06],
  ],
};

test("layers of a map are its measures and probabilities, told with their return periods", () => {
  const layers = mapLayers(MAP, 50);
  expect(layers.map((layer) => layer.column)).toEqual(["PGA-0.1", "PGA-0.02", "SA(0.2)-0.1", "SA(1.0)-0.1"]);
  expect(layers[0]!.label).toBe("PGA, 10 % in 50 years (every 475 years)");
});

test("empty cells are no values", () => {
  expect(Array.from(numbers(MAP, "PGA-0.1"))).toEqual([0.1, Number.NaN]);
  expect(tablesOf({ tables: [MAP, MAP] }).length).toBe(2);
});

test("a spectrum is a row of the map by period", () => {
  expect(uniformHazardSpectrum(MAP, 0, "0.1")).toEqual({ periods: [0.01, 0.2, 1], motions: [0.1, 0.25, 0.05] });
  expect(uniformHazardSpectrum(MAP, 1, "0.1").periods).toEqual([0.2, 1]);
});

test("curves of a site are joined by measure", () => {
  const curve = (kind: string, imt: string, poes: number[]): ResultTable => ({
    name: "",
    attributes: { kind, imt },
    columns: [column("lon"), column("lat"), column("poe-0.0100000"), column("poe-0.1000000")],
    rows: [[10, 45, ...poes]],
  });
  expect(hazardCurves([curve("mean", "PGA", [0.5, 0.1]), curve("quantile-0.5", "PGA", [0.4, 0.05])])).toEqual([
    {
      imt: "PGA",
      levels: [0.01, 0.1],
      poes: [
        { name: "mean", y: [0.5, 0.1] },
        { name: "quantile-0.5", y: [0.4, 0.05] },
      ],
    },
  ]);
});
