/** The unit an intensity measure is given in, for descriptions of columns. */
export function measureUnit(measure: string): string {
  const kind = /^[A-Za-z_]+\d*/.exec(measure)?.[0] ?? measure;
  if (/^(PGA|SA|AvgSA|Sa_avg[23])/.test(kind)) return "g";
  if (kind === "PGV") return "cm/s";
  if (kind === "PGD" || kind === "SDi") return "cm";
  if (kind === "IA") return "m/s";
  if (kind === "CAV") return "g s";
  if (kind.startsWith("RSD")) return "s";
  if (kind === "FAS" || kind === "EAS") return "g s";
  return "1";
}
