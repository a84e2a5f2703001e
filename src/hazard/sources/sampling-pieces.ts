/** Long sources are cut before they are sampled: each piece draws from a stream of its own (docs/method/events.md 3.8). */
import type { MultiFaultSource, MultiPointSource, Source } from "./source.ts";

/** Points, and ruptures, of a piece. */
const POINTS = 1000;
const RUPTURES = 2000;

/**
 * The pieces of a multi-point source of more than 1,000 points or a multi-fault source of more than 2,000 ruptures, named `id:0`,
 * `id:1` ...; any other source is one piece under its own name.
 * @param bySource `disagg_by_src`, with which multi-fault sources stay whole, as do those with fault tags
 */
export function samplingPieces(source: Source, bySource: boolean): readonly Source[] {
  if (source.kind === "multiPoint" && source.points.length > 2 * POINTS) return pointPieces(source);
  if (source.kind === "multiFault" && source.ruptures.length > RUPTURES && !bySource && source.faults === undefined)
    return rupturePieces(source);
  return [source];
}

function pointPieces(source: MultiPointSource): MultiPointSource[] {
  const { points, mfd, id } = source;
  const pieces = Math.ceil(points.length / (2 * POINTS));
  return Array.from({ length: pieces }, (_, piece) => {
    const [from, to] = [piece * POINTS, (piece + 1) * POINTS];
    return {
      ...source,
      id: `${id}:${piece}`,
      points: points.slice(2 * from, 2 * to),
      mfd: mfd.kind === "multi" ? { ...mfd, members: mfd.members.slice(from, to) } : mfd,
    };
  });
}

function rupturePieces(source: MultiFaultSource): MultiFaultSource[] {
  const { ruptures, id } = source;
  const pieces = Math.ceil(ruptures.length / RUPTURES);
  return Array.from({ length: pieces }, (_, piece) => ({
    ...source,
    id: `${id}:${piece}`,
    ruptures: ruptures.slice(piece * RUPTURES, (piece + 1) * RUPTURES),
  }));
}
