import { describe, expect, test } from "bun:test";
import { curveChart, mapChart } from "../../src/cli/terminal/chart.ts";
import { parseCsvOutput } from "../../src/cli/terminal/csv-output.ts";
import { isShown, logLine } from "../../src/cli/terminal/log.ts";
import { barText, progressBar } from "../../src/cli/terminal/progress-bar.ts";

function recorder(isTTY: boolean) {
  const written: string[] = [];
  return { written, isTTY, write: (text: string) => written.push(text) };
}

describe("progress bar", () => {
  test("text", () => {
    expect(barText(0, "reading")).toBe("[------------------------------]   0 %  reading");
    expect(barText(0.5, "computing", 3.2)).toBe("[###############---------------]  50 %  computing, 3 s left");
    expect(barText(2, "done")).toBe("[##############################] 100 %  done");
  });

  test("redraws one line on a terminal and estimates the rest", () => {
    const output = recorder(true);
    let time = 0;
    const bar = progressBar(output, () => time);
    time = 4000;
    bar.update(0.25, "computing");
    bar.update(0.25, "computing");
    bar.line("a message");
    bar.finish();
    expect(output.written).toHaveLength(3);
    expect(output.written[0]).toEndWith("25 %  computing, 12 s left");
    expect(output.written[1]).toMatch(/^\r.*a message\n\[#/);
    expect(output.written[2]).not.toContain("#");
  });

  test("writes lines elsewhere, not more than one a tenth and stage", () => {
    const output = recorder(false);
    const bar = progressBar(output);
    for (let i = 0; i <= 100; i++) bar.update(i / 100, i < 50 ? "reading" : "computing");
    bar.finish();
    expect(output.written).toHaveLength(11);
    expect(output.written[0]).toBe("0 % reading\n");
    expect(output.written.at(-1)).toBe("100 % computing\n");
  });
});

test("log lines and their threshold", () => {
  expect(logLine("WARNING", "text", new Date(2026, 0, 2, 3, 4, 5))).toBe("03:04:05 WARNING text");
  expect(isShown("INFO", "warning")).toBe(false);
  expect(isShown("CRITICAL", "error")).toBe(true);
});

describe("pictures", () => {
  test("bars are as long as the logarithm says", () => {
    const lines = curveChart([0.1, 0.2, 0.3], [1, 1e-2, 1e-5], 1e-4);
    expect(lines.map((line) => line.match(/█/g)?.length ?? 0)).toEqual([44, 22, 0]);
    expect(lines[1]).toStartWith("    0.200  1.00e-2");
  });

  test("a map has north on top and the highest value darkest", () => {
    const lines = mapChart([
      { lon: 0, lat: 0, value: 0 },
      { lon: 1, lat: 0, value: 5 },
      { lon: 0, lat: 1, value: 10 },
    ]);
    expect(lines).toEqual(["@@", "  ++"]);
  });

  test("equal values make no division by zero", () => {
    expect(mapChart([{ lon: 3, lat: 4, value: 2 }])).toEqual([""]);
  });
});

test("csv outputs are read past their comment line", () => {
  const table = parseCsvOutput("#,,\"generated_by='x'\"\r\nlon,lat,poe-0.1\r\n1.0,2.0,5.0E-01\r\n");
  expect(table).toEqual({ columns: ["lon", "lat", "poe-0.1"], rows: [[1, 2, 0.5]] });
});
