/** SVG as text: the same pictures are shown by pages, saved from them, and written by the server and the command line. */

const ESCAPES: { readonly [sign: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text that stands for itself, in content and in attributes. Signs that XML cannot hold become blanks. */
export function escapeXml(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (sign) => ESCAPES[sign]!)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, " ")
  );
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element; `children` are elements already, texts come from `escapeXml`. */
export function tag(name: string, attributes: Attributes = {}, ...children: readonly string[]): string {
  let open = name;
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) open += ` ${key}="${typeof value === "number" ? short(value) : escapeXml(value)}"`;
  return children.length === 0 ? `<${open}/>` : `<${open}>${children.join("")}</${name}>`;
}

/** A coordinate; hundredths of a pixel are enough. */
export function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export interface TextOptions {
  readonly size?: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly fill: string;
  readonly bold?: boolean;
  /** Degrees around the place. */
  readonly turned?: number;
}

export function label(x: number, y: number, content: string, options: TextOptions): string {
  return tag(
    "text",
    {
      x,
      y,
      fill: options.fill,
      "font-size": options.size ?? 12,
      "text-anchor": options.anchor,
      "font-weight": options.bold === true ? "bold" : undefined,
      transform: options.turned === undefined ? undefined : `rotate(${options.turned} ${short(x)} ${short(y)})`,
    },
    escapeXml(content),
  );
}

/** A family that the program brings along for pictures, and near ones of machines. */
const FONTS = "DejaVu Sans, Verdana, Helvetica, sans-serif";

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** The whole file. */
  readonly svg: string;
}

/** @param description what a screen reader says */
export function picture(
  width: number,
  height: number,
  { title, description, ground }: { readonly title: string; readonly description: string; readonly ground: string },
  ...content: readonly string[]
): Picture {
  const svg = tag(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "aria-label": `${title}. ${description}`,
      "font-family": FONTS,
    },
    tag("rect", { width, height, fill: ground }),
    ...content,
  );
  return { width, height, svg };
}

/** About how wide a text is, for places that must not overlap. */
export function textWidth(content: string, size = 12): number {
  return content.length * size * 0.6;
}
