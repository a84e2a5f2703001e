/** `quakewright extract`: arrays of a stored calculation as one `.npz` file. */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { extract as extractArrays, extractNames, npz } from "../outputs/index.ts";
import { parseCommandLine } from "./arguments.ts";
import { EXIT } from "./exit.ts";
import { withStored } from "./local/stored-calculation.ts";

const COMMAND = {
  name: "extract",
  operands: "ID SPEC",
  fewestOperands: 2,
  mostOperands: 2,
  text: `Writes arrays of a calculation of the data folder as one .npz file, the same as GET /v1/calc/ID/extract/SPEC. SPEC is ${extractNames().join(", ")}, or the name of anything in the datastore, with a query behind a question mark.`,
  options: {
    output: { kind: "text", default: "", placeholder: "FILE", text: "File to write. [SPEC_ID.npz]" },
  },
  settings: ["data"],
  examples: [
    {
      command: "quakewright extract 7 'hcurves?kind=mean&imt=PGA'",
      text: "Mean hazard curves of PGA, sites x 1 x levels",
    },
    { command: "quakewright extract 7 sitecol --output sites.npz", text: "The sites" },
  ],
} as const;

export async function extract(args: string[]): Promise<number> {
  const line = parseCommandLine(COMMAND, args);
  if (line === undefined) return EXIT.ok;
  const [idText = "", request = ""] = line.operands;
  const [spec = "", ...rest] = request.split("?");
  return withStored(line.loaded.settings.data, idText, async ({ id, results }) => {
    const arrays = await extractArrays(results, spec, rest.join("?"));
    const path = line.options.output === "" ? `${spec.replaceAll("/", "-")}_${id}.npz` : line.options.output;
    await pipeline(Readable.from(npz(arrays)), createWriteStream(path));
    for (const { name, descr, shape } of arrays) {
      console.error(`${name}  ${typeof descr === "string" ? descr : "record"} (${shape.join(", ")})`);
    }
    console.log(path);
  });
}
