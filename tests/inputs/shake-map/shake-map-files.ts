/** Small ShakeMaps of each kind, written by hand. */

const FIELDS = ["LON", "LAT", "PGA", "PSA03", "PSA10", "PSA06", "SVEL"];

/** Four points of a square, and PGA from 10 % of g upwards. */
export function gridXml(fields: readonly string[] = FIELDS, rows?: readonly string[]): string {
  const lines = rows ?? [
    "13 42 10 20 5 8 500",
    "13.1 42 20 40 10 16 500",
    "13 42.1 30 60 15 24 500",
    "13.1 42.1 40 80 20 32 500",
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<shakemap_grid xmlns="http://earthquake.usgs.gov/eqcenter/shakemap" event_id="own">
${fields.map((name, i) => `<grid_field index="${i + 1}" name="${name}" units="x"/>`).join("\n")}
<grid_data>
${lines.join("\n")}
</grid_data>
</shakemap_grid>
`;
}

export const UNCERTAINTY = gridXml(
  ["LON", "LAT", "STDPGA", "STDPSA03", "STDPSA10", "STDPSA06"],
  ["13 42 0.5 0.6 0.7 0.6", "13.1 42 0.5 0.6 0.7 0.6", "13 42.1 0.5 0.6 0.7 0.6", "13.1 42.1 0.5 0.6 0.7 0.6"],
);

/** Records of lon, lat, val and std of one measure. */
export function npy(rows: readonly (readonly [lon: number, lat: number, val: number, std: number])[]): Uint8Array {
  const inner = "[('PGA', '<f4')]";
  const descr = `[('lon', '<f4'), ('lat', '<f4'), ('val', ${inner}), ('std', ${inner})]`;
  const head = `{'descr': ${descr}, 'fortran_order': False, 'shape': (${rows.length},), }`.padEnd(245) + "\n";
  const bytes = new Uint8Array(10 + head.length + 16 * rows.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, head.length & 255, head.length >> 8]);
  bytes.set(new TextEncoder().encode(head), 10);
  const view = new DataView(bytes.buffer);
  for (const [i, row] of rows.entries())
    for (const [c, value] of row.entries()) view.setFloat32(10 + head.length + 16 * i + 4 * c, value, true);
  return bytes;
}

type Ring = readonly (readonly [number, number])[];

/** Polygons of one ring each; outer rings go clockwise in shapefiles. */
export function shp(rings: readonly Ring[]): Uint8Array {
  const sizes = rings.map((ring) => 8 + 44 + 4 + 16 * ring.length);
  const bytes = new Uint8Array(100 + sizes.reduce((a, b) => a + b, 0));
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 9994);
  view.setInt32(24, bytes.length / 2);
  view.setInt32(28, 1000, true);
  view.setInt32(32, 5, true);
  let at = 100;
  for (const [i, ring] of rings.entries()) {
    view.setInt32(at, i + 1);
    view.setInt32(at + 4, (sizes[i]! - 8) / 2);
    view.setInt32(at + 8, 5, true);
    const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
    for (const [k, value] of [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].entries())
      view.setFloat64(at + 12 + 8 * k, value, true);
    view.setInt32(at + 44, 1, true);
    view.setInt32(at + 48, ring.length, true);
    for (const [k, [x, y]] of ring.entries()) {
      view.setFloat64(at + 56 + 16 * k, x, true);
      view.setFloat64(at + 64 + 16 * k, y, true);
    }
    at += sizes[i]!;
  }
  return bytes;
}

/** A table of numbers of ten places. */
export function dbf(fields: readonly string[], rows: readonly (readonly number[])[]): Uint8Array {
  const head = 32 + 32 * fields.length + 1;
  const width = 1 + 10 * fields.length;
  const bytes = new Uint8Array(head + width * rows.length + 1).fill(32);
  bytes.fill(0, 0, head);
  const view = new DataView(bytes.buffer);
  bytes.set([3, 124, 1, 1]);
  view.setUint32(4, rows.length, true);
  view.setUint16(8, head, true);
  view.setUint16(10, width, true);
  for (const [f, name] of fields.entries()) {
    bytes.set(new TextEncoder().encode(name), 32 + 32 * f);
    bytes[32 + 32 * f + 11] = "N".charCodeAt(0);
    bytes[32 + 32 * f + 16] = 10;
    bytes[32 + 32 * f + 17] = 3;
  }
  bytes[head - 1] = 13;
  for (const [r, row] of rows.entries())
    for (const [f, value] of row.entries())
      bytes.set(new TextEncoder().encode(value.toFixed(3).padStart(10)), head + width * r + 1 + 10 * f);
  bytes[bytes.length - 1] = 26;
  return bytes;
}

export const SQUARE: Ring = [
  [13, 42],
  [13, 42.1],
  [13.1, 42.1],
  [13.1, 42],
  [13, 42],
];
