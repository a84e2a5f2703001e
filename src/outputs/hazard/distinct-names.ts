/** Names made of rounded numbers that stay apart: a file or a column of each. */

/** Beyond these the shortest text that reads back names a value. */
const MOST_DECIMALS = 20;

/**
 * The name of each value with `decimals` decimals, with as many more as it takes where values that differ would share a name.
 * @example distinctNames([1e-7, 2e-7, 0.1], 6, formatFixed) // ["0.0000001", "0.0000002", "0.100000"]
 */
export function distinctNames(
  values: readonly number[],
  decimals: number,
  name: (value: number, decimals: number) => string,
): string[] {
  const names = values.map((value) => name(value, decimals));
  const clashing = names.map((text, i) => names.some((other, j) => other === text && values[j] !== values[i]));
  if (!clashing.includes(true)) return names;
  if (decimals >= MOST_DECIMALS) return values.map(String);
  const longer = distinctNames(
    values.filter((_, i) => clashing[i]),
    decimals + 1,
    name,
  );
  return names.map((text, i) => (clashing[i] ? longer.shift()! : text));
}
