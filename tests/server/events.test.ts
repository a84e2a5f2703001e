import { afterAll, beforeAll, expect, test } from "bun:test";
import { eventQueue } from "../../src/server/events/event-queue.ts";
import { eventStreamResponse } from "../../src/server/events/event-stream.ts";
import { type TestServer, testServer } from "./server-harness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

interface Event {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

function parseEvents(text: string): Event[] {
  return text
    .split("\n\n")
    .filter((block) => block.includes("event: "))
    .map((block) => ({
      id: /^id: (.*)$/m.exec(block)?.[1],
      event: /^event: (.*)$/m.exec(block)?.[1] ?? "",
      data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? "null") as Record<string, unknown>,
    }));
}

test("one calculation: status, progress, every log row once; ends by itself; goes on after Last-Event-ID", async () => {
  const id = await server.run({ steps: 10, stepMs: 10 });
  const live = await server.get(`/v1/calc/${id}/events`);
  expect([live.status, live.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
  const events = parseEvents(await live.text());
  const rows = events.filter(({ event }) => event === "log");
  const log = (await (await server.get(`/v1/calc/${id}/log/0:`)).json()) as unknown[];
  expect(rows.map(({ data }) => data["row"])).toEqual(log);
  expect(rows.map((row) => row.id)).toEqual(log.map((_, index) => String(index + 1)));
  expect(events.filter(({ event }) => event === "status").at(-1)?.data).toEqual({
    calc_id: id,
    status: "complete",
    is_running: false,
  });
  expect(events.some(({ event, data }) => event === "progress" && (data["progress"] as number) > 0.3)).toBe(true);

  for (const [path, headers] of [
    [`/v1/events?calc=${id}`, { "last-event-id": "5" }],
    [`/v1/calc/${id}/events?last_event_id=5`, {}],
  ] as const) {
    const again = parseEvents(await (await server.get(path, { headers })).text()).filter(
      ({ event }) => event === "log",
    );
    expect(again.map((row) => row.id)).toEqual(rows.slice(5).map((row) => row.id));
  }
  expect((await server.get("/v1/calc/99999/events")).status).toBe(404);
  expect((await server.get(`/v1/calc/${id}/events`, { headers: { "last-event-id": "x" } })).status).toBe(400);
});

test("a browser that reconnects to an ended stream gets 204 and stops; a pending one goes on", async () => {
  const id = await server.run({ steps: 3, stepMs: 5 });
  const events = parseEvents(await (await server.get(`/v1/calc/${id}/events`)).text());
  const last = events.at(-1);
  expect([last?.event, last?.id]).toEqual(["end", `${events.filter(({ event }) => event === "log").length}-end`]);
  const rows = (await (await server.get(`/v1/calc/${id}/log/size`)).json()) as number;
  for (const lastId of [last?.id ?? "", String(rows)])
    for (const path of [`/v1/calc/${id}/events`, `/v1/events?calc=${id}`]) {
      const again = await server.get(path, { headers: { "last-event-id": lastId } });
      expect([path, again.status, await again.text()]).toEqual([path, 204, ""]);
    }
  const behind = await server.get(`/v1/calc/${id}/events`, { headers: { "last-event-id": String(rows - 1) } });
  expect(behind.status).toBe(200);
  expect(parseEvents(await behind.text()).map(({ event }) => event)).toEqual(["status", "progress", "log", "end"]);
});

test("the last log row of an abort reaches the stream, of a running and of a waiting calculation", async () => {
  const running = await server.run({ steps: 1000, stepMs: 20 });
  await server.until(running, "executing");
  const waiting = await server.run({ steps: 3 });
  for (const id of [waiting, running]) {
    const stream = (await server.get(`/v1/calc/${id}/events`)).text();
    await Bun.sleep(50);
    await server.post(`/v1/calc/${id}/abort`);
    const rows = parseEvents(await stream).filter(({ event }) => event === "log");
    expect((rows.at(-1)?.data["row"] as string[] | undefined)?.[3]).toBe("Aborted");
  }
});

test("all calculations: status and progress as they happen, and removals", async () => {
  const leaving = new AbortController();
  const response = await server.get("/v1/events", { signal: leaving.signal });
  let text = "";
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
  })().catch(() => undefined);
  const id = await server.run();
  await server.until(id, "complete");
  await server.post(`/v1/calc/${id}/remove`);
  for (let i = 0; i < 200 && !text.includes("event: removed"); i++) await Bun.sleep(10);
  leaving.abort();
  await reading;
  const mine = parseEvents(text).filter(({ data }) => data["calc_id"] === id);
  expect(mine.filter(({ event }) => event === "status").map(({ data }) => data["status"])).toContain("complete");
  expect(mine.at(-1)?.event).toBe("removed");
  expect(mine.some(({ event }) => event === "log")).toBe(false);
});

test("a heartbeat while nothing happens; leaving ends the source", async () => {
  const queue = eventQueue<string>(10);
  let closed = 0;
  const response = eventStreamResponse(queue, () => closed++, { heartbeatMs: 20 });
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let i = 0; i < 4; i++) text += decoder.decode((await reader.read()).value);
  expect(text).toMatch(/^retry: 3000\n\n: still here\n\n/);
  queue.push("event: x\n\n");
  while (!text.includes("event: x")) text += decoder.decode((await reader.read()).value);
  await reader.cancel();
  expect(closed).toBe(1);
});

test("a reader that falls behind is dropped", async () => {
  const queue = eventQueue<number>(3);
  const reader = queue[Symbol.asyncIterator]();
  expect([1, 2, 3].every((value) => queue.push(value))).toBe(true);
  expect(queue.push(4)).toBe(false);
  expect((await reader.next()).done).toBe(true);
  expect(queue.push(5)).toBe(false);
});
