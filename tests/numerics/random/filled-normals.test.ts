/** Normals filled in one go are those drawn one by one, rejected words and tails included. */
import { expect, test } from "bun:test";
import { fillStandardNormals, standardNormal } from "../../../src/numerics/random/normal.ts";
import { Philox } from "../../../src/numerics/random/philox.ts";

test.each([1, 42, 123456789])("seed %d", (seed) => {
  const [one, other] = [new Philox(seed), new Philox(seed)];
  const out = new Float64Array(40_000);
  let drawn = 0;
  // Pieces of all sizes, with other draws between them.
  for (let size = 1; drawn < 200_000; size = (size * 7) % 39_989) {
    fillStandardNormals(one, out, size);
    for (let i = 0; i < size; i++) if (out[i] !== standardNormal(other)) throw new Error(`draw ${drawn + i}`);
    drawn += size;
    expect(one.double()).toBe(other.double());
  }
});

test("the first words of many seeds, which come four at a time", () => {
  const out = new Float64Array(60);
  for (let seed = 0; seed < 5000; seed++) {
    const other = new Philox(seed);
    fillStandardNormals(new Philox(seed), out, 60);
    for (let i = 0; i < 60; i++) if (out[i] !== standardNormal(other)) throw new Error(`seed ${seed}, draw ${i}`);
  }
});
