/** Results on disk. The contract is in `datastore.ts`. */
export { continueDatastore, createDatastore } from "./create.ts";
export type * from "./datastore.ts";
export { dtypeOf, itemSize, textWidth, unpackTexts, viewAs } from "./dtype.ts";
export {
  decodeNpyHeader,
  encodeNpyHeader,
  type NpyDescr,
  type NpyField,
  type NpyHeader,
  npyItemSize,
} from "./npy.ts";
export { openDatastore } from "./open.ts";
export { appendRagged, putRagged, readRagged } from "./ragged.ts";
