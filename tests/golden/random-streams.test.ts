/** Every recorded stream of NumPy is replayed: all numbers must be equal, to the last bit. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { binomial, multinomial } from "../../src/numerics/random/binomial.ts";
import type { BitGenerator } from "../../src/numerics/random/bit-generator.ts";
import { chooseDistinct, chooseWeighted } from "../../src/numerics/random/choice.ts";
import { crc32 } from "../../src/numerics/random/crc32.ts";
import { standardExponential } from "../../src/numerics/random/exponential.ts";
import { beta, standardGamma } from "../../src/numerics/random/gamma.ts";
import { integerBelow, integersBelow, largeIntegersBelow, permutation } from "../../src/numerics/random/integers.ts";
import { MersenneTwister } from "../../src/numerics/random/mersenne-twister.ts";
import { normal, standardNormal } from "../../src/numerics/random/normal.ts";
import { Pcg64 } from "../../src/numerics/random/pcg64.ts";
import { Philox } from "../../src/numerics/random/philox.ts";
import { poisson } from "../../src/numerics/random/poisson.ts";
import { seedPool, seedState } from "../../src/numerics/random/seed-sequence.ts";
import { goldenPath, hasGolden } from "../harness.ts";

interface Arguments {
  size?: number | number[];
  delta?: number;
  high?: number | string;
  lam?: number | number[];
  n?: number;
  p?: number | number[];
  pvals?: number[];
  a?: number;
  b?: number;
  x?: number;
  replace?: boolean;
  shape?: number;
  loc?: number | number[];
  scale?: number | number[];
}
interface Call {
  method: string;
  args: Arguments;
}
interface StreamRecord {
  id: string;
  bit_generator: "PCG64" | "Philox" | "MT19937";
  seed: string;
  calls: Call[];
  outputs: (number | string)[][];
  checkpoints?: { [index: string]: number | string };
  first_call_size_for_checkpoints?: number;
}

function records<T>(file: string): T[] {
  return (JSON.parse(readFileSync(goldenPath("random", file), "utf8")) as { records: T[] }).records;
}

const repeat = (count: number, draw: (index: number) => number | string): (number | string)[] =>
  Array.from({ length: count }, (_, i) => draw(i));
const at = (value: number | number[] | undefined, index: number, other: number): number =>
  value === undefined ? other : typeof value === "number" ? value : value[index]!;

function raw64(generator: BitGenerator): string {
  generator.next64();
  return String((BigInt(generator.high) << 32n) | BigInt(generator.low));
}

function replay(generator: BitGenerator, { method, args }: Call): ArrayLike<number | string> {
  const size = [args.size ?? 1].flat().reduce((product, length) => product * length, 1);
  switch (method) {
    case "raw64":
      return repeat(size, () => raw64(generator));
    case "raw32":
      return repeat(size, () => generator.next32());
    case "advance":
      (generator as Pcg64).advance(args.delta!);
      return [];
    case "random":
    case "uniform": {
      const out = new Float64Array(size);
      generator.fillDoubles(out);
      return out;
    }
    case "integers":
      return Number(args.high) > 2 ** 32
        ? [...largeIntegersBelow(generator, BigInt(args.high!), size)].map((v) => (v < 2n ** 53n ? Number(v) : `${v}`))
        : integersBelow(generator, Number(args.high), size);
    case "choice":
      if (args.p !== undefined) return chooseWeighted(generator, args.p as number[], size);
      return args.replace === false
        ? chooseDistinct(generator, args.a!, size)
        : repeat(size, () => integerBelow(generator, args.a!));
    case "shuffle":
      return permutation(generator, args.n!);
    case "permutation":
      return permutation(generator, args.x!);
    case "standard_normal":
      return repeat(size, () => standardNormal(generator));
    case "normal": {
      const count = Array.isArray(args.loc) ? args.loc.length : size;
      return repeat(count, (i) => normal(generator, at(args.loc, i, 0), at(args.scale, i, 1)));
    }
    case "standard_exponential":
      return repeat(size, () => standardExponential(generator));
    case "standard_gamma":
      return repeat(size, () => standardGamma(generator, args.shape!));
    case "beta":
      return repeat(size, () => beta(generator, args.a!, args.b!));
    case "poisson":
      return repeat(Array.isArray(args.lam) ? args.lam.length : size, (i) => poisson(generator, at(args.lam, i, 0)));
    case "binomial":
      return repeat(size, () => binomial(generator, args.n!, args.p as number));
    case "multinomial":
      return multinomial(generator, args.n!, args.pvals!);
    default:
      throw new Error(`no such method: ${method}`);
  }
}

function replayLegacy(generator: MersenneTwister, { method, args }: Call): ArrayLike<number | string> {
  const size = [args.size ?? 1].flat().reduce((product, length) => product * length, 1);
  const out = new Float64Array(size);
  if (method === "standard_normal") generator.fillNormals(out);
  else generator.fillDoubles(out);
  return out;
}

function replayer({ bit_generator: kind, seed }: StreamRecord): (call: Call) => ArrayLike<number | string> {
  if (kind === "MT19937") {
    const generator = new MersenneTwister(Number(seed));
    return (call) => replayLegacy(generator, call);
  }
  const generator = kind === "PCG64" ? new Pcg64(BigInt(seed)) : new Philox(BigInt(seed));
  return (call) => replay(generator, call);
}

const FILES = [
  "binomial",
  "bounded",
  "choice",
  "exponential",
  "gamma-beta",
  "mt19937",
  "multinomial",
  "normal",
  "pcg64",
  "philox",
  "poisson",
];

describe.if(hasGolden())("NumPy's streams", () => {
  test("states of SeedSequence", () => {
    interface SeedRecord {
      seed: string;
      pool: number[];
      state32: number[];
      state64: string[];
    }
    for (const record of records<SeedRecord>("seedsequence.json")) {
      const seed = BigInt(record.seed);
      expect([...seedPool(seed)]).toEqual(record.pool);
      expect([...seedState(seed, record.state32.length)]).toEqual(record.state32);
      const words = [...seedState(seed, 2 * record.state64.length)];
      const wide = record.state64.map((_, i) => String((BigInt(words[2 * i + 1]!) << 32n) | BigInt(words[2 * i]!)));
      expect(wide).toEqual(record.state64);
    }
  });

  for (const file of FILES)
    test(file, () => {
      const all = records<StreamRecord>(`${file}.json`);
      expect(all.length).toBeGreaterThan(0);
      for (const record of all) {
        const draw = replayer(record);
        const drawn = record.calls.map((call) => [...Array.from(draw(call))]);
        expect({ id: record.id, drawn }).toEqual({ id: record.id, drawn: record.outputs });
        if (record.checkpoints === undefined) continue;
        const first = record.calls[0]!;
        const long = replayer(record)({
          method: first.method,
          args: { ...first.args, size: record.first_call_size_for_checkpoints! },
        });
        for (const [index, value] of Object.entries(record.checkpoints))
          expect({ id: record.id, index, value: long[Number(index)]! }).toEqual({ id: record.id, index, value });
      }
    });

  test("seeds of sources", () => {
    interface SourceSeed {
      draw: string;
      args: { source_id: string; ses_seed: number };
      outputs: number[];
    }
    const seeds = records<SourceSeed>("engine-draws.json").filter(({ draw }) => draw === "source_seed");
    expect(seeds.length).toBe(5);
    for (const { args, outputs } of seeds) expect(crc32(args.source_id, args.ses_seed)).toBe(outputs[0]!);
  });
});
