/** The format an output is wanted in: `export_type` of the older clients, `format`, or the Accept header. */
import { FORMATS, isFormat } from "../../outputs/formats/media-types.ts";
import { textError } from "../api-error.ts";

/** Formats by the media types that ask for them. */
const MEDIA_TYPES: { readonly [mediaType: string]: string } = Object.fromEntries(
  Object.entries(FORMATS).flatMap(([format, facts]) => ("mediaType" in facts ? [[facts.mediaType, format]] : [])),
);

/** What browsers and libraries send without meaning it. */
const INDIFFERENT: ReadonlySet<string> = new Set(["*/*", "application/*", "text/*", "text/html"]);

/** What `format` of an extract may be, besides `npz`. */
export const TABLE_FORMATS = ["json", "geojson", "parquet", "csv"] as const;

export interface WantedFormat {
  readonly format: string;
  /** Content type of the answer when it is one file. */
  readonly mediaType?: string;
  /** Asked for with the Accept header, not with the query. */
  readonly byHeader: boolean;
}

/**
 * The preferred format of an Accept header, by quality, then order (RFC 9110 section 12.5.1). Undefined when it names none
 * of ours or takes anything as gladly: then the answer is what it has always been.
 */
export function acceptedFormat(header: string | null): WantedFormat | undefined {
  if (header === null) return undefined;
  const ranges = header.split(",").map((part) => {
    const [type = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    const quality = parameters.find((text) => text.startsWith("q="))?.slice(2);
    return { type, quality: quality === undefined ? 1 : Number(quality) };
  });
  const anything = Math.max(0, ...ranges.filter(({ type }) => INDIFFERENT.has(type)).map(({ quality }) => quality));
  const [best] = ranges
    .filter(({ type, quality }) => Object.hasOwn(MEDIA_TYPES, type) && quality > anything)
    .sort((a, b) => b.quality - a.quality);
  const format = best === undefined ? undefined : MEDIA_TYPES[best.type];
  return best === undefined || format === undefined ? undefined : { format, mediaType: best.type, byHeader: true };
}

/** `format` of the query, else what the Accept header prefers. @throws ApiError for a format given twice or empty */
export function wantedFormat(request: Request, parameters: URLSearchParams): WantedFormat | undefined {
  const named = parameters.getAll("format");
  if (named.length === 0) return acceptedFormat(request.headers.get("accept"));
  const [format = ""] = named;
  if (named.length > 1 || format === "") throw textError(400, `format must be given once, not ${named.length} times`);
  const facts = isFormat(format) ? FORMATS[format] : undefined;
  return {
    format,
    byHeader: false,
    ...(facts !== undefined && "mediaType" in facts ? { mediaType: facts.mediaType } : {}),
  };
}

const ZIPS: ReadonlySet<string> = new Set(["application/zip", "application/x-zip", "application/*", "*/*"]);

/** Whether several files may come as a zip: asked for, or anything is welcome. */
export function acceptsZip(header: string | null): boolean {
  if (header === null) return true;
  return header.split(",").some((part) => {
    const [type = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    return ZIPS.has(type) && !parameters.includes("q=0");
  });
}

/** Media types an output may be sent as: its formats, several files as a zip. */
export const OUTPUT_MEDIA: readonly string[] = [
  "application/octet-stream",
  "text/csv",
  "text/plain",
  "application/json",
  "application/geo+json",
  "application/xml",
  "text/html",
  "application/vnd.apache.parquet",
  "application/x-hdf",
  "application/x-zip",
];

/** Media types an extract may be sent as. */
export const EXTRACT_MEDIA: readonly string[] = [
  "application/octet-stream",
  "text/csv",
  "text/plain",
  "application/json",
  "application/geo+json",
  "application/vnd.apache.parquet",
  "application/x-zip",
];
