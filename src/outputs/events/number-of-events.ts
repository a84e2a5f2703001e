/** How many events there are. */
import { EXTRA, integerScalar } from "../arrays/named-array.ts";
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";

export const numberOfEvents: Output = {
  key: "num_events",
  extract: ({ reader }) => {
    const entry = reader.describe("events");
    if (entry?.kind !== "table") throw notFound("the calculation stored no events");
    return [integerScalar("num_events", entry.rows), EXTRA];
  },
  needs: "events",
  size: { reads: ["events"] },
};
