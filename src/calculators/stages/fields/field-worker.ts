/** Worker thread of the fields of event sets. */
import { serveTasks } from "../../../parallel/plan.ts";
import { type FieldTaskSetup, makeFieldTaskRunner } from "./field-tasks.ts";

serveTasks((setup: FieldTaskSetup) => makeFieldTaskRunner(setup));
