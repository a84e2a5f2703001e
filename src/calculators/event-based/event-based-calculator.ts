/** Event-based hazard: event sets drawn from the sources, their ground-motion fields, and curves of these (docs/method/events.md). */
import type { Calculator } from "../calculator.ts";
import { computeEventSets, refuseEventSets } from "../stages/event-sets/compute-event-sets.ts";
import { estimateEvents } from "../stages/event-sets/estimate-events.ts";

export const calculator: Calculator = { refuse: refuseEventSets, estimate: estimateEvents, compute: computeEventSets };
