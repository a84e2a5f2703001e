/**
 * Rupture parameters estimated where they are not known: depth to the top (Kaklamanos et al. 2011 and Chiou & Youngs 2014),
 * width (Leonard-type area and the seismogenic depth) and hypocentral depth (Campbell & Bozorgnia 2014, eqs. 35-37).
 */
import type { ContextBlock } from "../../context-block.ts";
import { growingBuffer } from "../make-model.ts";
import { isReverse30, RADIANS } from "../mechanism.ts";

export interface RuptureEstimates {
  readonly top: boolean;
  readonly width: boolean;
  readonly depth: boolean;
}

function estimatedTop(mag: number, rake: number): number {
  const root = isReverse30(rake)
    ? Math.max(2.704 - 1.226 * Math.max(mag - 5.849, 0), 0)
    : Math.max(2.673 - 1.136 * Math.max(mag - 4.97, 0), 0);
  return root * root;
}

function estimatedWidth(mag: number, dip: number, top: number, bottom: number): number {
  const width = Math.sqrt(10 ** ((mag - 4.07) / 0.98));
  const sine = Math.sin(dip * RADIANS);
  return Math.abs(sine) > 0 ? Math.min(width, (bottom - top) / sine) : width;
}

function estimatedDepth(mag: number, dip: number, top: number, width: number): number {
  const extent = width * Math.sin(dip * RADIANS);
  if (extent <= 0) return top;
  const byMagnitude = mag < 6.75 ? -4.317 + 0.984 * mag : 2.325;
  const byDip = dip <= 40 ? 0.0445 * (dip - 40) : 0;
  return top + Math.exp(Math.min(byMagnitude + byDip, Math.log(0.9 * extent)));
}

/** The columns of a block that replace those of its ruptures. */
export function estimatedRupture(what: RuptureEstimates): (ctx: ContextBlock) => Partial<ContextBlock> {
  const tops = growingBuffer();
  const widths = growingBuffer();
  const depths = growingBuffer();
  return (ctx) => {
    const ztor = what.top ? tops(ctx.length) : ctx.ztor;
    const width = what.width ? widths(ctx.length) : ctx.width;
    const hypo_depth = what.depth ? depths(ctx.length) : ctx.hypo_depth;
    for (let i = 0; i < ctx.length; i++) {
      const mag = ctx.mag[i]!;
      const dip = ctx.dip[i]!;
      if (what.top) ztor[i] = estimatedTop(mag, ctx.rake[i]!);
      if (what.width) width[i] = estimatedWidth(mag, dip, ztor[i]!, ctx.zbot[i]!);
      if (what.depth) hypo_depth[i] = estimatedDepth(mag, dip, ztor[i]!, width[i]!);
    }
    return { ztor, width, hypo_depth };
  };
}
