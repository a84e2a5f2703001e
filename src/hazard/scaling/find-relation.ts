/** Relations by name. */
import { InputError, type ProblemPlace } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import type { ScalingRelationName } from "../sources/source.ts";
import { constantScaling, SCALING_RELATIONS } from "./relations.ts";
import type { ScalingRelation } from "./scaling-relation.ts";

/** The relation that takes a constant. */
const WITH_CONSTANT = "CScalingMSR";

const BY_NAME: ReadonlyMap<string, ScalingRelation> = new Map(
  SCALING_RELATIONS.map((relation) => [relation.name, relation]),
);

/** Names a source model may use, sorted. */
export const SCALING_RELATION_NAMES: readonly string[] = [...BY_NAME.keys(), WITH_CONSTANT].sort();

/**
 * The relation a source model names (upper and lower case matter).
 * @throws InputError naming the nearest known name, or the constant that is missing or too much.
 */
export function scalingRelation({ name, constant }: ScalingRelationName, place: ProblemPlace = {}): ScalingRelation {
  const where = { parameter: "magScaleRel", ...place };
  if (name === WITH_CONSTANT) {
    if (constant === undefined)
      throw new InputError("CScalingMSR needs its constant", { ...where, allowed: "CScalingMSR.C = 4.7" });
    return constantScaling(constant);
  }
  const relation = BY_NAME.get(name);
  if (relation === undefined)
    throw new InputError(`'${name}' is not a recognized magnitude-scale relationship`, {
      ...where,
      allowed: SCALING_RELATION_NAMES.join(", "),
      suggestion: nearestName(name, SCALING_RELATION_NAMES),
    });
  if (constant !== undefined) throw new InputError(`the scaling relation ${name} takes no constant`, where);
  return relation;
}
