/**
 * Style of faulting from rake (degrees). Publications bound it at 22.5, 30, 45 or 60 degrees from strike slip, and the reference takes the
 * bounds in or not: the plain name leaves both out, `Inclusive` takes both in, `UpTo` the upper one only.
 */

export function isReverse22Inclusive(rake: number): boolean {
  return rake >= 22.5 && rake <= 157.5;
}

export function isReverse30(rake: number): boolean {
  return rake > 30 && rake < 150;
}

export function isReverse30Inclusive(rake: number): boolean {
  return rake >= 30 && rake <= 150;
}

export function isReverse30UpTo(rake: number): boolean {
  return rake > 30 && rake <= 150;
}

export function isReverse45(rake: number): boolean {
  return rake > 45 && rake < 135;
}

export function isReverse45Inclusive(rake: number): boolean {
  return rake >= 45 && rake <= 135;
}

export function isReverse45UpTo(rake: number): boolean {
  return rake > 45 && rake <= 135;
}

export function isReverse60UpTo(rake: number): boolean {
  return rake > 60 && rake <= 120;
}

export function isNormal30(rake: number): boolean {
  return rake > -150 && rake < -30;
}

export function isNormal30Inclusive(rake: number): boolean {
  return rake >= -150 && rake <= -30;
}

export function isNormal30UpTo(rake: number): boolean {
  return rake > -150 && rake <= -30;
}

export function isNormal45(rake: number): boolean {
  return rake > -135 && rake < -45;
}

export function isNormal45Inclusive(rake: number): boolean {
  return rake >= -135 && rake <= -45;
}

export function isNormal45UpTo(rake: number): boolean {
  return rake > -135 && rake <= -45;
}

export function isNormal60(rake: number): boolean {
  return rake > -120 && rake < -60;
}

export function isNormal60Inclusive(rake: number): boolean {
  return rake >= -120 && rake <= -60;
}

export function isNormal60UpTo(rake: number): boolean {
  return rake > -120 && rake <= -60;
}

export const RADIANS = Math.PI / 180;
