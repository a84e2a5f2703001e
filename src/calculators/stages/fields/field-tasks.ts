/**
 * Fields of the ruptures of an event set, computed in tasks of ruptures: each is self-contained, so that rows and sums do
 * not depend on the number of threads.
 */
import type { StoredRupture } from "../../../hazard/events/stored-rupture.ts";
import type { BetweenTerms, FieldRun } from "../../../hazard/fields/rupture-fields.ts";
import { type AverageSums, fieldAverages } from "./average-fields.ts";
import type { BetweenRows, BlockTerms } from "./between-blocks.ts";
import { eventsByModel } from "./events-by-model.ts";
import { makeFieldComputer } from "./field-computer.ts";
import { makeFieldPerils, type PerilSetup } from "./field-perils.ts";
import type { FieldSetup } from "./field-setup.ts";

/** A rupture and its events. */
export interface EventsOfRupture {
  readonly rupture: StoredRupture;
  /** Of `fields.tectonicRegions`. */
  readonly trt: number;
  readonly firstEvent: number;
  /** Of each event. */
  readonly realization: Uint16Array;
  /** Realizations its events may have, by model of the tectonic region: a place in `choices`. */
  readonly choice: number;
  /** See `referenceBlocks`. */
  readonly block: number;
}

export interface FieldTaskSetup {
  readonly fields: FieldSetup;
  readonly choices: readonly (readonly Uint16Array[])[];
  /** Weights of realizations. */
  readonly weights: Float64Array;
  /** False where averages are not wanted. */
  readonly averages: boolean;
  readonly perils: PerilSetup;
}

export interface FieldTask {
  readonly ruptures: readonly EventsOfRupture[];
}

/** Rows with motion, in the order of events, then sites. */
export interface FieldRows {
  readonly sid: Uint32Array;
  readonly eid: Uint32Array;
  /** By measure, then by peril. */
  readonly values: readonly Float32Array[];
}

export interface FieldTaskResult {
  readonly rows: FieldRows;
  /** Between-event terms, in the order of events. */
  readonly between: readonly BlockTerms[];
  readonly averages: AverageSums | undefined;
}

export function makeFieldTaskRunner(setup: FieldTaskSetup): (task: FieldTask) => FieldTaskResult {
  const { fields, choices, weights } = setup;
  const computer = makeFieldComputer(fields);
  const perils = makeFieldPerils(setup.perils, fields);
  const measures = fields.measures.length;
  const names = [...fields.measures.map(({ name }) => name), ...perils.names];
  const minimum = Float64Array.from(names, (_, c) => fields.minimum[c] ?? 0);
  return ({ ruptures }) => {
    const averages = setup.averages ? fieldAverages(names, fields.sites.count, minimum, perils.minimum) : undefined;
    const parts: FieldRows[] = [];
    const between: BlockTerms[] = [];
    for (const { rupture, trt, firstEvent, realization, choice, block } of ruptures) {
      const gathered = gatherRupture({ measures, leastPerils: perils.minimum }, firstEvent, realization.length);
      const weightOf = (event: number): number => weights[realization[event - firstEvent]!]!;
      const mag = Math.fround(rupture.mag);
      computer.compute(rupture, trt, eventsByModel(firstEvent, realization, choices[choice]!), {
        onFields: (run) => {
          const columns = perils.compute(mag, run.sites, run.events.length, run.values);
          gathered.add(run, columns);
          averages?.add(run, weightOf, columns);
        },
        onBetween: gathered.addBetween,
      });
      const rows = gathered.rows();
      parts.push(rows);
      between.push({ block, ruptures: 1, motions: rows.sid.length, between: gathered.between() });
    }
    return {
      rows: joinRows(parts, names.length),
      between: joinBlocks(between, measures),
      averages: averages?.sums(),
    };
  };
}

interface RowColumns {
  readonly measures: number;
  /** Rows in which a peril is below its least value are left out. */
  readonly leastPerils: Float64Array;
}

