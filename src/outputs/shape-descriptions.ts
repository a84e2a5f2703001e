/** What the dimensions of a stored array are, in the words of the reference's `shape_descr` attribute. */
import type { ArrayDescription, JsonValue } from "../datastore/index.ts";
import type { Axes, Output } from "./output.ts";
import { OUTPUTS } from "./output-list.ts";
import type { Results } from "./results.ts";

type AxesOf = NonNullable<Output["shape"]>[string];

const SHAPES: ReadonlyMap<string, AxesOf> = new Map(OUTPUTS.flatMap(({ shape }) => Object.entries(shape ?? {})));

/**
 * `{shape_descr: ["site_id", ...], site_id: 3, stat: [...], ...}`; undefined for arrays that have none. Outputs tell the axes
 * of their arrays; other arrays may carry `shape_descr` and the values along each axis as attributes.
 */
export function shapeDescription(results: Results, name: string): { readonly [key: string]: JsonValue } | undefined {
  const entry = results.reader.describe(name);
  if (entry?.kind !== "array") return undefined;
  const axes = SHAPES.get(name)?.(results, entry) ?? storedAxes(entry);
  return axes === undefined
    ? undefined
    : { shape_descr: axes.map(([axis]) => axis), ...(Object.fromEntries(axes) as { [axis: string]: JsonValue }) };
}

function storedAxes({ attributes, shape }: ArrayDescription): Axes | undefined {
  const { shape_descr: names } = attributes;
  if (!Array.isArray(names)) return undefined;
  return names.map(
    (name, i) => [String(name), (attributes[String(name)] ?? shape[i] ?? 0) as Axes[number][1]] as const,
  );
}
