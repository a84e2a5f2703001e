/** The cyclic redundancy check of zlib (polynomial 0xedb88320, reflected): how seeds are made of texts. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/**
 * `zlib.crc32(text, start)`: a number from 0 to 2^32 - 1.
 *
 * @param text taken as UTF-8.
 * @param start the check of what came before, or any seed below 2^32.
 * @example crc32('PGA') = 756965222
 */
export function crc32(text: string, start = 0): number {
  let value = ~start;
  for (const byte of new TextEncoder().encode(text)) value = (value >>> 8) ^ TABLE[(value ^ byte) & 0xff]!;
  return ~value >>> 0;
}
