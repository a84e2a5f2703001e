/** `end.json` as it must be to be believed: a damaged one fails its own calculation and nothing else. */
import { existsSync } from "node:fs";
import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { folderPart } from "../../engines/calculation-folder.ts";
import type { CalculationEnd } from "../../engines/engine.ts";
import { readJson } from "../../write-json.ts";

const EndSchema = Type.Object({
  status: Type.Union([Type.Literal("complete"), Type.Literal("failed")]),
  calculationMode: Type.String(),
  description: Type.String(),
  outputs: Type.Array(
    Type.Object({
      key: Type.String(),
      name: Type.String(),
      types: Type.Array(Type.String()),
      sizeMb: Type.Union([Type.Number(), Type.Null()]),
    }),
  ),
  traceback: Type.Array(Type.String()),
});

export const DAMAGED_END =
  "The end of the calculation was recorded, but its record (end.json) is damaged: the disk may be failing. Submit the job again";

/** Null when the calculation has not ended; a damaged record is a failure that says so. */
export function readEnd(folder: string): CalculationEnd | null {
  const path = folderPart(folder, "end");
  const found = readJson<unknown>(path);
  if (Value.Check(EndSchema, found)) return found;
  if (!existsSync(path)) return null;
  return { status: "failed", calculationMode: "custom", description: "", outputs: [], traceback: [DAMAGED_END] };
}
