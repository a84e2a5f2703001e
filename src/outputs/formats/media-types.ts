/** The formats there are: what each is sent as, and the media type that asks for it. No imports: servers read it at once. */
interface FormatFacts {
  /** As the reference sends it, where it has the format. */
  readonly contentType: string;
  /** What an Accept header calls it. */
  readonly mediaType?: string;
}

export const FORMATS = {
  csv: { contentType: "text/plain", mediaType: "text/csv" },
  xml: { contentType: "application/xml", mediaType: "application/xml" },
  geojson: { contentType: "application/json", mediaType: "application/geo+json" },
  json: { contentType: "application/json", mediaType: "application/json" },
  npz: { contentType: "text/plain" },
  hdf5: { contentType: "text/plain" },
  parquet: { contentType: "application/vnd.apache.parquet", mediaType: "application/vnd.apache.parquet" },
  rst: { contentType: "text/plain" },
  html: { contentType: "text/html; charset=utf-8" },
  zip: { contentType: "application/x-zip" },
} as const satisfies { readonly [format: string]: FormatFacts };

export type Format = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as readonly Format[];

export function isFormat(text: string): text is Format {
  return Object.hasOwn(FORMATS, text);
}

export function contentType(format: Format): string {
  return FORMATS[format].contentType;
}
