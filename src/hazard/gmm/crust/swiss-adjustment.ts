/**
 * Adjustments the Swiss hazard model 2014 makes to published models: rock of 1105 m/s with a regional kappa, weaker small
 * earthquakes (Edwards & Faeh), single-station within-event standard deviation by magnitude and distance.
 */
import type { ContextBlock } from "../../context-block.ts";
import type { Coefficients, CoefficientTable } from "../coefficients.ts";
import type { GroundMotionBlock } from "../model.ts";

type Columns = "k_adj a1 a2 b1 b2 Rm phi_11 phi_21 C2 Mc1 Mc2 Rc11 Rc21 mean_phi_ss";
type Row = Coefficients<Columns>;
export type SwissTable = CoefficientTable<Columns>;

/** Weakening (ln) between magnitudes 3 and 5.5. */
function smallMagnitudeTerm(c: Row, mag: number, distance: number): number {
  if (mag < 3 || mag >= 5.5) return 0;
  const r = Math.max(Math.min(distance, c.Rm), 10);
  return -(((5.5 - mag) / c.a1) ** c.a2) * (c.b1 + c.b2 * Math.log(r / 20));
}

/** Single-station standard deviation before it is averaged with the mean one. */
export function stationDeviation(
  c: Coefficients<"phi_11 phi_21 C2 Mc1 Mc2 Rc11 Rc21">,
  mag: number,
  distance: number,
): number {
  const near = Math.min(Math.max((distance - c.Rc11) / (c.Rc21 - c.Rc11), 0), 1);
  const small = c.phi_11 + (c.phi_21 - c.phi_11) * near;
  if (mag < c.Mc1) return small;
  if (mag > c.Mc2) return c.C2;
  return small + (c.C2 - small) * ((mag - c.Mc1) / (c.Mc2 - c.Mc1));
}

/**
 * Adjusts means and replaces the standard deviations. `tau`: the model's between-event standard deviation in its own units (a non-linear model
 * gives it a row at a time); `units` divides the station standard deviations, which the tables give in ln units.
 */
export function swissAdjustment(
  c: Row,
  tau: number | ((i: number) => number),
  units: number,
): (ctx: ContextBlock, distance: Float64Array, out: GroundMotionBlock) => void {
  const lnKappa = Math.log(c.k_adj);
  return (ctx, distance, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const mag = ctx.mag[i]!;
      out.mean[i]! += lnKappa + smallMagnitudeTerm(c, mag, distance[i]!);
      const within = (0.5 * stationDeviation(c, mag, distance[i]!) + 0.5 * c.mean_phi_ss) / units;
      const between = typeof tau === "number" ? tau : tau(i);
      out.phi[i] = within;
      out.tau[i] = between;
      out.sigma[i] = Math.sqrt(within * within + between * between);
    }
  };
}
