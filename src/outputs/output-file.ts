/** Names and contents of the files that outputs write themselves. */
import type { OutputFile } from "./contract.ts";
import { contentType, type Format } from "./formats/media-types.ts";

/** `hazard_curve-mean-PGA_7.csv`; slashes in the name become dashes. */
export function fileName(name: string, calculationId: number, extension: string): string {
  return `${name.replaceAll("/", "-")}_${calculationId}.${extension}`;
}

/** A file `NAME_ID.FORMAT`. */
export function outputFile(
  name: string,
  calculationId: number,
  format: Format,
  content: AsyncIterable<Uint8Array>,
): OutputFile {
  return { name: fileName(name, calculationId, format), type: contentType(format), content };
}

/** A text as the content of a file. */
export async function* textContent(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
