/** The demo's job, carried inside the program so that the single executable has it too. */
import groundMotionTree from "../../../examples/hazard-map/ground-motion-logic-tree.xml" with { type: "text" };
import job from "../../../examples/hazard-map/job.ini" with { type: "text" };
import sourceModel from "../../../examples/hazard-map/source-model.xml" with { type: "text" };
import sourceModelTree from "../../../examples/hazard-map/source-model-logic-tree.xml" with { type: "text" };

/** Bun's types take every .xml import for a document; with `type: "text"` it is the text. */
const asText = (imported: unknown): string => String(imported);

/** Text by file name of `examples/hazard-map`. */
export const DEMO_JOB: ReadonlyMap<string, string> = new Map([
  ["job.ini", job],
  ["source-model.xml", asText(sourceModel)],
  ["source-model-logic-tree.xml", asText(sourceModelTree)],
  ["ground-motion-logic-tree.xml", asText(groundMotionTree)],
]);
