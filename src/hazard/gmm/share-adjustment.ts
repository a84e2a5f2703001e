/**
 * SHARE (2013) adjustments of models for hard rock of eastern North America: style of faulting after Bommer et al. (2003)
 * and rock of vs30 800 m/s. ln units.
 */
import { isNormal60UpTo, isReverse30UpTo } from "./mechanism.ts";

const SHARE_NORMAL = 0.95;
const SHARE_PROBABILITY_REVERSE = 0.81;
const SHARE_PROBABILITY_NORMAL = 0.01;

/**
 * `reverseFactor`: reverse to strike-slip; `rockFactor`: 800 m/s to hard rock.
 * @example shareAdjustment(1.2, 0.9, 90) = -0.07020649
 */
export function shareAdjustment(reverseFactor: number, rockFactor: number, rake: number): number {
  const lnReverse = Math.log(reverseFactor);
  const lnNormal = Math.log(SHARE_NORMAL);
  const reverse = isReverse30UpTo(rake);
  const normal = isNormal60UpTo(rake);
  return (
    Math.log(rockFactor) +
    ((reverse ? 1 : 0) - SHARE_PROBABILITY_REVERSE) * lnReverse +
    ((normal ? 1 : 0) - SHARE_PROBABILITY_NORMAL) * lnNormal
  );
}
