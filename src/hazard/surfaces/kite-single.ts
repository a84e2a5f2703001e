/** Strike, dip and width of a kite mesh in single precision, step by step as the reference (docs/method/sources.md 6.3). */
import { azimuthSingle, geodeticDistanceSingle } from "../../geo/single-geodesy.ts";
import { modulo } from "../../geo/sphere.ts";
import { degreesSingle, meanSingle, sumSingle } from "../../numerics/single-precision.ts";
import type { Mesh, MeshWindow } from "./mesh.ts";

const { fround } = Math;

/** Single-precision mean of the azimuths along the top row, each shifted. @param shift degrees */
export function topStrikeSingle({ lon, lat }: Mesh, nodes: readonly number[], shift: number): number {
  const azimuths = Float32Array.from({ length: nodes.length - 1 }, (_, i) => {
    const [from, to] = [nodes[i]!, nodes[i + 1]!];
    return modulo(fround(azimuthSingle(lon[from]!, lat[from]!, lon[to]!, lat[to]!) + fround(shift)), 360);
  });
  return meanSingle(azimuths);
}

/** @param noDistance km; cells of a shorter horizontal extent are vertical */
export function dipAndWidthSingle(
  { lon, lat, depth, columns }: Mesh,
  window: MeshWindow,
  noDistance: number,
): { readonly dip: number; readonly width: number } {
  const dips: number[] = [];
  const lengths: number[] = [];
  const widths: number[] = [];
  for (let j = window.columnStart; j < window.columnStop; j++) {
    const angles: number[] = [];
    const cells: number[] = [];
    const extents: number[] = [];
    for (let i = window.rowStart; i + 1 < window.rowStop; i++) {
      const node = i * columns + j;
      const below = node + columns;
      if (Number.isNaN(lon[node]!) || Number.isNaN(lon[below]!)) continue;
      const distance = geodeticDistanceSingle(lon[below]!, lat[below]!, lon[node]!, lat[node]!);
      // The way of the reference through squares and roots; it moves the last bit.
      const horizontal = fround(Math.sqrt(square(distance)));
      const vertical = fround(depth[below]! - depth[node]!);
      angles.push(horizontal > noDistance ? degreesSingle(fround(Math.atan(fround(vertical / horizontal)))) : 90);
      cells.push(hypotenuse(horizontal, vertical));
      extents.push(hypotenuse(distance, vertical));
    }
    if (cells.length === 0) continue;
    dips.push(meanSingle(Float32Array.from(angles)));
    lengths.push(sumSingle(Float32Array.from(cells)));
    widths.push(sumSingle(Float32Array.from(extents)));
  }
  const total = sumSingle(Float32Array.from(lengths));
  return {
    dip: sumSingle(Float32Array.from(dips, (dip, c) => fround(fround(dip * lengths[c]!) / total))),
    width: meanSingle(Float32Array.from(widths)),
  };
}

function square(value: number): number {
  return fround(value * value);
}

function hypotenuse(horizontal: number, vertical: number): number {
  return fround(Math.sqrt(fround(square(horizontal) + square(vertical))));
}
