/**
 * The same job computed here and by the reference engine: every extract through its WebExtractor, and our HDF5 file through
 * its library. QUAKEWRIGHT_ORACLE names its virtual environment; without one this says so and checks nothing.
 */
import { expect, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startServer } from "../../src/server/index.ts";
import { loadSettings } from "../../src/settings/load.ts";
import { zipOf } from "../archives.ts";
import { PROJECT, tempFolder } from "../harness.ts";

const ORACLE = process.env["QUAKEWRIGHT_ORACLE"] ?? "";

interface Comparison {
  readonly compared: readonly string[];
  readonly different: { readonly [spec: string]: string };
  readonly refused: { readonly [spec: string]: string | null };
  readonly stored: readonly string[];
  readonly exported: { readonly [key: string]: readonly [number, number] };
  readonly worst: number;
}

/** The example with all statistics, on three sites, with spectra at two probabilities. */
function writeJob(folder: string): string {
  cpSync(join(PROJECT, "examples", "logic-tree"), folder, { recursive: true });
  const ini = join(folder, "job.ini");
  const text = readFileSync(ini, "utf8")
    .replace(/^sites = .*$/m, "sites = -29.5 10.5, -29.0 10.2, -30.0 11.0")
    .replace(/^poes = .*$/m, "poes = 0.1 0.02\nuniform_hazard_spectra = true\nstd = true\nmax = true");
  writeFileSync(ini, text);
  return ini;
}

if (ORACLE === "" || !existsSync(join(ORACLE, "bin", "python"))) {
  console.warn("QUAKEWRIGHT_ORACLE names no environment with the reference engine: outputs are not compared with it");
} else {
  test("every extract, and the HDF5 file, as the reference engine makes them of the same job", async () => {
    using folder = tempFolder("quakewright-oracle-");
    const job = join(folder.path, "job");
    const ini = writeJob(job);
    const { settings } = loadSettings({ folder: folder.path });
    const server = await startServer({ ...settings, port: 0, data: join(folder.path, "data") });
    try {
      const files = readdirSync(job).map((name) => [name, new Uint8Array(readFileSync(join(job, name)))]);
      const form = new FormData();
      form.append("archive", new File([new Uint8Array(await zipOf(Object.fromEntries(files)))], "job.zip"));
      const sent = await fetch(`${server.url}/v1/calc/run`, { method: "POST", body: form });
      const { job_id } = (await sent.json()) as { job_id: number };
      for (let status = ""; status !== "complete"; await Bun.sleep(50)) {
        ({ status } = (await (await fetch(`${server.url}/v1/calc/${job_id}/status`)).json()) as { status: string });
        expect(status).not.toBe("failed");
      }
      const work = join(folder.path, "reference");
      mkdirSync(work);
      const script = join(import.meta.dir, "outputs-oracle.py");
      const child = Bun.spawn([join(ORACLE, "bin", "python"), script, ini, server.url, String(job_id), work], {
        cwd: work,
        env: { ...process.env, HOME: join(ORACLE, "home"), OQ_DATADIR: work, OQ_DISTRIBUTE: "no" },
        stdio: ["ignore", "pipe", "pipe"],
      });
      const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
      if ((await child.exited) !== 0) throw new Error(err);
      const found = JSON.parse(out.trim().split("\n").at(-1) ?? "") as Comparison;
      console.log(
        `${found.compared.length} extracts equal, worst difference ${found.worst.toFixed(3)} of the tolerance`,
      );
      expect(found.different).toEqual({});
      expect(found.compared.length).toBeGreaterThan(80);
      expect(found.stored).toHaveLength(8);
      for (const [ours, theirs] of Object.values(found.exported)) expect(ours).toBe(theirs);
      expect(found.refused["nosuch"]).toContain("there is no extract and nothing in the datastore called nosuch");
      for (const message of Object.values(found.refused)) expect(message).toStartWith("WebAPIError: ");
    } finally {
      await server.stop("stop");
    }
  }, 180_000);
}
