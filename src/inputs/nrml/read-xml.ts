/** XML from texts, bytes and files: encodings, and reading in pieces so that the whole is never in memory. */
import { InputError, type ProblemList } from "../../input-error.ts";
import { type InputFolder, pathOf, readWhole } from "../input-folder.ts";
import { pythonText } from "../python-float.ts";
import { type XmlVisitor, xmlParser } from "./xml.ts";

const ENCODINGS: ReadonlyMap<string, string> = new Map([
  ["utf-8", "utf-8"],
  ["utf8", "utf-8"],
  ["us-ascii", "utf-8"],
  ["ascii", "utf-8"],
  ["iso-8859-1", "windows-1252"],
  ["latin1", "windows-1252"],
  ["latin-1", "windows-1252"],
  ["windows-1252", "windows-1252"],
  ["utf-16", "utf-16le"],
]);

/** The encoding of a document from its byte order mark or its declaration. @throws InputError for unknown ones. */
function encodingOf(start: Uint8Array, file: string | undefined): string {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  const head = String.fromCharCode(...start.subarray(0, 200));
  const declared = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(head)?.[1];
  if (declared === undefined) return "utf-8";
  const label = ENCODINGS.get(declared.toLowerCase());
  if (label === undefined)
    throw new InputError(`1: unknown encoding ${pythonText(declared)}`, { file, line: 1, allowed: "UTF-8" });
  return label;
}

function decoderFor(start: Uint8Array, file: string | undefined): (bytes: Uint8Array | undefined) => string {
  const decoder = new TextDecoder(encodingOf(start, file), { fatal: true });
  let position = 0;
  return (bytes) => {
    try {
      const text = bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
      position += bytes?.length ?? 0;
      return text;
    } catch {
      throw new InputError(`text that is not ${decoder.encoding} near byte ${position}`, {
        file,
        allowed: "the encoding named in the XML declaration, UTF-8 if there is none",
      });
    }
  };
}

/** Letters given to the parser at a time. */
const PIECE = 65_536;

/** Reads a document held in memory. Values that break a rule are added to `problems`. */
export function readXmlText(
  text: string,
  file: string | undefined,
  visitor: XmlVisitor,
  problems: ProblemList,
  warn?: InputFolder["warn"],
): void {
  const input = xmlParser(file, visitor, problems, warn);
  // The parser keeps what it is given for a while: small pieces keep the memory small.
  for (let at = text.startsWith("\ufeff") ? 1 : 0; at < text.length; at += PIECE)
    input.write(text.slice(at, at + PIECE));
  input.close();
}

/** Reads a small file of the job at once. */
export function readWholeXml(folder: InputFolder, file: string, visitor: XmlVisitor, problems: ProblemList): void {
  readXmlBytes(readWhole(folder, file), file, visitor, problems, folder.warn);
}

/** Reads a document from its bytes. */
export function readXmlBytes(
  bytes: Uint8Array,
  file: string,
  visitor: XmlVisitor,
  problems: ProblemList,
  warn?: InputFolder["warn"],
): void {
  const decode = decoderFor(bytes, file);
  readXmlText(decode(bytes) + decode(undefined), file, visitor, problems, warn);
}

/** Bytes that are read before the first element: enough for an XML declaration. */
const HEAD_BYTES = 256;

/**
 * Reads a file of the job in chunks, with memory for one chunk and one record only.
 */
export async function readXmlFile(
  folder: InputFolder,
  file: string,
  visitor: XmlVisitor,
  problems: ProblemList,
): Promise<void> {
  await readXmlBlob(Bun.file(pathOf(folder, file)), file, visitor, problems, folder.warn);
}

/** The same for any source of bytes. */
export async function readXmlBlob(
  blob: Blob,
  shown: string | undefined,
  visitor: XmlVisitor,
  problems: ProblemList,
  warn?: InputFolder["warn"],
): Promise<void> {
  const head = new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer());
  const decode = decoderFor(head, shown ?? "the document");
  const input = xmlParser(shown, visitor, problems, warn);
  for await (const chunk of blob.stream()) input.write(decode(chunk));
  input.write(decode(undefined));
  input.close();
}
