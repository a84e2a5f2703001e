/** What a view holds, saved as a file: a picture as SVG or PNG, numbers as csv. */
import type { Picture } from "../drawing/svg.ts";
import { element } from "./element.ts";

function save(blob: Blob, name: string): void {
  const href = URL.createObjectURL(blob);
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

export function saveText(text: string, name: string, type = "text/csv"): void {
  save(new Blob([text], { type }), name);
}

export function saveSvg({ svg }: Picture, name: string): void {
  save(new Blob([svg], { type: "image/svg+xml" }), `${name}.svg`);
}

/** Pixels of the picture for each of its own. */
const SHARPNESS = 2;

export async function savePng({ svg, width, height }: Picture, name: string): Promise<void> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = element("canvas", { width: String(width * SHARPNESS), height: String(height * SHARPNESS) });
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob !== null) save(blob, `${name}.png`);
}
