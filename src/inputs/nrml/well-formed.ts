/** What is said of a document that is not well-formed, and the line: that of the token which is wrong, as in the reference. */
import { InputError } from "../../input-error.ts";

/** The short texts people know from the reference's parser, with what saxes found. */
const WORDS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/unexpected close tag|unmatched closing tag/, "mismatched tag"],
  [/ends inside/, "unclosed token"],
  [/document must contain a root|unexpected end|unclosed tag/, "no element found"],
  [/before the root/, "syntax error"],
  [/only one root|text data outside of root/, "junk after document element"],
  [/undefined entity/, "undefined entity"],
  [
    /XML declaration must|must be at the start of the document|processing instructions are not allowed/,
    "XML or text declaration not at start of entity",
  ],
  [/duplicate attribute/, "duplicate attribute"],
  [/prefix/, "unbound prefix"],
];

/** The problem of a document at a line. @param message of saxes, or our own. */
export function notWellFormed(message: string, line: number, column: number, file: string | undefined): InputError {
  const bare = message.replace(/^(?:[^:]*:)?\d+:\d+: /, "").replace(/\.$/, "");
  const found = WORDS.find(([pattern]) => pattern.test(bare));
  const words = found === undefined ? "not well-formed (invalid token)" : found[1];
  return new InputError(`${line}: ${words}: ${bare}`, { file, line, column });
}

function lineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

const UNFINISHED = "the document ends inside a tag or comment";
export const BARE_AMPERSAND = "a & that begins no entity (write &amp;)";

/** Where a parser stands: letters read, current line. */
interface Position {
  readonly position: number;
  readonly line: number;
}

/** Follows a document piece by piece to know where the token begins that is being read. */
export class TokenPlaces {
  private readonly parser: Position;
  private piece = "";
  /** Letters before the piece. */
  private before = 0;
  private kept = "";
  /** Letters up to the end of the last whole token. */
  private tokenEnd = 0;
  /** The same before the last text. */
  private textStart = 0;
  /** The tag, comment ... that has begun in an earlier piece. */
  private open: { readonly line: number; readonly message: string } | undefined;

  constructor(parser: Position) {
    this.parser = parser;
  }

  private searched = "";
  private lineEnd = -1;
  private nextLineEnd = -1;

  /** Before the parser gets a piece. */
  begin(piece: string): void {
    this.before += this.piece.length;
    // The parser keeps such a last letter for the next piece.
    const whole = this.kept + piece;
    this.kept = /[\r\ud800-\udbff]$/.exec(whole)?.[0] ?? "";
    this.piece = whole.slice(0, whole.length - this.kept.length);
  }

  /** When the parser has finished a tag, a comment, an instruction. */
  ended(): void {
    this.tokenEnd = this.parser.position;
    this.open = undefined;
  }

  /** When the parser has finished a text: it has read the `<` behind it already. */
  endedText(): void {
    this.textStart = this.tokenEnd;
    this.tokenEnd = this.parser.position - 1;
    this.open = undefined;
  }

  /** When the parser has read the piece. */
  finish(): void {
    if (this.open !== undefined) return;
    const at = Math.max(0, this.tokenEnd - this.before);
    const bare = this.bareAmpersand(this.piece.length);
    if (bare !== undefined) this.open = { line: bare, message: BARE_AMPERSAND };
    else {
      const tag = this.piece.indexOf("<", at);
      if (tag >= 0) this.open = { line: this.parser.line - lineEnds(this.piece.slice(tag)), message: UNFINISHED };
    }
  }

  /** What is wrong when the document ends now, inside a token; undefined between two. */
  unfinished(): { readonly line: number; readonly message: string } | undefined {
    return this.open;
  }

  /** Line of a `&` that begins no entity, in the token that is being read: the parser notices it later only. */
  bareAmpersand(stop = this.parser.position - this.before): number | undefined {
    if (this.open?.message === BARE_AMPERSAND) return this.open.line;
    const read = this.piece.slice(Math.max(0, this.tokenEnd - this.before), stop);
    const found = /&(?!#?[\w:.-]+;)/.exec(read);
    return found === null ? undefined : this.parser.line - lineEnds(read.slice(found.index));
  }

  /** Line of the first letter of the text that the parser has just read. */
  lineOfText(): number {
    const { position } = this.parser;
    const start = this.tokenEnd === position - 1 ? this.textStart : this.tokenEnd;
    const read = this.piece.slice(Math.max(0, start - this.before), Math.max(0, position - this.before));
    return this.parser.line - lineEnds(read.trimStart());
  }

  /** The name in the end tag that was just read; undefined if a part of it stands in an earlier piece. */
  closedName(): string | undefined {
    const end = this.parser.position - this.before - 1;
    const start = this.piece.lastIndexOf("</", end);
    return start < 0 ? undefined : this.piece.slice(start + 2, end).trimEnd();
  }

  /** 1-based column of the `<` before a name that was just read; 1 if it stands in an earlier piece. */
  columnOfName(name: string): number {
    const at = this.parser.position - this.before - name.length - 2;
    return at < 0 ? 1 : Math.max(1, at - this.lineEndBefore(at));
  }

  /** Last line end of the piece up to a place, -1 when there is none; places come in rising order, so that nothing is read twice. */
  private lineEndBefore(at: number): number {
    if (this.searched !== this.piece) {
      this.searched = this.piece;
      this.lineEnd = -1;
      this.nextLineEnd = this.piece.indexOf("\n");
    }
    if (at < this.lineEnd) return this.piece.lastIndexOf("\n", at);
    while (this.nextLineEnd !== -1 && this.nextLineEnd <= at) {
      this.lineEnd = this.nextLineEnd;
      this.nextLineEnd = this.piece.indexOf("\n", this.nextLineEnd + 1);
    }
    return this.lineEnd;
  }
}
