/** Events of given ruptures: every ground-motion model in turn makes the same number of fields (docs/method/events.md 4.7). */
import type { Realizations } from "../../../hazard/logic-tree/realizations.ts";
import { InputError } from "../../../input-error.ts";
import type { ScenarioRupture } from "../../../inputs/scenario/scenario-ruptures.ts";
import { integerBelow } from "../../../numerics/random/integers.ts";
import { Pcg64 } from "../../../numerics/random/pcg64.ts";
import type { FieldTectonicRegion } from "../fields/field-setup.ts";

/** A rupture and its events. */
export interface PlacedRupture {
  readonly rupture: ScenarioRupture;
  /** Of the ground-motion tree. */
  readonly trt: number;
  readonly firstEvent: number;
  /** Of each event as fields are computed. */
  readonly realization: Uint16Array;
}

export interface ScenarioEvents {
  readonly count: number;
  readonly ruptures: readonly PlacedRupture[];
  /** Row of `ruptures` of each event. */
  readonly ruptureOf: Uint32Array;
  /** As events tell it. */
  readonly realization: Uint16Array;
  /** From 1. */
  readonly eventSet: Uint32Array;
}

/** Realizations of each model of a tectonic region, ascending, in the order of the models. */
export function realizationsByModel(
  { models }: FieldTectonicRegion,
  trt: number,
  { count, branchSets, models: branches }: Pick<Realizations, "count" | "branchSets" | "models">,
): readonly Uint16Array[] {
  return models.map(({ branches: own }) => {
    const found: number[] = [];
    for (let r = 0; r < count; r++) if (own.includes(branches[r * branchSets.length + trt]!)) found.push(r);
    return Uint16Array.from(found);
  });
}

/** Events have numbers of 32 bits. */
const MOST_EVENTS = 2 ** 32 - 1;

/**
 * How many events there will be, without making them.
 * @param fields of each realization; undefined: one event a rupture
 * @throws InputError for more than can be numbered
 */
export function countScenarioEvents(
  ruptures: readonly ScenarioRupture[],
  realizations: number,
  fields: number | undefined,
): number {
  const each = fields === undefined ? 1 : fields * realizations;
  const count = ruptures.reduce((sum, { occurrences }) => sum + each * occurrences, 0);
  if (count > MOST_EVENTS)
    throw new InputError(`there would be ${count} events: ${ruptures.length} ruptures, ${realizations} realizations`, {
      parameter: "number_of_ground_motion_fields",
      allowed: `${MOST_EVENTS} events at most`,
    });
  return count;
}

/**
 * @param fields of each realization; undefined: one event a rupture
 * @param byModel of each tectonic region of the tree
 * @throws InputError for tectonic regions the tree does not have, and events that cannot be shared by realizations
 */
export function scenarioEvents(
  ruptures: readonly ScenarioRupture[],
  tectonicRegions: readonly FieldTectonicRegion[],
  byModel: readonly (readonly Uint16Array[])[],
  fields: number | undefined,
  eventSets: { readonly count: number; readonly seed: number },
): ScenarioEvents {
  const realizations = byModel[0]!.reduce((sum, own) => sum + own.length, 0);
  if (fields === undefined && realizations > 1)
    throw new InputError("missing number_of_ground_motion_fields", {
      parameter: "number_of_ground_motion_fields",
      allowed: "how many fields each ground-motion model makes",
    });
  const each = fields === undefined ? 1 : fields * realizations;
  const placed: PlacedRupture[] = [];
  let count = 0;
  const sorted = ruptures
    .map((rupture) => ({ rupture, region: regionOf(rupture, tectonicRegions) }))
    .sort((a, b) => a.region - b.region || a.rupture.id - b.rupture.id);
  for (const { rupture, region: trt } of sorted) {
    const own = inTurn(byModel[trt]!, each * rupture.occurrences);
    placed.push({ rupture, trt, firstEvent: count, realization: own });
    count += own.length;
  }
  const ruptureOf = new Uint32Array(count);
  const realization = new Uint16Array(count);
  for (const [row, { firstEvent, realization: own }] of placed.entries()) {
    ruptureOf.fill(row, firstEvent, firstEvent + own.length);
    // Events are told with the realizations of the first tectonic region, whatever the rupture's.
    realization.set(inTurn(byModel[0]!, own.length), firstEvent);
  }
  const draws = new Pcg64(eventSets.seed);
  const eventSet = Uint32Array.from({ length: count }, () => 1 + integerBelow(draws, eventSets.count));
  return { count, ruptures: placed, ruptureOf, realization, eventSet };
}

/** Equal runs of events, one a realization, in the order of the models. */
function inTurn(byModel: readonly Uint16Array[], events: number): Uint16Array {
  const order = byModel.flatMap((own) => [...own]);
  const run = Math.floor(events / order.length);
  return Uint16Array.from({ length: events }, (_, e) => order[Math.floor(e / run)]!);
}

function regionOf({ tectonicRegionType }: ScenarioRupture, tectonicRegions: readonly FieldTectonicRegion[]): number {
  if (tectonicRegions.length === 1) return 0;
  const found = tectonicRegions.findIndex((tectonicRegion) => tectonicRegion.tectonicRegionType === tectonicRegionType);
  if (found >= 0) return found;
  const names = tectonicRegions.map((tectonicRegion) => tectonicRegion.tectonicRegionType).join(", ");
  throw new InputError(
    tectonicRegionType === undefined
      ? "the ground-motion logic tree of a scenario with one rupture must contain a single branchset"
      : `the ground-motion logic tree has no branch set for "${tectonicRegionType}"`,
    { parameter: "gsim_logic_tree_file", allowed: names },
  );
}
