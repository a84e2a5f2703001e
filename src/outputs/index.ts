/**
 * Everything that is made of the results of a calculation: the list of outputs, exports, extracts, the HDF5 file.
 *
 * A server calls `serveOutput`; others open with `openResults` (or `readResults` of a datastore) and call the rest. What cannot be met is an `OutputError` whose `kind` says whether the
 * answer is 404 or 400.
 */
export type * from "./contract.ts";
export { type ColumnExplanation, describeOutputs, type OutputExplanation, type TableExplanation } from "./describe.ts";
export { type DisaggregationView, parseAxes, viewDisaggregation } from "./disaggregation/disaggregation-view.ts";
export { firstMeasure, storedLevel } from "./disaggregation/stored-levels.ts";
export { viewAsArrays, viewAsCsv, viewAsJson } from "./disaggregation/view-formats.ts";
export { exportAsOne, exportOutput, exportTypes, packFiles } from "./export-output.ts";
export { extract, extractNames } from "./extract.ts";
export { parseFilters } from "./filters.ts";
export { writeHdf5 } from "./formats/hdf5/write-hdf5.ts";
export { contentType, isFormat } from "./formats/media-types.ts";
export { npz, uncompressedSize } from "./formats/npz.ts";
export { type PlaceView, viewPlace } from "./hazard/place-view.ts";
export { listOutputs, storedSizeMb } from "./list-outputs.ts";
export { openOutput } from "./open-output.ts";
export { OutputError } from "./output-error.ts";
export { type Results, readResults } from "./results.ts";
export { type ChildOutput, type Served, type ServeSettings, serveOutput, type WriteAnswer } from "./serve-output.ts";
export { trimCache } from "./trim-cache.ts";
export { levelToDownload, levelToExtract } from "./user-levels.ts";
export { type CalculationPlace, findWritten, openResults, type WrittenOutput, writeToCache } from "./write-to-cache.ts";
