/** JSON for values that hold infinity. */

const POSITIVE = "\u0000+inf";
const NEGATIVE = "\u0000-inf";

/** As JSON.stringify, with infinities as `1e999`: strict JSON that parsers of Python and JavaScript read as infinity. */
export function jsonWithInfinity(value: unknown): string {
  const text = JSON.stringify(value, (_, item: unknown) => {
    if (item === Number.POSITIVE_INFINITY) return POSITIVE;
    if (item === Number.NEGATIVE_INFINITY) return NEGATIVE;
    return item;
  });
  return text.replaceAll(JSON.stringify(POSITIVE), "1e999").replaceAll(JSON.stringify(NEGATIVE), "-1e999");
}
