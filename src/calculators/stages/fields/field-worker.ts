/** Worker thread of the fields of event sets. */
import { serveTasks } from "../../../parallel/serve-tasks.ts";
import { type FieldTaskSetup, makeFieldTaskRunner } from "./field-tasks.ts";

serveTasks((setup: FieldTaskSetup) => makeFieldTaskRunner(setup));
