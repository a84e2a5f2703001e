/** Style of faulting from rake (degrees), as most of the NGA models bound it. */

/** Rake strictly between 30 and 150. */
export function isReverse30(rake: number): boolean {
  return rake > 30 && rake < 150;
}

/** Rake strictly between -150 and -30. */
export function isNormal30(rake: number): boolean {
  return rake > -150 && rake < -30;
}

export const RADIANS = Math.PI / 180;
