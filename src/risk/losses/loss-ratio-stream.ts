/** Random numbers of an event, and the loss ratios that are drawn with them (docs/method/risk.md 5). */
import { beta } from "../../numerics/random/gamma.ts";
import { MersenneTwister } from "../../numerics/random/mersenne-twister.ts";
import { standardNormal } from "../../numerics/random/normal.ts";
import { Philox } from "../../numerics/random/philox.ts";
import type { VulnerabilityFunction } from "../functions/vulnerability.ts";

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
  seek({ levels, means, coefficients }: VulnerabilityFunction, motion: number): void {
    const last = levels.length - 1;
    if (motion < levels[0]! || Number.isNaN(motion)) {
      this.mean = 0;
      this.cov = 0;
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

  draw(distribution: VulnerabilityFunction["distribution"]): number {
    if (distribution === "LN") {
      const normal = this.normal();
      return (this.mean * Math.exp(normal * this.sigma)) / this.divisor;
    }
    if (distribution === "PM" || this.mean === 0 || this.cov === 0) return this.mean;
    const { mean, cov } = this;
    const common = (1 - mean) / (mean * cov) ** 2 - 1 / mean;
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
