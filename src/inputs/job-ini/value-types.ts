/** The types of job parameters, as the table uses them. */
export * from "./dictionary-types.ts";
export * from "./name-types.ts";
export * from "./number-types.ts";
export * from "./place-types.ts";
export type { ValueType } from "./value-type.ts";
