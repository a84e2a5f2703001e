/** The commands, each loaded when it is asked for, so that starting costs only what the command needs. */
type Run = (args: string[]) => Promise<number>;

interface Command {
  readonly summary: string;
  /** Started by the server, not by people. */
  readonly internal?: boolean;
  readonly load: () => Promise<Run>;
  /** What `--help` prints, for a command whose actions do not read it. */
  readonly help?: string;
}

const GMM_HELP = `Usage: quakewright gmm list|show|eval|verify

The ground-motion models that compute here.

  list [--aliases] [--json]           names, one a line
  show NAME [--json]                  region, measures, parameters it needs, standard deviations, aliases
  eval NAME PARAMETER=VALUE ... [--imt PGA,SA(0.3)] [--json]
                                      median and standard deviations; a parameter may have several values
  verify FOLDER [--json]              compare with tables computed by the reference engine

NAME is a class, an alias, or the TOML text of a logic-tree branch.

Examples:
  # What a model needs
  quakewright gmm show BooreAtkinson2008
  # Median and sigma at three distances
  quakewright gmm eval BooreAtkinson2008 mag=6.5 rake=0 rjb=10,30,100 vs30=760 --imt "PGA,SA(1.0)"`;

export const COMMANDS: { readonly [name: string]: Command } = {
  serve: {
    summary: "start the server",
    load: async () => (await import("./serve.ts")).serve,
  },
  run: {
    summary: "compute job files without a server and export the results",
    load: async () => (await import("./run.ts")).run,
  },
  estimate: {
    summary: "tell what jobs will take before they are computed",
    load: async () => (await import("./estimate.ts")).estimate,
  },
  validate: {
    summary: "check job files, model documents, folders and archives",
    load: async () => (await import("./validate.ts")).validate,
  },
  export: {
    summary: "write the outputs of a calculation to files",
    load: async () => (await import("./export.ts")).export,
  },
  extract: {
    summary: "write one extract of a calculation as .npz",
    load: async () => (await import("./extract.ts")).extract,
  },
  plot: {
    summary: "draw a map or chart of a calculation as PNG or SVG",
    load: async () => (await import("./plot.ts")).plot,
  },
  compare: {
    summary: "tell how the outputs of two calculations differ, and where",
    load: async () => (await import("./compare.ts")).compare,
  },
  verify: {
    summary: "compute a job here and with an installed OpenQuake Engine, and compare",
    load: async () => (await import("./verify.ts")).verify,
  },
  gmm: {
    summary: "list, show, evaluate and verify ground-motion models",
    load: async () => (await import("./gmm.ts")).gmm,
    help: GMM_HELP,
  },
  user: {
    summary: "add, change and remove accounts",
    load: async () => (await import("./user.ts")).user,
  },
  repair: {
    summary: "put a data folder in order whose database or files are damaged",
    load: async () => (await import("./repair.ts")).repair,
  },
  info: {
    summary: "show the effective settings, where each came from, sizes and versions",
    load: async () => (await import("./info.ts")).info,
  },
  demo: {
    summary: "start a server, compute an example over HTTP and show the results",
    load: async () => (await import("./demo.ts")).demo,
  },
  prepare: {
    summary: "unpack and check a submitted job",
    internal: true,
    load: async () => (await import("./prepare.ts")).prepare,
  },
  "check-document": {
    summary: "check one submitted document",
    internal: true,
    load: async () => (await import("./check-document.ts")).checkDocument,
  },
  pack: {
    summary: "zip the inputs of a job",
    internal: true,
    load: async () => (await import("./pack.ts")).pack,
  },
  calculate: {
    summary: "compute a submitted job",
    internal: true,
    load: async () => (await import("./calculate.ts")).calculate,
  },
  work: {
    summary: "compute tasks of a calculation on a node of a cluster",
    internal: true,
    load: async () => (await import("./work.ts")).work,
  },
  "compare-calculations": {
    summary: "compare two calculations of the server",
    internal: true,
    load: async () => (await import("./compare-calculations.ts")).compareCalculations,
  },
  "compute-site": {
    summary: "compute one place of a calculation",
    internal: true,
    load: async () => (await import("./compute-site.ts")).computeSite,
  },
  "write-output": {
    summary: "write a large export",
    internal: true,
    load: async () => (await import("./write-output.ts")).writeOutput,
  },
};

/** The text of `quakewright --help`. */
export function programHelp(): string {
  const visible = Object.entries(COMMANDS).filter(([, command]) => command.internal !== true);
  const width = Math.max(...visible.map(([name]) => name.length));
  return `Quakewright: an earthquake hazard and risk server, and the same calculations on the command line.

Usage: quakewright COMMAND [arguments]

Commands:
${visible.map(([name, command]) => `  ${name.padEnd(width)}  ${command.summary}`).join("\n")}

quakewright COMMAND --help explains a command; quakewright --version prints the version.

Examples:
  # Serve on 127.0.0.1:8800, data in ./quakewright-data
  quakewright serve
  # Compute a job here and now, csv files in ./out
  quakewright run job.ini --exports csv --export-dir out
  # See it work
  quakewright demo

Exit codes: 0 done; 1 failed or invalid input; 2 usage; 3 cannot start; 130 interrupted.`;
}
