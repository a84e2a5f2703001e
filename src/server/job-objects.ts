/** Jobs and outputs as the HTTP API shows them, with the schemas that describe them. */
import { Type } from "@sinclair/typebox";
import { t } from "elysia";
import { type Job, jobRecord, newJobRecord, type Output } from "../jobs/index.ts";
import { named } from "./openapi/answers.ts";
import { WholeNumber } from "./whole-number.ts";

const STATUS = {
  description: "created, submitted, executing, complete, failed, aborted or shared",
  example: "complete",
} as const;

/** Item of `/v1/calc/list`, answer of `/v1/calc/:id/status`. */
export const JobObject = named(
  "Calculation",
  t.Object({
    id: Type.Integer({ example: 7 }),
    owner: t.String({ example: "anna" }),
    calculation_mode: t.String({ description: "`custom` until the job file was read", example: "classical" }),
    status: t.String(STATUS),
    refused: Type.Boolean({
      description: "Failed before it was accepted: something is wrong with what was sent",
      example: false,
    }),
    is_running: Type.Boolean({ example: false }),
    description: t.String({ example: "Classical PSHA, Null Island" }),
    url: t.String({ example: "http://127.0.0.1:8800/v1/calc/7" }),
    parent_id: t.Union([Type.Integer(), t.Null()], { description: "The calculation this one continues" }),
    abortable: Type.Boolean({ example: false }),
    size_mb: t.Union([Type.Number(), t.Null()], { description: "MiB of the results", example: 2.716 }),
    start_time: t.String({ example: "2026-11-23, 16:13:58 UTC" }),
    relevant: Type.Boolean({ example: true }),
    tags: t.Union([t.String(), t.Null()], {
      description: "Joined by commas, a preferred one with a star",
      example: "final★",
    }),
    engine: t.String({ description: "What computes it: native or openquake", example: "native" }),
    progress: Type.Number({ description: "0 to 1", example: 1 }),
    stage: t.String({ description: "What it is doing, in a few words", example: "" }),
    eta: t.Union([Type.Number(), t.Null()], {
      description: "Seconds to go, as the progress so far suggests",
      example: null,
    }),
  }),
);

/** `2026-11-23, 16:13:58 UTC` */
function listTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace("T", ", ")} UTC`;
}

export function jobObject(job: Job, baseUrl: string): typeof JobObject.static {
  return {
    id: job.id,
    owner: job.userName,
    calculation_mode: job.calculationMode,
    status: job.status,
    refused: job.refused,
    is_running: job.isRunning,
    description: job.description,
    url: `${baseUrl}/v1/calc/${job.id}`,
    parent_id: job.hazardCalculationId,
    abortable: job.status === "submitted" || job.status === "executing",
    size_mb: job.sizeMb,
    start_time: listTime(job.startTime),
    relevant: job.relevant,
    tags: job.tags,
    engine: job.engine,
    progress: job.progress,
    stage: job.stage,
    eta: job.eta,
  };
}

/** `/v1/calc/:id`; the job's parameters are added beside these. */
export const JobRecordObject = named(
  "CalculationRecord",
  t.Object(
    {
      id: Type.Integer({ example: 7 }),
      job_id: Type.Integer({ example: 7 }),
      description: t.String({ example: "Classical PSHA, Null Island" }),
      user_name: t.String({ example: "anna" }),
      calculation_mode: t.String({ example: "classical" }),
      hazard_calculation_id: t.Union([Type.Integer(), t.Null()], { example: null }),
      status: t.String(STATUS),
      is_running: Type.Boolean({ example: false }),
      start_time: t.String({ example: "2026-11-23 16:37:16.688000+00:00" }),
      stop_time: t.String({
        description: "The word None while there is none",
        example: "2026-11-23 16:37:33.160000+00:00",
      }),
      relevant: Type.Boolean({ example: true }),
      size_mb: t.Union([Type.Number(), t.Null()], { example: 0.186 }),
      host: t.String({ example: "workstation" }),
      workflow_id: t.Union([t.String(), t.Null()], { description: "Always null", example: null }),
      engine: t.String({ description: "native or openquake", example: "native" }),
      progress: Type.Number({ example: 1 }),
      stage: t.String({ example: "" }),
      eta: t.Union([Type.Number(), t.Null()], { example: null }),
    },
    {
      additionalProperties: true,
      description: "The record, and beside it the parameters of the job under their own names",
    },
  ),
);

export function jobRecordObject(job: Job): typeof JobRecordObject.static {
  return {
    ...jobRecord(job),
    job_id: job.id,
    engine: job.engine,
    progress: job.progress,
    stage: job.stage,
    eta: job.eta,
  };
}

/** Answer of `run` and `run_ini`. */
export const NewJobObject = named(
  "NewCalculation",
  t.Object({
    description: t.String({ example: "Classical PSHA, Null Island" }),
    user_name: t.String({ example: "anna" }),
    calculation_mode: t.String({ example: "classical" }),
    hazard_calculation_id: t.Union([Type.Integer(), t.Null()], { example: null }),
    status: t.String({ ...STATUS, example: "submitted" }),
    is_running: Type.Boolean({ example: true }),
    start_time: t.String({ example: "2026-11-23T16:36:58" }),
    stop_time: t.Union([t.String(), t.Null()], { example: null }),
    relevant: Type.Boolean({ example: true }),
    ds_calc_dir: t.String({ description: "Name of its folder in the data folder", example: "calcs/7" }),
    pid: Type.Integer({ description: "0 while it waits", example: 0 }),
    size_mb: t.Union([Type.Number(), t.Null()], { example: null }),
    host: t.String({ example: "workstation" }),
    workflow_id: t.Union([t.String(), t.Null()], { description: "Always null", example: null }),
    job_id: Type.Integer({ example: 7 }),
  }),
);

export const newJobObject: (job: Job) => typeof NewJobObject.static = newJobRecord;

/** Item of `/v1/calc/:id/results`. The QGIS plug-in makes a column of every key it does not know: no more keys. */
export const ResultObject = named(
  "Output",
  t.Object({
    id: Type.Integer({ example: 3 }),
    name: t.String({ example: "Hazard Curves" }),
    type: t.String({ description: "Key of the output", example: "hcurves" }),
    outtypes: t.Array(t.String(), { example: ["csv", "npz"] }),
    url: t.String({ example: "http://127.0.0.1:8800/v1/calc/result/3?export_type=csv" }),
    size_mb: t.Union([Type.Number(), t.Null()], { description: "null when it is computed on request", example: null }),
  }),
);

export function resultObject(output: Output, baseUrl: string): typeof ResultObject.static {
  const [first = "csv"] = output.types;
  return {
    id: output.id,
    name: output.name,
    type: output.key,
    outtypes: [...output.types],
    url: `${baseUrl}/v1/calc/result/${output.id}?export_type=${first}`,
    size_mb: output.sizeMb,
  };
}

/** Job id in a path: digits only, anything else is no such path. */
export const JobId = t.Object({ id: WholeNumber(0, { description: "Number of the calculation", example: 7 }) });

/** Answer of the calls that act on a job: one of the two keys. */
export const ActionObject = named(
  "ActionAnswer",
  t.Object(
    {
      success: t.Optional(t.String({ description: "What was done", example: "Killing job 7" })),
      error: t.Optional(t.String({ description: "Why it was not done", example: "Job 7 is not running" })),
      hdf5paths: t.Optional(t.Array(t.String(), { description: "Of removals; always empty" })),
    },
    { description: "`success` or `error`", additionalProperties: true },
  ),
);
