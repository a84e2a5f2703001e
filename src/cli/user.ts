/** `quakewright user add|passwd|remove|list`: the accounts of a data folder, beside a running server or without one. */
import { existsSync, mkdirSync } from "node:fs";
import { type AccountStore, accountStore } from "../jobs/database/accounts.ts";
import { openExistingDatabase } from "../jobs/database/open-database.ts";
import { DataFolderError } from "../jobs/storage/data-folder-error.ts";
import { parseCommandLine } from "./arguments.ts";
import { EXIT, StartError, UsageError } from "./exit.ts";
import { askPassword } from "./terminal/ask.ts";

const NO_OPTIONS = {} as const;

const ADD = {
  name: "user add",
  operands: "NAME",
  fewestOperands: 1,
  mostOperands: 1,
  text: "Adds an account. The password is asked for, or taken from QUAKEWRIGHT_PASSWORD or the first line of a pipe.",
  options: {
    admin: { kind: "flag", default: false, text: "Sees, aborts and removes everybody's calculations." },
    level: {
      kind: "number",
      default: 2,
      min: 0,
      max: 2,
      integer: true,
      placeholder: "0|1|2",
      text: "0 sees results, 1 also submits, 2 also shares, tags and downloads inputs.",
    },
    group: {
      kind: "list",
      default: [],
      placeholder: "NAME",
      text: "Groups; their members see each other's calculations.",
    },
  },
  settings: ["data"],
  examples: [
    { command: "quakewright user add maria --admin", text: "The first account" },
    { command: "quakewright user add karl --level 1 --group hazard", text: "A member of a group" },
  ],
} as const;

const PASSWD = {
  name: "user passwd",
  operands: "NAME",
  fewestOperands: 1,
  mostOperands: 1,
  text: "Changes a password; the user's sessions and tokens end.",
  options: NO_OPTIONS,
  settings: ["data"],
  examples: [{ command: "quakewright user passwd maria", text: "Asks for the new password" }],
} as const;

const REMOVE = {
  name: "user remove",
  operands: "NAME",
  fewestOperands: 1,
  mostOperands: 1,
  text: "Removes an account with its sessions and tokens. The calculations stay.",
  options: NO_OPTIONS,
  settings: ["data"],
  examples: [{ command: "quakewright user remove karl", text: "Karl can no longer log in" }],
} as const;

const LIST = {
  name: "user list",
  operands: "",
  fewestOperands: 0,
  mostOperands: 0,
  text: "Lists the accounts with level and groups.",
  options: NO_OPTIONS,
  settings: ["data"],
  examples: [{ command: "quakewright user list --data /srv/quakewright", text: "Accounts of another data folder" }],
} as const;

const HELP = `Usage: quakewright user add|passwd|remove|list

The accounts of a server started with --accounts; they live in its data folder.

  add NAME     add an account
  passwd NAME  change a password
  remove NAME  remove an account
  list         list the accounts

Examples:
  # The first account
  quakewright user add maria --admin
  # What an action takes
  quakewright user add --help`;

/** Runs `act` on the accounts of a data folder, which is made when there is none. */
async function withAccounts<T>(folder: string, act: (accounts: AccountStore) => T | Promise<T>): Promise<T> {
  let database: ReturnType<typeof openExistingDatabase>;
  try {
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    database = openExistingDatabase(folder);
  } catch (error) {
    if (error instanceof DataFolderError) throw new StartError(error.message);
    throw new StartError(`the data folder ${folder} cannot be used: ${error instanceof Error ? error.message : error}`);
  }
  try {
    return await act(accountStore(database));
  } finally {
    database.close();
  }
}

function unknownUser(name: string): number {
  console.error(`quakewright user: there is no user ${name}`);
  return EXIT.failed;
}

async function add(args: string[]): Promise<number> {
  const line = parseCommandLine(ADD, args);
  if (line === undefined) return EXIT.ok;
  const [name = ""] = line.operands;
  if (!/^[\w.@+-]{1,150}$/.test(name)) {
    throw new UsageError(`the name ${JSON.stringify(name)} may hold only letters, digits and . @ + - _`);
  }
  return withAccounts(line.loaded.settings.data, async (accounts) => {
    if (accounts.findUser(name) !== null) {
      console.error(`quakewright user: there is a user ${name} already`);
      return EXIT.failed;
    }
    const password = await askPassword(name);
    if (password === undefined) return EXIT.interrupted;
    const { admin, level, group } = line.options;
    accounts.addUser({ name, passwordHash: await Bun.password.hash(password), level, isSuperUser: admin });
    for (const one of group) accounts.addToGroup(name, one);
    console.log(`Added ${name}`);
    return EXIT.ok;
  });
}

async function passwd(args: string[]): Promise<number> {
  const line = parseCommandLine(PASSWD, args);
  if (line === undefined) return EXIT.ok;
  const [name = ""] = line.operands;
  return withAccounts(line.loaded.settings.data, async (accounts) => {
    if (accounts.findUser(name) === null) return unknownUser(name);
    const password = await askPassword(name);
    if (password === undefined) return EXIT.interrupted;
    accounts.setPassword(name, await Bun.password.hash(password));
    console.log(`Changed the password of ${name}`);
    return EXIT.ok;
  });
}

async function remove(args: string[]): Promise<number> {
  const line = parseCommandLine(REMOVE, args);
  if (line === undefined) return EXIT.ok;
  const [name = ""] = line.operands;
  return withAccounts(line.loaded.settings.data, (accounts) => {
    if (!accounts.removeUser(name)) return unknownUser(name);
    console.log(`Removed ${name}`);
    return EXIT.ok;
  });
}

async function list(args: string[]): Promise<number> {
  const line = parseCommandLine(LIST, args);
  if (line === undefined) return EXIT.ok;
  return withAccounts(line.loaded.settings.data, (accounts) => {
    for (const one of accounts.users()) {
      const groups = accounts.groupsOf(one.name);
      const kind = one.isSuperUser ? "admin" : `level ${one.level}`;
      const state = one.isActive ? "" : ", disabled";
      console.log(`${one.name}  ${kind}${groups.length === 0 ? "" : `, groups ${groups.join(" ")}`}${state}`);
    }
    return EXIT.ok;
  });
}

const ACTIONS: { readonly [name: string]: (args: string[]) => Promise<number> } = { add, passwd, remove, list };

export async function user(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--help" || name === "-h") {
    console.log(HELP);
    return EXIT.ok;
  }
  const action = name !== undefined && Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (action === undefined)
    throw new UsageError(`expected ${Object.keys(ACTIONS).join(", ")}, found ${name ?? "nothing"}`);
  return action(rest);
}
