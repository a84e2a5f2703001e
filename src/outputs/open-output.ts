/** A request for an output, made ready: name, content type and bytes as they come. */
import type { OutputFile, OutputRequest } from "./contract.ts";
import { describeOutputs } from "./describe.ts";
import { exportAsOne } from "./export-output.ts";
import { extract } from "./extract.ts";
import { npz } from "./formats/npz.ts";
import type { Results } from "./results.ts";

/** Requests whose bytes can be streamed; the datastore as HDF5 is written to a file by `hdf5/`. */
export type StreamedRequest = Exclude<OutputRequest, { kind: "datastore" }>;

async function* description(results: Results): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(JSON.stringify(await describeOutputs(results)));
}

/** @throws OutputError for what does not exist or cannot be asked for. */
export async function openOutput(results: Results, request: StreamedRequest): Promise<OutputFile> {
  if (request.kind === "extract") {
    const arrays = await extract(results, request.spec, request.query);
    return {
      name: `${request.spec.replaceAll("/", "-")}.npz`,
      type: "application/x-zip",
      content: npz(arrays),
    };
  }
  if (request.kind === "describe") {
    return { name: "outputs.json", type: "application/json", content: description(results) };
  }
  if (request.kind === "picture") {
    const { openPicture } = await import("./pictures/open-picture.ts");
    return openPicture(results, request);
  }
  const { key, type, calculationId, filters } = request;
  return exportAsOne(results, key, type, { calculationId, ...(filters === undefined ? {} : { filters }) });
}
