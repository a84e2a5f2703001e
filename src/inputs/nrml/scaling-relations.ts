/** Names of the magnitude-area relations. */
import type { ScalingRelationName } from "../../hazard/sources/source.ts";
import { InputError } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import { isFiniteText, pythonText } from "../python-float.ts";

export const SCALING_RELATIONS = [
  "AllenHayesInterfaceBilinear",
  "AllenHayesInterfaceLinear",
  "AllenHayesIntraslab",
  "BCHydroNVAMSR",
  "CEUS2011",
  "CScalingMSR",
  "GSCCascadia",
  "GSCEISB",
  "GSCEISI",
  "GSCEISO",
  "GSCOffshoreThrustsHGT",
  "GSCOffshoreThrustsWIN",
  "GermanyMSR",
  "Leonard2010_SCR",
  "Leonard2010_SCR_M0",
  "Leonard2010_SCR_MX",
  "Leonard2014_Interplate",
  "Leonard2014_SCR",
  "PeerMSR",
  "PointMSR",
  "StrasserInterface",
  "StrasserIntraslab",
  "ThingbaijamInterface",
  "ThingbaijamNormalFault",
  "ThingbaijamReverseFault",
  "ThingbaijamStrikeSlip",
  "WC1994",
  "WC1994_QCSS",
] as const;

const KNOWN: ReadonlySet<string> = new Set(SCALING_RELATIONS);

/** `WC1994`, or `CScalingMSR.C=4.7` for the relation with a constant. @throws InputError for unknown names. */
export function parseScalingRelation(text: string): ScalingRelationName {
  const trimmed = text.trim();
  const constant = /^(\w+)\.C\s*=\s*(\S+)$/.exec(trimmed) ?? /^\[(\w+)\]\s*C\s*=\s*(\S+)$/.exec(trimmed);
  if (constant !== null) {
    const [, name = "", number = ""] = constant;
    if (name !== "CScalingMSR")
      throw new InputError(`${pythonText(name)} takes no constant`, { allowed: "CScalingMSR.C=4.7" });
    if (!isFiniteText(number))
      throw new InputError(`the constant of ${name} must be a number, got ${pythonText(number)}`);
    return { name, constant: Number(number) };
  }
  if (trimmed === "CScalingMSR")
    throw new InputError("CScalingMSR needs its constant", { allowed: "CScalingMSR.C=4.7" });
  if (!KNOWN.has(trimmed))
    throw new InputError(`${pythonText(trimmed)} is not a recognized magnitude-scale relationship`, {
      allowed: SCALING_RELATIONS.join(" "),
      suggestion: nearestName(trimmed, SCALING_RELATIONS),
    });
  return { name: trimmed };
}
