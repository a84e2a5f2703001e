/**
 * Makes src/numerics/random/ziggurat-tables.ts of the recorded tables of NumPy (../shared/golden/random).
 *
 *     npx bun scripts/ziggurat-tables.ts > src/numerics/random/ziggurat-tables.ts
 */
import { join } from "node:path";

interface Tables {
  normal: { wi: number[]; ki: number[]; fi: number[] };
  exponential: { we: number[]; ke: number[]; fe: number[] };
}

const source = join(import.meta.dir, "..", "..", "shared", "golden", "random", "ziggurat-tables.json");
const { normal, exponential } = (await Bun.file(source).json()) as Tables;

const HEADER = `/**
 * The tables of the ziggurat method (Marsaglia and Tsang 2000) as NumPy stores them, 256 layers: \`SCALE\` (edge of the
 * layer over two to the number of bits), \`ACCEPT\` (a draw below it lies under the curve for sure) and \`DENSITY\` at
 * the edge.
 *
 * Recomputed from their definition they differ in the last digits (1e-14), which would change the last bits of draws:
 * so they are data, made by scripts/ziggurat-tables.ts.
 */`;

function table(name: string, values: number[]): string {
  const lines: string[] = [];
  for (let i = 0; i < values.length; i += 4) lines.push(`  ${values.slice(i, i + 4).join(", ")},`);
  return `// biome-ignore format: a table\nexport const ${name} = Float64Array.of(\n${lines.join("\n")}\n);\n`;
}

console.log(
  [
    HEADER,
    table("NORMAL_SCALE", normal.wi),
    table("NORMAL_ACCEPT", normal.ki),
    table("NORMAL_DENSITY", normal.fi),
    table("EXPONENTIAL_SCALE", exponential.we),
    table("EXPONENTIAL_ACCEPT", exponential.ke),
    table("EXPONENTIAL_DENSITY", exponential.fe).trimEnd(),
  ].join("\n"),
);
