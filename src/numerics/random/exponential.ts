/** Standard exponential draws by the ziggurat method, as NumPy's `Generator.standard_exponential`. */
import type { BitGenerator } from "./bit-generator.ts";
import { EXPONENTIAL_ACCEPT, EXPONENTIAL_DENSITY, EXPONENTIAL_SCALE } from "./ziggurat-tables.ts";

/** Where the tail begins. */
const TAIL = 7.69711747013104972;
const TWO_21 = 2 ** 21;

export function standardExponential(generator: BitGenerator): number {
  for (;;) {
    generator.next64();
    const { high, low } = generator;
    const layer = (low >>> 3) & 0xff;
    // Bits 11 to 63.
    const size = high * TWO_21 + (low >>> 11);
    const value = size * EXPONENTIAL_SCALE[layer]!;
    if (size < EXPONENTIAL_ACCEPT[layer]!) return value;
    if (layer === 0) return TAIL - Math.log1p(-generator.double());
    const above = EXPONENTIAL_DENSITY[layer - 1]!;
    const below = EXPONENTIAL_DENSITY[layer]!;
    if ((above - below) * generator.double() + below < Math.exp(-value)) return value;
  }
}
