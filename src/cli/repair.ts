/** `quakewright repair`: puts a data folder in order whose database or files are damaged. */
import { existsSync } from "node:fs";
import { DataFolderError } from "../jobs/index.ts";
import { parseCommandLine } from "./arguments.ts";
import { EXIT, StartError } from "./exit.ts";

const REPAIR = {
  name: "repair",
  operands: "",
  fewestOperands: 0,
  mostOperands: 0,
  text: "Checks a data folder while no server uses it. A damaged job database is set aside and what can be read of it taken over; calculations without a row get one from their folders; damaged files are named. Nothing is deleted.",
  options: {},
  settings: ["data"],
  examples: [
    {
      command: "quakewright repair --data /srv/quakewright",
      text: "After the server has said that something is damaged",
    },
  ],
} as const;

export async function repair(args: string[]): Promise<number> {
  const line = parseCommandLine(REPAIR, args);
  if (line === undefined) return EXIT.ok;
  const { data } = line.loaded.settings;
  if (!existsSync(data)) throw new StartError(`there is no data folder ${data}`);
  const { repairDataFolder } = await import("../jobs/repair.ts");
  try {
    const { damagedDatabase, salvaged, reindexed, damagedFiles } = await repairDataFolder(data);
    if (damagedDatabase === undefined) console.log("The job database is sound.");
    else {
      const rows = Object.entries(salvaged).map(([table, count]) => `${count} ${table}`);
      console.log(`The job database was damaged; it is now ${damagedDatabase}.`);
      console.log(`Taken over: ${rows.length === 0 ? "nothing" : rows.join(", ")}.`);
    }
    if (reindexed.length > 0) console.log(`Taken up from their folders: calculations ${reindexed.join(", ")}.`);
    for (const file of damagedFiles) console.log(`Damaged: ${file}`);
    return EXIT.ok;
  } catch (error) {
    if (error instanceof DataFolderError) throw new StartError(error.message);
    throw error;
  }
}
