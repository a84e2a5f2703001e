/** The one realization of hazard that is given, which comes from no logic tree. */
import type { DatastoreWriter } from "../../../datastore/index.ts";

/** `weights`, `realizations` and the branch that stands for the file, as the reference has them. */
export function storeGivenRealization(writer: DatastoreWriter): void {
  writer.putArray("weights", Float64Array.of(1), { shape: [1] });
  writer.putTable("realizations", [
    { name: "rlz_id", data: new Uint32Array(1) },
    { name: "branch_path", texts: ["A~A"] },
    { name: "weight", data: Float32Array.of(1) },
  ]);
  writer.putTable("full_lt/gsim_lt", [
    { name: "trt", texts: ["*"] },
    { name: "branch", texts: ["A"] },
    { name: "uncertainty", texts: ["[FromFile]"] },
    { name: "weight", data: Float64Array.of(1) },
  ]);
}
