/** A server with the fake engine in a process of its own, for tests under load: `load-server.ts DATA_FOLDER` prints its address. */
import { startServer } from "../../src/server/index.ts";
import { DEFAULT_SETTINGS, PROGRAM } from "./server-harness.ts";

const server = await startServer(
  { ...DEFAULT_SETTINGS, port: 0, data: process.argv[2] ?? "", minFreeDisk: 2 ** 20 },
  { command: PROGRAM, maxRunning: 2 },
);
console.log(server.url);
process.on("SIGTERM", async () => {
  await server.stop("stop");
  process.exit(0);
});
