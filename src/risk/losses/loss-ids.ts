/** Numbers that stand for loss types in event loss tables; files of the reference have the same. */

const [S, N, C, B] = ["structural", "nonstructural", "contents", "business_interruption"];

/** Position is the number. */
const NAMES: readonly string[] = [
  ...[B, C, N, S, "occupants", "occupants_day", "occupants_night", "occupants_transit"],
  ...[`${S}+${N}`, `${S}+${C}`, `${N}+${C}`, `${S}+${N}+${C}`],
  ...[`${S}+${N}_ins`, `${S}+${C}_ins`, `${N}+${C}_ins`, `${S}+${N}+${C}_ins`],
  ...[`${S}_ins`, `${N}_ins`, "reinsurance", "claim", "area", "number", "residents"],
  ...[`${S}+${B}`, `${N}+${B}`, `${C}+${B}`, `${S}+${N}+${B}`, `${S}+${C}+${B}`, `${N}+${C}+${B}`],
  ...[`${S}+${N}+${C}+${B}`, `${C}_ins`, `${B}_ins`],
  ...[`${S}_ins+${N}_ins`, `${S}_ins+${C}_ins`, `${S}_ins+${B}_ins`, `${N}_ins+${C}_ins`, `${N}_ins+${B}_ins`],
  ...[`${C}_ins+${B}_ins`, `${S}_ins+${N}_ins+${C}_ins`, `${S}_ins+${N}_ins+${B}_ins`],
  ...[`${S}_ins+${C}_ins+${B}_ins`, `${N}_ins+${C}_ins+${B}_ins`, `${S}_ins+${N}_ins+${C}_ins+${B}_ins`],
  ...["affectedpop", "injured", "embodied_carbon"],
];

const NUMBERS: ReadonlyMap<string, number> = new Map(NAMES.map((name, id) => [name, id]));

/**
 * @throws RangeError for what is no loss type
 * @example lossIdOf('structural') = 3
 */
export function lossIdOf(name: string): number {
  const id = NUMBERS.get(name);
  if (id === undefined) throw new RangeError(`${name} is no loss type`);
  return id;
}

export function lossNameOf(id: number): string {
  return NAMES[id] ?? `loss-${id}`;
}
