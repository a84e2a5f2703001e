/** Random numbers of an event, and the loss ratios that are drawn with them (docs/method/risk.md 5). */

import { InputError } from "../../input-error.ts";
import { beta } from "../../numerics/random/gamma.ts";
import { MersenneTwister } from "../../numerics/random/mersenne-twister.ts";
import { standardNormal } from "../../numerics/random/normal.ts";
import { Philox } from "../../numerics/random/philox.ts";
import type { VulnerabilityFunction } from "../functions/vulnerability.ts";

/** What rounding can add to a mean. */
const ROUNDING = 1e-12;

/** Random numbers of an event, and the loss ratio they are applied to. */
export class LossRatioStream {
  /** Of the loss ratio at the motion sought. */
  mean = 0;
  cov = 0;
  readonly generator: Philox;
  private readonly seed: number;
  private readonly correlated: boolean;
  /** Normal number of a call, NaN before it is drawn. */
  private common = Number.NaN;
  /** The number all functions with a probability mass share, NaN before it is drawn. */
  private uniform = Number.NaN;
  sigma = 0;
  divisor = 1;
  /** The coefficient of variation that these are of. */
  private spread = 0;

  constructor(seed: number, correlated: boolean) {
    this.seed = seed;
    this.generator = new Philox(seed);
    this.correlated = correlated;
  }

  beginCall(): void {
    this.common = Number.NaN;
  }

  /** Mean and coefficient of variation at a motion: linear between levels, nothing below the first. */
  seek({ levels, means, coefficients, distribution }: VulnerabilityFunction, motion: number): void {
    const last = levels.length - 1;
    if (motion < levels[0]! || Number.isNaN(motion)) {
      this.mean = 0;
      this.cov = 0;
    } else if (distribution === "BT") {
      // Rounded as the reference rounds, from the level below also where a level is met: a coefficient of 0 that rounding raises
      // to 1e-17 takes a draw, which moves all that follow.
      const x = Math.min(motion, levels[last]!);
      const low = intervalBelow(x, levels);
      const [from, step] = [levels[low]!, levels[low + 1]! - levels[low]!];
      this.mean = ((means[low + 1]! - means[low]!) / step) * (x - from) + means[low]!;
      this.cov = ((coefficients[low + 1]! - coefficients[low]!) / step) * (x - from) + coefficients[low]!;
    } else if (motion >= levels[last]!) {
      this.mean = means[last]!;
      this.cov = coefficients[last]!;
    } else {
      const low = intervalOf(motion, levels);
      const share = (motion - levels[low]!) / (levels[low + 1]! - levels[low]!);
      this.mean = (means[low + 1]! - means[low]!) * share + means[low]!;
      this.cov = (coefficients[low + 1]! - coefficients[low]!) * share + coefficients[low]!;
    }
    // Between most levels the coefficient is the same.
    if (this.cov === this.spread) return;
    this.spread = this.cov;
    const square = this.cov * this.cov;
    this.sigma = this.cov === 0 ? 0 : Math.sqrt(Math.log1p(square));
    this.divisor = Math.sqrt(1 + square);
  }

  /** The loss ratio of the first class whose cumulated probability reaches the number of the event. */
  seekMass({ levels, lossRatios, probabilities }: VulnerabilityFunction, motion: number): void {
    this.cov = 0;
    const last = levels.length - 1;
    if (motion < levels[0]!) {
      this.mean = lossRatios[0]!;
      return;
    }
    if (Number.isNaN(this.uniform)) this.uniform = new MersenneTwister(this.seed).double();
    const at = Math.min(motion, levels[last]!);
    const low = Math.min(intervalOf(at, levels), last - 1);
    const share = (at - levels[low]!) / (levels[low + 1]! - levels[low]!);
    let sum = 0;
    let chosen = 0;
    for (let c = 0; c < lossRatios.length; c++) {
      const row = probabilities[c]!;
      sum += (row[low + 1]! - row[low]!) * share + row[low]!;
      if (sum >= this.uniform) {
        chosen = c;
        break;
      }
    }
    this.mean = lossRatios[chosen]!;
  }

  /** @throws InputError where a beta distribution has no such deviation, which interpolation between sound levels can ask for */
  draw({ distribution, id }: VulnerabilityFunction): number {
    if (distribution === "LN") {
      const normal = this.normal();
      return (this.mean * Math.exp(normal * this.sigma)) / this.divisor;
    }
    if (distribution === "PM" || this.mean === 0 || this.cov === 0) return this.mean;
    const { mean, cov } = this;
    const common = (1 - mean) / (mean * cov) ** 2 - 1 / mean;
    // Where the loss is total rounding leaves no room for a spread of 1e-17.
    if (!(common > 0) && Math.abs(1 - mean) < ROUNDING) return mean;
    if (!(common > 0))
      throw new InputError(
        `the function ${id} has a coefficient of variation of ${cov.toPrecision(4)} at a mean of ${mean.toPrecision(4)}, between two of its levels, which no beta distribution has`,
        { parameter: "covLRs", allowed: "sqrt((1 - mean) / mean) at most, also between levels" },
      );
    return beta(this.generator, common * mean * mean, common * (mean - mean * mean));
  }

  private normal(): number {
    if (!this.correlated) return standardNormal(this.generator);
    if (Number.isNaN(this.common)) this.common = standardNormal(this.generator);
    return this.common;
  }
}

/** Largest i with levels[i] <= x; x is inside the levels. */
function intervalOf(x: number, levels: Float64Array): number {
  let low = 0;
  let high = levels.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (levels[middle]! <= x) low = middle;
    else high = middle;
  }
  return low;
}

/** The interval whose upper level is the first at or above x; the first interval for the first level. */
function intervalBelow(x: number, levels: Float64Array): number {
  const low = intervalOf(x, levels);
  return low > 0 && levels[low] === x ? low - 1 : low;
}
