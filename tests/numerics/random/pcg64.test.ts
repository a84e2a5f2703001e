import { describe, expect, test } from "bun:test";
import { pcg64, uniformDoubles } from "../../../src/numerics/random/pcg64.ts";
import { generateState } from "../../../src/numerics/random/seed-sequence.ts";
import { goldenPath, hasGolden } from "../../harness.ts";

interface SeedRecord {
  seed: string;
  state64: string[];
}
interface StreamRecord {
  bit_generator: string;
  seed: string;
  calls: { method: string; args: { size: number } }[];
  outputs: string[][];
}

describe.if(hasGolden())("NumPy's streams", () => {
  test("SeedSequence states", async () => {
    const { records } = (await Bun.file(goldenPath("random", "seedsequence.json")).json()) as { records: SeedRecord[] };
    expect(records.length).toBeGreaterThan(3);
    for (const record of records) {
      const state = generateState(BigInt(record.seed), record.state64.length);
      expect([...state].map(String)).toEqual(record.state64);
    }
  });

  test("PCG64 raw words", async () => {
    const { records } = (await Bun.file(goldenPath("random", "pcg64.json")).json()) as { records: StreamRecord[] };
    const raw = records.filter((record) => record.calls[0]?.method === "raw64");
    expect(raw.length).toBeGreaterThan(1);
    for (const record of raw) {
      const generator = pcg64(BigInt(record.seed));
      for (const word of record.outputs[0]!) expect(String(generator.next())).toBe(word);
    }
  });
});

test("the draws of the logic-tree example (method-classical E5)", () => {
  expect([...uniformDoubles(42, 3)]).toEqual([0.7739560485559633, 0.4388784397520523, 0.8585979199113825]);
  expect([...uniformDoubles(43, 2)]).toEqual([0.6522992627009107, 0.04377532363899661]);
});
