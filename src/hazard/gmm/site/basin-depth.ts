/**
 * Median basin depths for a vs30 (m/s), used where the depth is not measured (-999), and the taper of basin terms
 * of the US national seismic hazard model.
 */

/** Marks a depth that was not measured. */
export const NOT_MEASURED = -999;

/**
 * Depth (m) to 1 km/s, Chiou & Youngs (2014) eq. 1 for California.
 * @example californiaZ1(400) = 355.9244
 */
export function californiaZ1(vs30: number): number {
  const v4 = 570.94 ** 4;
  return Math.exp((-7.15 / 4) * Math.log((vs30 ** 4 + v4) / (1360 ** 4 + v4)));
}

/**
 * Depth (m) to 1 km/s, Chiou & Youngs (2014) eq. 2 for Japan.
 * @example japanZ1(400) = 114.0687
 */
export function japanZ1(vs30: number): number {
  const v2 = 412.39 ** 2;
  return Math.exp((-5.23 / 2) * Math.log((vs30 * vs30 + v2) / (1360 ** 2 + v2)));
}

/**
 * Depth (km) to 2.5 km/s, Campbell & Bozorgnia (2014) eqs. 33 and 34.
 * @example medianZ25(400, false) = 1.264611
 */
export function medianZ25(vs30: number, japan: boolean): number {
  return japan ? Math.exp(5.359 - 1.102 * Math.log(vs30)) : Math.exp(7.089 - 1.144 * Math.log(vs30));
}

/**
 * Basin amplification of the US model grows from 0 to 1 between depths of 0.3 and 0.5 km (to 1 km/s). `z1` in m.
 * @example usgsBasinTaperZ1(500, 1) = 1
 */
export function usgsBasinTaperZ1(z1: number, period: number): number {
  return usgsBasinTaper(z1, 300, 500, period);
}

/**
 * ... and between 1 and 3 km (to 2.5 km/s). `z25` in km.
 * @example usgsBasinTaperZ25(3, 1) = 1
 */
export function usgsBasinTaperZ25(z25: number, period: number): number {
  return usgsBasinTaper(z25, 1, 3, period);
}

function usgsBasinTaper(depth: number, upper: number, lower: number, period: number): number {
  if (period <= 0.5) return 0;
  const taper = Math.min(Math.max((depth - upper) / (lower - upper), 0), 1);
  return period === 0.75 ? 0.585 * taper : taper;
}
