/** `quakewright demo`: a server of its own, a job over HTTP, the results as text. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { selfCommand } from "../jobs/children/self-command.ts";
import { parseCommandLine } from "./arguments.ts";
import { downloadOutput, jobOutputs, jobStatus, jobTraceback, submitJob } from "./demo/client.ts";
import { DEMO_JOB } from "./demo/job.ts";
import { curveReport, mapReport, placeText } from "./demo/report.ts";
import { EXIT } from "./exit.ts";
import { progressBar } from "./terminal/progress-bar.ts";

const COMMAND = {
  name: "demo",
  operands: "",
  fewestOperands: 0,
  mostOperands: 0,
  text: "Starts a server on a free port with a temporary data folder, submits the job of examples/hazard-map over HTTP as a client would, follows it, downloads its outputs and shows a hazard curve and the hazard map.",
  options: {
    keep: { kind: "flag", default: false, text: "Leave the server running afterwards, until Ctrl-C." },
    output: {
      kind: "text",
      default: "",
      placeholder: "FOLDER",
      text: "Where the downloaded files go; a new folder below the system's temporary one unless given.",
    },
  },
  settings: ["port"],
  examples: [
    { command: "npm run demo", text: "See it work" },
    { command: "quakewright demo --keep", text: "and look at the result in the browser" },
  ],
} as const;

const TIME_LIMIT_MS = 55_000;
const POLL_MS = 100;

type Server = Bun.Subprocess<"ignore", "pipe", "inherit">;

/** Address that a starting server prints as its first line. */
async function readAddress(server: Server): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of server.stdout) {
    text += decoder.decode(chunk, { stream: true });
    const address = /https?:\/\/\S+/.exec(text)?.[0];
    if (address !== undefined && text.includes("\n")) return address.replace(/\/$/, "");
  }
  throw new Error(`the server did not start (exit code ${await server.exited})`);
}

async function follow(address: string, id: number): Promise<string> {
  const bar = progressBar(process.stdout);
  const deadline = performance.now() + TIME_LIMIT_MS;
  try {
    for (;;) {
      const job = await jobStatus(address, id);
      bar.update(job.progress ?? 0, job.stage === undefined || job.stage === "" ? job.status : job.stage);
      if (["complete", "failed", "aborted"].includes(job.status)) return job.status;
      if (performance.now() > deadline)
        throw new Error(`calculation ${id} did not finish in ${TIME_LIMIT_MS / 1000} s`);
      await Bun.sleep(POLL_MS);
    }
  } finally {
    bar.finish();
  }
}

async function downloadAll(address: string, id: number, folder: string): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const decoder = new TextDecoder();
  await mkdir(folder, { recursive: true });
  for (const output of await jobOutputs(address, id)) {
    const type = output.outtypes.includes("csv") ? "csv" : output.outtypes[0];
    if (type === undefined) continue;
    for (const file of await downloadOutput(address, output.id, type)) {
      await writeFile(join(folder, file.name), file.data);
      if (type === "csv") texts.set(file.name.replace(/_\d+\.csv$/, ".csv"), decoder.decode(file.data));
    }
  }
  return texts;
}

function textOf(files: ReadonlyMap<string, string>, name: string): string {
  const text = files.get(name);
  if (text === undefined) throw new Error(`the server offered no ${name}, only ${[...files.keys()].join(", ")}`);
  return text;
}

/** Colours only where they show and nobody asked to leave them out (no-color.org). */
function isColourful(): boolean {
  return process.stdout.isTTY === true && (process.env["NO_COLOR"] ?? "") === "";
}

async function show(address: string, folder: string): Promise<number> {
  const started = performance.now();
  const id = await submitJob(address, DEMO_JOB);
  console.log(`Submitted examples/hazard-map as calculation ${id}`);
  const status = await follow(address, id);
  if (status !== "complete") {
    console.error(`Calculation ${id} ended as ${status}\n${(await jobTraceback(address, id)).join("\n")}`);
    return EXIT.failed;
  }
  console.log(`Computed in ${((performance.now() - started) / 1000).toFixed(1)} s, submission and queue included`);
  const files = await downloadAll(address, id, folder);

  const map = mapReport(textOf(files, "hazard_map-mean.csv"), "PGA-0.1", isColourful());
  console.log("\nMean hazard map: PGA with 10 % probability of exceedance in 50 years\n");
  console.log(map.lines.join("\n"));
  console.log(`\nMean hazard curve of the site at ${placeText(map.peak)}`);
  console.log("  PGA (g)  PoE in 50 years");
  console.log(curveReport(textOf(files, "hazard_curve-mean-PGA.csv"), map.peak).join("\n"));
  console.log(`\nFiles:    ${folder} (${files.size} csv)`);
  console.log(`Page:     ${address}/`);
  console.log(`Swagger:  ${address}/swagger`);
  return EXIT.ok;
}

export async function demo(args: string[]): Promise<number> {
  const line = parseCommandLine(COMMAND, args);
  if (line === undefined) return EXIT.ok;
  const { settings, origins } = line.loaded;
  const data = await mkdtemp(join(tmpdir(), "quakewright-demo-data-"));
  const folder = line.options.output || (await mkdtemp(join(tmpdir(), "quakewright-demo-")));
  const port = origins.port === "default" ? 0 : settings.port;
  const server: Server = Bun.spawn(
    [
      ...selfCommand(),
      "serve",
      "--host",
      "127.0.0.1",
      "--port",
      String(port),
      "--data",
      data,
      "--log-level",
      "warning",
    ],
    { stdin: "ignore", stdout: "pipe", stderr: "inherit" },
  );
  let interrupted = false;
  const stop = () => {
    interrupted = true;
    server.kill("SIGTERM");
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    const address = await readAddress(server);
    console.log(`Server at ${address}, data in ${data}`);
    const code = await show(address, folder);
    if (line.options.keep && code === EXIT.ok) {
      console.log("\nThe server goes on; Ctrl-C ends it and removes its data.");
      await server.exited;
    } else if (code === EXIT.ok) {
      console.log("The server ends now; npm run demo -- --keep leaves it running.");
    }
    return interrupted ? EXIT.interrupted : code;
  } catch (error) {
    if (interrupted) return EXIT.interrupted;
    console.error(`quakewright demo: ${error instanceof Error ? error.message : String(error)}`);
    return EXIT.failed;
  } finally {
    server.kill("SIGTERM");
    await server.exited;
    await rm(data, { recursive: true, force: true });
  }
}
