/** How much memory calculations can have. */
import { totalmem } from "node:os";

/** Bytes that one calculation may take of a share (0..1) of the machine's memory, `atATime` of which run together. */
export function calculationMemory(share: number, atATime: number): number {
  return Math.floor((share * machineMemory()) / atATime);
}

/** Bytes; of the container where there is one. */
function machineMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
