import { expect, test } from "bun:test";
import { BusyError, places } from "../../src/jobs/places.ts";

/** Takes a place and notes the name when it is there. */
async function taker(from: ReturnType<typeof places>, asker: string, name: string, order: string[]) {
  const give = await from.take(asker);
  order.push(name);
  return give;
}

test("one asker never holds all places, and others come in turn", async () => {
  const two = places({ atATime: 2 });
  const order: string[] = [];
  const first = await taker(two, "ann", "ann 1", order);
  const later = [2, 3, 4].map((n) => taker(two, "ann", `ann ${n}`, order));
  const bob = await taker(two, "bob", "bob 1", order);
  const carl = taker(two, "carl", "carl 1", order);
  expect(order).toEqual(["ann 1", "bob 1"]);
  bob();
  await carl.then((give) => give());
  first();
  for (const one of later) (await one)();
  expect(order).toEqual(["ann 1", "bob 1", "carl 1", "ann 2", "ann 3", "ann 4"]);
});

test("who comes when too many wait is sent away", async () => {
  const one = places({ atATime: 1, mostWaiting: 3, mostWaitingOfOne: 2 });
  const give = await one.take("ann");
  const waiting = [one.take("ann"), one.take("ann")];
  await expect(one.take("ann")).rejects.toBeInstanceOf(BusyError);
  waiting.push(one.take("bob"));
  await expect(one.take("carl")).rejects.toBeInstanceOf(BusyError);
  give();
  give();
  await Promise.all(waiting.map((place) => place.then((free) => free())));
  (await one.take("carl"))();
});
