/** `quakewright serve`: the server, until a signal ends it. */
import { DataFolderError } from "../jobs/storage/data-folder-error.ts";
import { SETTING_KEYS } from "../settings/table.ts";
import { VERSION } from "../version.ts";
import { parseCommandLine } from "./arguments.ts";
import { EXIT, StartError } from "./exit.ts";
import { isShown, logLine } from "./terminal/log.ts";

const COMMAND = {
  name: "serve",
  operands: "",
  fewestOperands: 0,
  mostOperands: 0,
  text: "Starts the server: the REST API of the OpenQuake Engine, the pages, Swagger UI at /swagger. Prints its address on stdout when it listens. Ctrl-C or SIGTERM ends it; calculations that are running then are queued again at the next start.",
  options: {},
  settings: SETTING_KEYS,
  examples: [
    { command: "quakewright serve", text: "On 127.0.0.1:8800, data in ./quakewright-data" },
    {
      command: "quakewright serve --port 9000 --data /srv/quakewright --concurrent 2",
      text: "Another port and folder, two calculations at a time",
    },
    { command: "quakewright serve --host 0.0.0.0 --accounts", text: "For a group: everybody logs in" },
  ],
} as const;

/** Ctrl-C reaches us from the terminal, from npm and from the launcher at once; only a later one means impatience. */
const SAME_SIGNAL_MS = 1000;

/** Resolves with the exit code when a signal asks to end; a second one later does not wait for anything. */
function endSignal(): Promise<number> {
  return new Promise((resolve) => {
    let since: number | undefined;
    const on = (signal: NodeJS.Signals, code: number) =>
      process.on(signal, () => {
        if (since === undefined) {
          since = performance.now();
          resolve(code);
        } else if (signal === "SIGINT" && performance.now() - since > SAME_SIGNAL_MS) {
          // Somebody at a terminal who does not want to wait. A service manager that says SIGTERM again only repeats itself:
          // leaving now would leave calculations without the word that they wait again.
          process.exit(code);
        }
      });
    on("SIGINT", EXIT.interrupted);
    on("SIGTERM", EXIT.ok);
    on("SIGHUP", EXIT.ok);
  });
}

export async function serve(args: string[]): Promise<number> {
  const line = parseCommandLine(COMMAND, args);
  if (line === undefined) return EXIT.ok;
  const { settings } = line.loaded;
  const { ListenError, startServer } = await import("../server/index.ts");
  const ended = endSignal();
  let server: Awaited<ReturnType<typeof startServer>>;
  try {
    server = await startServer(settings);
  } catch (error) {
    if (error instanceof ListenError || error instanceof DataFolderError) throw new StartError(error.message);
    throw error;
  }
  console.log(`Quakewright ${VERSION} listens on ${server.url}/ (Swagger UI at ${server.url}/swagger)`);
  const code = await ended;
  if (isShown("INFO", settings.logLevel)) console.error(logLine("INFO", "ending"));
  await server.stop("stop");
  return code;
}
