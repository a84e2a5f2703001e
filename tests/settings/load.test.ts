import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadSettings, SettingsError } from "../../src/settings/load.ts";
import { tempFolder } from "../harness.ts";

function problemsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof SettingsError) return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("precedence", () => {
  test("defaults", () => {
    using folder = tempFolder();
    const { settings, origins, file } = loadSettings({ folder: folder.path });
    expect(settings).toMatchObject({ host: "127.0.0.1", port: 8800, accounts: false, engineVersion: "3.26.2" });
    expect(origins.port).toBe("default");
    expect(file).toBeUndefined();
  });

  test("flag over environment over file over default, each with its origin", () => {
    using folder = tempFolder();
    writeFileSync(join(folder.path, "quakewright.toml"), '# a comment\nport = 1\nhost = "::1"\nconcurrent = 3\n');
    const { settings, origins } = loadSettings({
      folder: folder.path,
      environment: { QUAKEWRIGHT_PORT: "2", QUAKEWRIGHT_HOST: "0.0.0.0", QUAKEWRIGHT_DATA: "", HOME: "/" },
      flags: new Map([["port", ["3"]]]),
    });
    expect([settings.port, origins.port]).toEqual([3, "--port"]);
    expect([settings.host, origins.host]).toEqual(["0.0.0.0", "QUAKEWRIGHT_HOST"]);
    expect([settings.concurrent, origins.concurrent]).toEqual([3, "quakewright.toml:4"]);
    expect([settings.data, origins.data]).toEqual(["./quakewright-data", "default"]);
  });

  test("a file given by name is read instead of the one in the folder", () => {
    using folder = tempFolder();
    const file = join(folder.path, "other.toml");
    writeFileSync(file, "port = 4\n");
    expect(loadSettings({ folder: folder.path, file }).settings.port).toBe(4);
    expect(loadSettings({ folder: folder.path, environment: { QUAKEWRIGHT_CONFIG: file } }).settings.port).toBe(4);
  });

  test("lists and sizes from a file", () => {
    using folder = tempFolder();
    const file = join(folder.path, "quakewright.toml");
    writeFileSync(file, 'allow-path = ["/jobs", "/models"]\nquota-size = "50 GB"\nmin-free-disk = 1024\n');
    const { settings } = loadSettings({ file });
    expect(settings.allowPath).toEqual(["/jobs", "/models"]);
    expect([settings.quotaSize, settings.minFreeDisk]).toEqual([50 * 2 ** 30, 1024]);
  });
});

describe("mistakes", () => {
  test("all are told at once, with place and suggestion", () => {
    using folder = tempFolder();
    const file = join(folder.path, "quakewright.toml");
    writeFileSync(file, "\nprot = 1\nhost = 5.5\nbase_path = 'x'\nworkers = 'many'\naccounts = [true]\n");
    const problems = problemsOf(() =>
      loadSettings({
        file,
        environment: { QUAKEWRIGHT_WORKER: "2", QUAKEWRIGHT_CONCURRENT: "0" },
        flags: new Map([["basePath", ["hazard/"]]]),
      }),
    );
    expect(problems).toEqual([
      "quakewright.toml:2: unknown setting prot (did you mean port?)",
      "quakewright.toml:4: unknown setting base_path (did you mean base-path?)",
      "quakewright.toml:6: accounts: expected a flag, found [true]",
      "unknown environment variable QUAKEWRIGHT_WORKER (did you mean QUAKEWRIGHT_WORKERS?)",
      '--base-path: expected a path such as /hazard, without a slash at the end, found "hazard/"',
      'QUAKEWRIGHT_CONCURRENT: expected a whole number from 1 to 1024, found "0"',
      'quakewright.toml:5: workers: expected a whole number from 0 to 1024, found "many"',
    ]);
  });

  test("a file that is no TOML, and one that is not there", () => {
    using folder = tempFolder();
    const file = join(folder.path, "quakewright.toml");
    writeFileSync(file, "port = \n");
    expect(problemsOf(() => loadSettings({ file }))[0]).toStartWith("quakewright.toml: cannot be read: ");
    expect(problemsOf(() => loadSettings({ file: join(folder.path, "absent.toml") }))[0]).toContain(
      "absent.toml: cannot be read",
    );
  });

  test.each([
    ["allowOrigin", "https://maps.example.org/page", "expected an origin"],
    ["allowPath", "jobs", "expected an absolute path"],
    ["port", "65536", "from 0 to 65535"],
  ] as const)("%s = %s", (key, value, message) => {
    using folder = tempFolder();
    const run = () => loadSettings({ folder: folder.path, flags: new Map([[key, [value]]]) });
    expect(problemsOf(run)[0]).toContain(message);
  });

  test("variables of tests and tools are no settings", () => {
    const environment = { QUAKEWRIGHT_ORACLE: "/x", QUAKEWRIGHT_TEST_CRASH: "1", QUAKEWRIGHT_PASSWORD: "p" };
    using folder = tempFolder();
    expect(loadSettings({ folder: folder.path, environment }).settings.port).toBe(8800);
  });
});
