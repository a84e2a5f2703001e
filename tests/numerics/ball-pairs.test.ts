import { expect, test } from "bun:test";
import { pairsWithin, pointTree } from "../../src/numerics/ball-pairs.ts";
import fixture from "../fixtures/numerics/ball-pairs.json" with { type: "json" };

const first = pointTree(Float64Array.from(fixture.first));
const second = pointTree(Float64Array.from(fixture.second));

function partners(radius: number, tolerance: number): Set<number>[] {
  const found = Array.from({ length: fixture.first.length / 3 }, () => new Set<number>());
  let pairs = 0;
  pairsWithin(first, second, radius, tolerance, (a, b) => {
    found[a]!.add(b);
    pairs++;
  });
  // Every pair once.
  expect(found.reduce((sum, { size }) => sum + size, 0)).toBe(pairs);
  return found;
}

test.each(fixture.cases)("SciPy's pairs within $radius, to a tenth", ({ radius, counts, sums }) => {
  const found = partners(radius, 0.1);
  expect(found.map(({ size }) => size)).toEqual(counts);
  expect(found.map((set) => [...set].reduce((sum, b) => sum + b, 0))).toEqual(sums);
});

test.each(fixture.cases)("without tolerance the pairs within $radius are exact", ({ radius, exact }) => {
  expect(partners(radius, 0).reduce((sum, { size }) => sum + size, 0)).toBe(exact);
});
