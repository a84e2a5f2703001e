import { expect, test } from "bun:test";
import fc from "fast-check";
import {
  planWindowMinima,
  updateWindowMagnitudes,
  updateWindowMinima,
  windowMagnitude,
  windowMinimum,
} from "../../../src/hazard/distances/mesh-window-minima.ts";

/** A grid of small integers (so that ties occur) with windows into it. */
const grids = fc
  .record({ rows: fc.integer({ min: 1, max: 9 }), columns: fc.integer({ min: 1, max: 20 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      values: fc.array(fc.integer({ min: -20, max: 20 }), { minLength: rows * columns, maxLength: rows * columns }),
      windows: fc.array(
        fc.tuple(fc.tuple(fc.nat(rows - 1), fc.nat(rows - 1)), fc.tuple(fc.nat(columns - 1), fc.nat(columns - 1))),
        { minLength: 1, maxLength: 12 },
      ),
    }),
  );

function windowsOf(
  pairs: readonly (readonly [readonly [number, number], readonly [number, number]])[],
  oneRow: boolean,
) {
  return {
    count: pairs.length,
    rowStart: Int32Array.from(pairs, ([[a, b]]) => Math.min(a, b)),
    rowStop: Int32Array.from(pairs, ([[a, b]]) => (oneRow ? Math.min(a, b) : Math.max(a, b)) + 1),
    columnStart: Int32Array.from(pairs, ([, [a, b]]) => Math.min(a, b)),
    columnStop: Int32Array.from(pairs, ([, [a, b]]) => Math.max(a, b) + 1),
  };
}

test("the minimum of every window is that of a search", () => {
  fc.assert(
    fc.property(grids, ({ rows, columns, values, windows: pairs }) => {
      const windows = windowsOf(pairs, false);
      const minima = planWindowMinima(rows, columns, windows);
      minima.values.set(values);
      updateWindowMinima(minima);
      for (let w = 0; w < windows.count; w++) {
        let least = Number.POSITIVE_INFINITY;
        for (let i = windows.rowStart[w]!; i < windows.rowStop[w]!; i++)
          for (let j = windows.columnStart[w]!; j < windows.columnStop[w]!; j++)
            least = Math.min(least, values[i * columns + j]!);
        expect(windowMinimum(minima, w)).toBe(least);
      }
    }),
  );
});

test("the smallest magnitude of a row keeps its sign, the first one on ties", () => {
  fc.assert(
    fc.property(grids, ({ rows, columns, values, windows: pairs }) => {
      const windows = windowsOf(pairs, true);
      const minima = planWindowMinima(rows, columns, windows);
      minima.values.set(values);
      updateWindowMagnitudes(minima);
      for (let w = 0; w < windows.count; w++) {
        const row = windows.rowStart[w]! * columns;
        let best = values[row + windows.columnStart[w]!]!;
        for (let j = windows.columnStart[w]!; j < windows.columnStop[w]!; j++)
          if (Math.abs(values[row + j]!) < Math.abs(best)) best = values[row + j]!;
        expect(windowMagnitude(minima, w)).toBe(best);
      }
    }),
  );
});
