/** Long runs of NumPy's samplers, to the last bit (scripts/fixtures/random-streams.py). */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { binomial } from "../../../src/numerics/random/binomial.ts";
import type { BitGenerator } from "../../../src/numerics/random/bit-generator.ts";
import { standardExponential } from "../../../src/numerics/random/exponential.ts";
import { beta, standardGamma } from "../../../src/numerics/random/gamma.ts";
import { integerBelow } from "../../../src/numerics/random/integers.ts";
import { MersenneTwister } from "../../../src/numerics/random/mersenne-twister.ts";
import { standardNormal } from "../../../src/numerics/random/normal.ts";
import { Pcg64 } from "../../../src/numerics/random/pcg64.ts";
import { Philox } from "../../../src/numerics/random/philox.ts";
import { poisson } from "../../../src/numerics/random/poisson.ts";
import { PROJECT } from "../../harness.ts";

interface Run {
  readonly generator: "PCG64" | "Philox" | "MT19937";
  readonly method: string;
  readonly args: { readonly [name: string]: number };
  readonly values: readonly number[];
}

const { seed, size, step, runs } = JSON.parse(
  readFileSync(join(PROJECT, "tests/fixtures/numerics/random-streams.json"), "utf8"),
) as { readonly seed: number; readonly size: number; readonly step: number; readonly runs: readonly Run[] };

function legacySampler(method: string): () => number {
  const generator = new MersenneTwister(seed);
  return method === "normal" ? () => generator.normal() : () => generator.double();
}

function sampler({ generator: name, method, args }: Run): () => number {
  if (name === "MT19937") return legacySampler(method);
  const generator: BitGenerator = name === "PCG64" ? new Pcg64(seed) : new Philox(seed);
  switch (method) {
    case "double":
      return () => generator.double();
    case "standardNormal":
      return () => standardNormal(generator);
    case "standardExponential":
      return () => standardExponential(generator);
    case "standardGamma":
      return () => standardGamma(generator, args["shape"]!);
    case "beta":
      return () => beta(generator, args["a"]!, args["b"]!);
    case "poisson":
      return () => poisson(generator, args["mean"]!);
    case "binomial":
      return () => binomial(generator, args["n"]!, args["p"]!);
    case "integerBelow":
      return () => integerBelow(generator, args["limit"]!);
    default:
      throw new Error(`no sampler is called ${method}`);
  }
}

test("the fixture has runs of all samplers", () => {
  expect(runs.length).toBe(17);
});

for (const run of runs)
  test(`${run.generator} ${run.method} ${JSON.stringify(run.args)}`, () => {
    const draw = sampler(run);
    const values: number[] = [];
    for (let i = 1; i <= size; i++) {
      const value = draw();
      if (i % step === 0) values.push(value);
    }
    expect(values).toEqual([...run.values]);
  });
