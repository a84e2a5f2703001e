/** Short pieces of NumPy's streams (2.2.6); all recorded ones are replayed in tests/golden/random-streams.test.ts. */
import { describe, expect, test } from "bun:test";
import { binomial, multinomial } from "../../../src/numerics/random/binomial.ts";
import { chooseDistinct, chooseDistinctWeighted, chooseWeighted } from "../../../src/numerics/random/choice.ts";
import { crc32 } from "../../../src/numerics/random/crc32.ts";
import { standardExponential } from "../../../src/numerics/random/exponential.ts";
import { beta, standardGamma } from "../../../src/numerics/random/gamma.ts";
import { integerBelow, integersBelow, permutation } from "../../../src/numerics/random/integers.ts";
import { MersenneTwister } from "../../../src/numerics/random/mersenne-twister.ts";
import { lognormal, standardNormal } from "../../../src/numerics/random/normal.ts";
import { Pcg64, uniformDoubles } from "../../../src/numerics/random/pcg64.ts";
import { Philox } from "../../../src/numerics/random/philox.ts";
import { poisson } from "../../../src/numerics/random/poisson.ts";

const rng = () => new Pcg64(42);
const three = (draw: () => number): number[] => [draw(), draw(), draw()];

describe("PCG64", () => {
  test("doubles of the logic-tree example (docs/method/classical.md E5)", () => {
    expect([...uniformDoubles(42, 3)]).toEqual([0.7739560485559633, 0.4388784397520523, 0.8585979199113825]);
    expect([...uniformDoubles(43, 2)]).toEqual([0.6522992627009107, 0.04377532363899661]);
  });

  test("advance skips draws", () => {
    const skipped = rng();
    skipped.advance(1000);
    expect(skipped.double()).toBe(uniformDoubles(42, 1001)[1000]!);
  });

  test("the kept half of a 32-bit draw survives a 64-bit draw", () => {
    const generator = rng();
    const draws = [generator.next32(), generator.double(), generator.next32()];
    expect(draws).toEqual([383329928, uniformDoubles(42, 2)[1]!, 3324115917]);
  });
});

test("Philox", () => {
  const generator = new Philox(42);
  expect(three(() => generator.double())).toEqual([0.08607763073528474, 0.14155732377913233, 0.27009303504774695]);
});

test("the legacy Mersenne Twister", () => {
  const generator = new MersenneTwister(42);
  expect([generator.double(), generator.double()]).toEqual([0.3745401188473625, 0.9507143064099162]);
  expect(three(() => generator.normal())).toEqual([0.6476885381006925, 1.5230298564080254, -0.23415337472333597]);
});

describe("samplers", () => {
  const drawThree = (draw: (generator: Pcg64) => number): number[] => {
    const generator = rng();
    return three(() => draw(generator));
  };

  test("normal and lognormal", () => {
    expect(drawThree(standardNormal)).toEqual([0.30471707975443135, -1.0399841062404955, 0.7504511958064572]);
    const logarithms = drawThree((generator) => lognormal(generator, 0.1, 0.5));
    expect(logarithms).toEqual([1.287057415976462, 0.6570520413078726, 1.608377003039645]);
  });

  test("exponential, gamma and beta", () => {
    expect(drawThree(standardExponential)).toEqual([2.4042086039659947, 2.3361896558244535, 2.384760999874255]);
    const small = drawThree((generator) => standardGamma(generator, 0.5));
    expect(small).toEqual([0.8045001461315131, 1.2802929678223112, 0.008869372855151365]);
    const large = drawThree((generator) => standardGamma(generator, 5));
    expect(large).toEqual([5.356366717343107, 6.48279823269934, 4.948317045091293]);
    const johnk = drawThree((generator) => beta(generator, 0.5, 0.5));
    expect(johnk).toEqual([0.7566840941053092, 0.009232118044248207, 0.07485660069290462]);
    const quotient = drawThree((generator) => beta(generator, 2, 5));
    expect(quotient).toEqual([0.24395464376443093, 0.28406091873844963, 0.3902720399385139]);
  });

  test("counts", () => {
    expect(drawThree((generator) => poisson(generator, 3))).toEqual([4, 4, 5]);
    expect(drawThree((generator) => poisson(generator, 30))).toEqual([35, 37, 34]);
    expect(drawThree((generator) => binomial(generator, 100, 0.2))).toEqual([23, 19, 24]);
    expect(drawThree((generator) => binomial(generator, 1000, 0.7))).toEqual([705, 724, 707]);
    expect([...multinomial(rng(), 1000, [0.1, 0.2, 0.7])]).toEqual([106, 179, 715]);
  });

  test("integers, permutations and choices", () => {
    expect([...integersBelow(rng(), 1000, 3)]).toEqual([89, 773, 654]);
    expect([...permutation(rng(), 8)]).toEqual([3, 4, 2, 7, 6, 1, 5, 0]);
    expect([...chooseWeighted(rng(), [0.1, 0.2, 0.3, 0.4], 5)]).toEqual([3, 2, 3, 3, 0]);
    expect([...chooseDistinct(rng(), 10, 4)]).toEqual([4, 0, 5, 6]);
    expect([...chooseDistinctWeighted(rng(), [0.6, 0.1, 0.1, 0.1, 0.1], 4)]).toEqual([2, 0, 3, 1]);
    const skewed = chooseDistinctWeighted(new Pcg64(7), [0.9, 0.02, 0.02, 0.02, 0.02, 0.02], 5);
    expect([...skewed]).toEqual([0, 5, 1, 4, 2]);
  });

  test("an integer below 1 draws nothing", () => {
    const generator = rng();
    expect(integerBelow(generator, 1)).toBe(0);
    expect(generator.double()).toBe(0.7739560485559633);
  });

  test("refuse what cannot be chosen", () => {
    expect(() => chooseDistinct(rng(), 3, 4)).toThrow("cannot choose 4 of 3");
    expect(() => chooseDistinctWeighted(rng(), [1, 0], 2)).toThrow("fewer than 2 weights");
    expect(() => new Pcg64(-1)).toThrow("not a seed");
  });
});

test("crc32 of zlib", () => {
  expect(crc32("123456789")).toBe(3421780262);
  expect(crc32("P1", 42)).toBe(3319235513);
});
