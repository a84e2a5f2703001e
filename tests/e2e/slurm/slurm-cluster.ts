/** A real Slurm of one node with two slots, made for a test and ended with it: munged, slurmctld and slurmd on ports of their own. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { tempFolder } from "../../harness.ts";

export interface SlurmCluster extends AsyncDisposable {
  /** What programs need in their environment to find it. */
  readonly environment: Readonly<Record<string, string>>;
  /** A folder that "all nodes" see. */
  readonly folder: string;
  /** Numbers of arrays and elements that are waiting or running. */
  readonly queue: () => Promise<string[]>;
  readonly command: (...words: string[]) => Promise<string>;
}

const NEEDED = ["slurmctld", "slurmd", "sbatch", "munged"];

/** Debian's are looked for where a user's PATH does not lead. */
const PATH = `${process.env["PATH"]}:/usr/sbin:/sbin`;

const isInstalled = (): boolean => NEEDED.every((name) => Bun.which(name, { PATH }) !== null);

/**
 * Installs Debian's packages when they are not there.
 * @returns why there can be no cluster here
 */
export async function whyNoSlurm(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "it needs root on Linux";
  if (isInstalled()) return undefined;
  if (Bun.which("apt-get") === null) return "slurmctld, slurmd and munged are not installed, and there is no apt-get";
  const script = "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq slurm-wlm munge";
  const install = Bun.spawn(["sh", "-c", script], { stdout: "ignore", stderr: "pipe", timeout: 240_000 });
  const err = await new Response(install.stderr).text();
  if ((await install.exited) !== 0 || !isInstalled())
    return `apt-get cannot install slurm-wlm and munge: ${err.trim().slice(-300)}`;
  return undefined;
}

function freePort(): number {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const { port } = server;
  server.stop(true);
  return port ?? 0;
}

/** Settings: two slots whatever the machine has, elements end soon after they are told to. */
function slurmConf(folder: string, node: string): string {
  return `
ClusterName=quakewright
SlurmctldHost=${node}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${folder}/munge/socket
CryptoType=crypto/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
MpiDefault=none
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldPort=${freePort()}
SlurmdPort=${freePort()}
ReturnToService=2
KillWait=2
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1,bf_interval=1,sched_min_interval=0,batch_sched_delay=0
NodeName=${node} NodeAddr=127.0.0.1 CPUs=2 RealMemory=8000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;
}

async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; await Bun.sleep(50)) if (await isTrue()) return;
  throw new Error(`Slurm: ${what} did not come`);
}

/** Processes of this cluster: their command lines or environments name its folder. */
function processesOf(folder: string): number[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
    try {
      const text = readFileSync(`/proc/${name}/cmdline`, "latin1") + readFileSync(`/proc/${name}/environ`, "latin1");
      return text.includes(folder) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

/** Starts it. @throws Error with the logs when it does not come up */
export async function startSlurm(): Promise<SlurmCluster> {
  const temporary = tempFolder("quakewright-slurm-");
  const folder = temporary.path;
  chmodSync(folder, 0o755);
  const node = hostname().split(".")[0] as string;
  for (const name of ["munge", "state", "spool", "shared"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "munge", "key"), crypto.getRandomValues(new Uint8Array(1024)), { mode: 0o400 });
  Bun.spawnSync(["chown", "-R", "munge:munge", join(folder, "munge")]);
  chmodSync(join(folder, "munge"), 0o755);
  writeFileSync(join(folder, "slurm.conf"), slurmConf(folder, node));
  const environment = { SLURM_CONF: join(folder, "slurm.conf"), PATH };
  const logs = ["munged", "slurmctld", "slurmd"].map((name) => join(folder, `${name}.txt`));
  const start = (command: string[], log: string) =>
    Bun.spawn(command, {
      env: { ...process.env, ...environment },
      stdin: "ignore",
      stdout: Bun.file(log),
      stderr: Bun.file(log),
    });
  const munge = ["--key-file=key", "--socket=socket", "--pid-file=pid", "--seed-file=seed", "--log-file=log"].map(
    (option) => option.replace("=", `=${folder}/munge/`),
  );
  const daemons = [
    start(
      ["setpriv", "--reuid=munge", "--regid=munge", "--clear-groups", "munged", "--foreground", ...munge],
      logs[0]!,
    ),
  ];
  const run = async (...words: string[]): Promise<string> => {
    const child = Bun.spawn(words, { env: { ...process.env, ...environment }, stdout: "pipe", stderr: "pipe" });
    return new Response(child.stdout).text();
  };
  const queue = async () =>
    (await run("squeue", "--noheader", "--array", "--format=%i")).split("\n").filter((line) => line !== "");
  const end = async (): Promise<void> => {
    await run("scancel", "--user=root");
    await until("the end of all elements", async () => (await queue()).length === 0).catch(() => undefined);
    for (const daemon of daemons.toReversed()) daemon.kill("SIGTERM");
    await Promise.race([Promise.all(daemons.map(({ exited }) => exited)), Bun.sleep(3000)]);
    for (const pid of processesOf(folder)) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has ended meanwhile.
      }
    }
    temporary[Symbol.dispose]();
  };
  try {
    await until("munge", () => existsSync(join(folder, "munge", "socket")));
    daemons.push(start(["slurmctld", "-D"], logs[1]!));
    await until("the controller", async () => (await run("scontrol", "ping")).includes("is UP"));
    daemons.push(start(["slurmd", "-D", "-N", node], logs[2]!));
    await until("the node", async () => (await run("sinfo", "--noheader", "--format=%T")).includes("idle"));
  } catch (error) {
    const told = logs.map((log) => (existsSync(log) ? readFileSync(log, "utf8").slice(-1500) : "")).join("\n");
    await end();
    throw new Error(`${(error as Error).message}\n${told}`);
  }
  return { environment, folder: join(folder, "shared"), queue, command: run, [Symbol.asyncDispose]: end };
}