/** Rows of one rupture: models take turns, events are put in order. */
function gatherRupture(columns: RowColumns, firstEvent: number, events: number) {
  const { measures } = columns;
  const ofEvent: ({ run: RunRows; row: number } | undefined)[] = new Array(events).fill(undefined);
  const eid = new Uint32Array(events);
  const tau = Array.from({ length: measures }, () => new Float32Array(events));
  const residuals = Array.from({ length: measures }, () => new Float32Array(events));
  let described = 0;
  return {
    add({ events: own, sites, values }: FieldRun, perils: readonly Float32Array[]): void {
      const all = [...values, ...perils];
      const run: RunRows = { sites, values: all.map((column) => column.slice(0, own.length * sites.length)) };
      for (let row = 0; row < own.length; row++) ofEvent[own[row]! - firstEvent] = { run, row };
    },
    addBetween({ events: own, tau: largest, residuals: terms }: BetweenTerms): void {
      for (let e = 0; e < own.length; e++) {
        const place = own[e]! - firstEvent;
        eid[place] = own[e]!;
        for (let m = 0; m < measures; m++) {
          tau[m]![place] = largest[m]!;
          residuals[m]![place] = terms[m * own.length + e]!;
        }
      }
      described += own.length;
    },
    rows: (): FieldRows => rowsOf(ofEvent, firstEvent, columns),
    between: (): BetweenRows =>
      described === events ? { eid, tau, residuals } : { eid: new Uint32Array(), tau: [], residuals: [] },
  };
}

interface RunRows {
  readonly sites: Int32Array;
  readonly values: readonly Float32Array[];
}

function rowsOf(
  ofEvent: readonly ({ readonly run: RunRows; readonly row: number } | undefined)[],
  firstEvent: number,
  { measures, leastPerils }: RowColumns,
): FieldRows {
  const count = measures + leastPerils.length;
  let most = 0;
  for (const found of ofEvent) most += found?.run.sites.length ?? 0;
  const sid = new Uint32Array(most);
  const eid = new Uint32Array(most);
  const out = Array.from({ length: count }, () => new Float32Array(most));
  let n = 0;
  for (const [e, found] of ofEvent.entries()) {
    if (found === undefined) continue;
    const { sites, values } = found.run;
    const start = found.row * sites.length;
    for (let s = 0; s < sites.length; s++) {
      let sum = 0;
      for (let m = 0; m < measures; m++) sum += values[m]![start + s]!;
      if (!(sum > 0)) continue;
      let small = false;
      for (let p = 0; p < leastPerils.length; p++) small ||= values[measures + p]![start + s]! < leastPerils[p]!;
      if (small) continue;
      sid[n] = sites[s]!;
      eid[n] = firstEvent + e;
      for (let c = 0; c < count; c++) out[c]![n] = values[c]![start + s]!;
      n++;
    }
  }
  return { sid: sid.slice(0, n), eid: eid.slice(0, n), values: out.map((column) => column.slice(0, n)) };
}

function joinRows(parts: readonly FieldRows[], columns: number): FieldRows {
  return {
    sid: joinIntegers(parts.map(({ sid }) => sid)),
    eid: joinIntegers(parts.map(({ eid }) => eid)),
    values: Array.from({ length: columns }, (_, c) => joinFloats(parts.map(({ values }) => values[c]!))),
  };
}

/** Successive ruptures of a block as one. */
function joinBlocks(parts: readonly BlockTerms[], measures: number): BlockTerms[] {
  const runs: BlockTerms[][] = [];
  for (const part of parts) {
    const run = runs.at(-1);
    if (run?.[0]?.block === part.block) run.push(part);
    else runs.push([part]);
  }
  return runs.map((run) => ({
    block: run[0]!.block,
    ruptures: run.length,
    motions: run.reduce((sum, { motions }) => sum + motions, 0),
    between: joinBetween(
      run.map(({ between }) => between),
      measures,
    ),
  }));
}

function joinBetween(parts: readonly BetweenRows[], measures: number): BetweenRows {
  const filled = parts.filter(({ eid }) => eid.length > 0);
  return {
    eid: joinIntegers(filled.map(({ eid }) => eid)),
    tau: Array.from({ length: measures }, (_, m) => joinFloats(filled.map(({ tau }) => tau[m]!))),
    residuals: Array.from({ length: measures }, (_, m) => joinFloats(filled.map(({ residuals }) => residuals[m]!))),
  };
}

function joinIntegers(parts: readonly Uint32Array[]): Uint32Array {
  const out = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function joinFloats(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
