/** A picture as a file. */
import type { OutputFile, OutputRequest } from "../contract.ts";
import type { Results } from "../results.ts";
import { drawPicture } from "./pictures.ts";

/** Pixels of a PNG for each of its picture. */
const SHARPNESS = 2;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** @throws OutputError for a picture there is not */
export async function openPicture(
  results: Results,
  { name, query, type, calculationId }: Extract<OutputRequest, { kind: "picture" }>,
): Promise<OutputFile> {
  const { svg } = await drawPicture(results, name, new URLSearchParams(query));
  const file = `${name.replace(/\.(png|svg)$/, "").replaceAll(/[^\w.()-]/g, "_")}_${calculationId}.${type}`;
  if (type === "svg") return { name: file, type: "image/svg+xml", content: once(new TextEncoder().encode(svg)) };
  const { rasterize } = await import("./rasterize.ts");
  return { name: file, type: "image/png", content: once(await rasterize(svg, SHARPNESS)) };
}
