/** The command line: picks the command, which is loaded only then, and answers its exit code. */
import { EXIT, reportError, UsageError } from "./cli/exit.ts";

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--version" || name === "-V") {
    const { VERSION } = await import("./version.ts");
    console.log(VERSION);
    return EXIT.ok;
  }
  const { COMMANDS, programHelp } = await import("./cli/commands.ts");
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    if (name === undefined) console.error(programHelp());
    else console.log(programHelp());
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (command === undefined) {
      const { nearestName } = await import("./nearest-name.ts");
      const nearest = nearestName(name, Object.keys(COMMANDS));
      throw new UsageError(`unknown command ${name}${nearest === undefined ? "" : ` (did you mean ${nearest}?)`}`);
    }
    if (command.help !== undefined && (rest[0] === "--help" || rest[0] === "-h")) {
      console.log(command.help);
      return EXIT.ok;
    }
    const run = await command.load();
    return await run(rest);
  } catch (error) {
    return reportError(error, command === undefined ? "" : name);
  }
}

const code = await main(process.argv.slice(2));
// A worker thread or an open handle of a library must not keep a finished command alive.
process.exit(code);
