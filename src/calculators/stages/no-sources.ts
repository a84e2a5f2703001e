/** The source-model tree of calculations whose ruptures are given: one branch without sources. */
import type { SourceModelLogicTree } from "../../hazard/logic-tree/trees.ts";

/** Stands for the source-model tree of a calculation without sources. */
export const NO_SOURCES: SourceModelLogicTree = {
  id: "fakeLT",
  file: "_fake.xml",
  branchSets: [
    {
      id: "bs0",
      uncertaintyType: "sourceModel",
      branches: [{ id: "b0", weight: 1, value: { kind: "text", text: "scenario" }, text: "scenario" }],
      line: 1,
    },
  ],
};
