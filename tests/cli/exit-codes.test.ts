import { describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import manifest from "../../package.json" with { type: "json" };
import { COMMANDS } from "../../src/cli/commands.ts";
import { tempFolder } from "../harness.ts";
import { runProgram } from "./program.ts";

describe("the program", () => {
  test("--version answers in under 100 ms", async () => {
    const outcomes = [];
    for (let i = 0; i < 5; i++) outcomes.push(await runProgram(["--version"]));
    expect(outcomes[0]).toMatchObject({ code: 0, out: `${manifest.version}\n`, err: "" });
    expect(Math.min(...outcomes.map((outcome) => outcome.seconds))).toBeLessThan(0.1);
  });

  test("--help lists the commands people use, on stdout", async () => {
    const { code, out, err } = await runProgram(["--help"]);
    expect([code, err]).toEqual([0, ""]);
    for (const [name, command] of Object.entries(COMMANDS)) {
      expect(out.includes(`  ${name} `)).toBe(command.internal !== true);
    }
    expect(out).toContain("Examples:");
  });

  test("nothing to do is a usage error, with the help on stderr", async () => {
    const { code, out, err } = await runProgram([]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("Commands:");
  });

  test.each(Object.keys(COMMANDS).filter((name) => COMMANDS[name]?.internal !== true))(
    "%s --help has examples",
    async (name) => {
      const { code, out, err } = await runProgram([name, "--help"]);
      expect([code, err]).toEqual([0, ""]);
      expect(out).toMatch(new RegExp(`^Usage: quakewright ${name}\\b`));
      expect(out).toMatch(/Examples:\n {2}# .*\n {2}(quakewright|npm run)/);
    },
  );
});

describe("exit code 2", () => {
  test.each([
    [["serv"], "unknown command serv (did you mean serve?)"],
    [["toString"], "unknown command toString"],
    [["run"], "expected job.ini|job.zip|FOLDER [second.ini ...]"],
    [["run", "job.ini", "--export", "csv"], "unknown option --export (did you mean --exports?)"],
    [["serve", "--port", "x"], "--port: expected a whole number from 0 to 65535"],
    [["user", "ad"], "expected add, passwd, remove, list, found ad"],
    [["user", "add", "a b"], "may hold only letters"],
  ])("%j", async (args, message) => {
    using folder = tempFolder();
    const { code, out, err } = await runProgram(args, { cwd: folder.path });
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
    expect(err).toContain("--help");
  });

  test("a wrong settings file", async () => {
    using folder = tempFolder();
    writeFileSync(join(folder.path, "quakewright.toml"), "prot = 1\n");
    const { code, err } = await runProgram(["info"], { cwd: folder.path });
    expect(code).toBe(2);
    expect(err).toContain("quakewright.toml:1: unknown setting prot (did you mean port?)");
  });
});

describe("user", () => {
  test("adds, lists, changes and removes accounts", async () => {
    using folder = tempFolder();
    const user = (...args: string[]) =>
      runProgram(["user", ...args, "--data", "data"], { cwd: folder.path, input: "correct horse\n" });
    expect((await user("add", "maria", "--admin", "--group", "hazard")).code).toBe(0);
    expect(await user("add", "maria")).toMatchObject({
      code: 1,
      err: "quakewright user: there is a user maria already\n",
    });
    expect((await user("list")).out).toBe("maria  admin, groups hazard\n");
    expect((await user("passwd", "maria")).code).toBe(0);
    expect((await user("passwd", "karl")).code).toBe(1);
    expect((await user("remove", "maria")).code).toBe(0);
    expect((await user("list")).out).toBe("");
  });

  test("a password may come from the environment, and a short one is refused", async () => {
    using folder = tempFolder();
    const add = (password: string) =>
      runProgram(["user", "add", "karl", "--data", "data"], {
        cwd: folder.path,
        environment: { QUAKEWRIGHT_PASSWORD: password },
      });
    expect(await add("short")).toMatchObject({ code: 2 });
    expect(await add("long enough")).toMatchObject({ code: 0, out: "Added karl\n" });
  });

  test("a data folder that cannot be used is exit code 3", async () => {
    using folder = tempFolder();
    writeFileSync(join(folder.path, "file"), "");
    const { code, err } = await runProgram(["user", "list", "--data", join(folder.path, "file", "data")]);
    expect(code).toBe(3);
    expect(err).toContain("cannot be used");
  });
});

describe("info", () => {
  test("shows settings with their origins and the data folder", async () => {
    using folder = tempFolder();
    mkdirSync(join(folder.path, "data", "calcs", "1"), { recursive: true });
    writeFileSync(join(folder.path, "data", "calcs", "1", "request.json"), "x".repeat(2048));
    writeFileSync(join(folder.path, "quakewright.toml"), 'notify-secret = "hush"\n');
    const options = { cwd: folder.path, environment: { QUAKEWRIGHT_CONCURRENT: "2" } };
    const text = await runProgram(["info", "--data", "data"], options);
    expect(text.out).toMatch(/ {2}concurrent +2 +QUAKEWRIGHT_CONCURRENT/);
    expect(text.out).toMatch(/ {2}notify-secret +\(set\) +quakewright.toml:1/);
    expect(text.out).toContain("1 calculations, 2 KB");
    const json = JSON.parse((await runProgram(["info", "--json", "--data", "data"], options)).out);
    expect(json.settings["notify-secret"]).toEqual({ value: "(set)", origin: "quakewright.toml:1" });
    expect(json.settings.data).toEqual({ value: "data", origin: "--data" });
    expect(json.versions).toEqual({ quakewright: manifest.version, engine: "3.26.2", bun: Bun.version });
    expect(json.data).toMatchObject({ calculations: 1, bytes: 2048, locked: false });
    expect(text.out + JSON.stringify(json)).not.toContain("hush");
  });
});
