/** Asks for a password on the terminal without showing it; reads it from a pipe otherwise. */
import { UsageError } from "../exit.ts";

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";
const BACKSPACE = ["\u007f", "\b"];

/** One hidden line from a terminal. Answers `undefined` after Ctrl-C. */
function hiddenLine(prompt: string): Promise<string | undefined> {
  const { stdin } = process;
  process.stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.resume();
  stdin.setEncoding("utf8");
  return new Promise((resolve) => {
    let typed = "";
    const end = (answer: string | undefined) => {
      stdin.off("data", onData);
      stdin.setRawMode(false);
      stdin.pause();
      process.stderr.write("\n");
      resolve(answer);
    };
    const onData = (chunk: string) => {
      for (const key of chunk) {
        if (key === CTRL_C) return end(undefined);
        if (key === "\r" || key === "\n" || key === CTRL_D) return end(typed);
        typed = BACKSPACE.includes(key) ? typed.slice(0, -1) : typed + key;
      }
    };
    stdin.on("data", onData);
  });
}

/**
 * The new password of an account: from QUAKEWRIGHT_PASSWORD, typed twice on a terminal, or the first line of a pipe.
 * Answers `undefined` when the user gave up with Ctrl-C.
 * @throws UsageError when the two differ or it is too short.
 */
export async function askPassword(name: string): Promise<string | undefined> {
  const given = process.env["QUAKEWRIGHT_PASSWORD"];
  if (given !== undefined && given !== "") return checkedPassword(given);
  if (process.stdin.isTTY !== true) {
    const [line = ""] = (await Bun.stdin.text()).split(/\r?\n/);
    return checkedPassword(line);
  }
  const first = await hiddenLine(`Password of ${name}: `);
  if (first === undefined) return undefined;
  checkedPassword(first);
  const second = await hiddenLine("Again: ");
  if (second === undefined) return undefined;
  if (first !== second) throw new UsageError("the two passwords differ");
  return first;
}

const SHORTEST = 8;

function checkedPassword(password: string): string {
  if (password.length < SHORTEST) throw new UsageError(`a password has at least ${SHORTEST} characters`);
  return password;
}
