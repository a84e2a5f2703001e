/** `quakewright plot`: a picture of a stored calculation, drawn as the pages and `download_png` draw it. */
import { openOutput } from "../outputs/index.ts";
import { parseCommandLine } from "./arguments.ts";
import { EXIT, UsageError } from "./exit.ts";
import { withStored } from "./local/stored-calculation.ts";

const COMMAND = {
  name: "plot",
  operands: "ID PICTURE",
  fewestOperands: 2,
  mostOperands: 2,
  text: `Draws a picture of a calculation of the data folder, the same as GET /v1/calc/ID/download_png/PICTURE, as PNG or, when the file's name ends in .svg, as SVG. PICTURE is hmap_M_P (numbers of measure and probability), hmaps, avg_gmf-IMT, assets, hcurves, uhs, disagg, or the key of an output of losses or damages (aggcurves-stats, aggrisk, damages-stats ...), with a query behind a question mark.`,
  options: {
    output: { kind: "text", default: "", placeholder: "FILE", text: "File to write, .png or .svg. [PICTURE_ID.png]" },
  },
  settings: ["data"],
  examples: [
    { command: "quakewright plot 7 hmap_0_0", text: "Map of the first measure and probability" },
    {
      command: "quakewright plot 7 'hcurves?site_id=3&imt=PGA' --output curve.svg",
      text: "Hazard curve of a site with its quantiles",
    },
  ],
} as const;

export async function plot(args: string[]): Promise<number> {
  const line = parseCommandLine(COMMAND, args);
  if (line === undefined) return EXIT.ok;
  const [idText = "", request = ""] = line.operands;
  const at = request.indexOf("?");
  const [name, query] = at < 0 ? [request, ""] : [request.slice(0, at), request.slice(at + 1)];
  const { output } = line.options;
  if (output !== "" && !/\.(png|svg)$/.test(output)) throw new UsageError(`--output ${output}: expected .png or .svg`);
  const type = (output === "" ? name : output).endsWith(".svg") ? "svg" : "png";
  return withStored(line.loaded.settings.data, idText, async ({ id, results }) => {
    const picture = await openOutput(results, { kind: "picture", name, query, type, calculationId: id });
    const path = output === "" ? picture.name : output;
    const chunks: Uint8Array[] = [];
    for await (const chunk of picture.content) chunks.push(chunk);
    await Bun.write(path, Buffer.concat(chunks));
    console.log(path);
  });
}
