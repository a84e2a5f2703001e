/** Fields on their way to the datastore: rows with motion in the order of events, then sites, appended run by run. */
import type { ColumnData, DatastoreWriter } from "../../../datastore/index.ts";
import type { BetweenTerms, FieldRun } from "../../../hazard/fields/rupture-fields.ts";

import type { BetweenRows } from "./between-blocks.ts";
import type { FieldRows } from "./field-tasks.ts";

export interface FieldStore {
  /** Rows stored so far. */
  readonly rows: () => number;
  /**
   * Stores the rows of a run whose motions are not all zero.
   * @param perils columns of secondary perils, parallel to the motions
   */
  readonly append: (run: FieldRun, perils?: readonly Float32Array[]) => void;
  /** Rows that were put together elsewhere. */
  readonly appendRows: (rows: FieldRows) => void;
  readonly appendBetweenRows: (rows: BetweenRows, realizationOf: (event: number) => number) => void;
  readonly appendBetween: (terms: BetweenTerms, realizationOf: (event: number) => number) => void;
  /** Fields that have no between-event terms of their own have an empty table of them. */
  readonly withoutBetween: () => void;
  /** Ends the table. */
  readonly finish: (facts: {
    readonly events: number;
    readonly effectiveTime: number;
    readonly investigationTime?: number | undefined;
  }) => void;
}

/**
 * Columns are measures, then secondary perils.
 * @param leastPerils rows in which a peril is below its least value are left out
 */
export function openFieldStore(
  writer: DatastoreWriter,
  measures: readonly string[],
  perils: readonly string[] = [],
  leastPerils: ArrayLike<number> = [],
): FieldStore {
  const names = [...measures, ...perils];
  let rows = 0;
  const table = (sid: Uint32Array, eid: Uint32Array, values: readonly Float32Array[]): ColumnData[] => [
    { name: "sid", data: sid, meaning: "site" },
    { name: "eid", data: eid, meaning: "event" },
    ...names.map((name, c) => ({ name, data: values[c]! })),
  ];
  return {
    rows: () => rows,
    append({ events, sites, values }, perilValues = []) {
      const columns = [...values, ...perilValues];
      const cells = keptCells(columns[0]?.length ?? 0, values, perilValues, leastPerils);
      const n = cells?.length ?? columns[0]?.length ?? 0;
      if (n === 0) return;
      const sid = new Uint32Array(n);
      const eid = new Uint32Array(n);
      if (cells === undefined)
        for (let e = 0; e < events.length; e++) {
          sid.set(sites, e * sites.length);
          eid.fill(events[e]!, e * sites.length, (e + 1) * sites.length);
        }
      else
        for (let i = 0, e = 0, next = sites.length; i < n; i++) {
          const cell = cells[i]!;
          while (cell >= next) {
            e++;
            next += sites.length;
          }
          sid[i] = sites[cell - next + sites.length]!;
          eid[i] = events[e]!;
        }
      rows += n;
      const kept = cells === undefined ? columns : columns.map((column) => pick(column, cells));
      writer.appendTable("gmf_data", table(sid, eid, kept));
    },
    appendRows({ sid, eid, values }) {
      if (sid.length === 0) return;
      rows += sid.length;
      writer.appendTable("gmf_data", table(sid, eid, values));
    },
    appendBetweenRows({ eid, tau, residuals }, realizationOf) {
      if (eid.length === 0) return;
      writer.appendTable("gmf_data/sigma_epsilon", [
        { name: "eid", data: eid },
        { name: "rlz_id", data: Uint16Array.from(eid, realizationOf) },
        ...measures.map((name, m) => ({ name: `sig_inter_${name}`, data: tau[m]! })),
        ...measures.map((name, m) => ({ name: `eps_inter_${name}`, data: residuals[m]! })),
      ]);
    },
    appendBetween({ events, tau, residuals }, realizationOf) {
      writer.appendTable("gmf_data/sigma_epsilon", [
        { name: "eid", data: events },
        { name: "rlz_id", data: Uint16Array.from(events, realizationOf) },
        ...measures.map((name, m) => ({
          name: `sig_inter_${name}`,
          data: new Float32Array(events.length).fill(tau[m]!),
        })),
        ...measures.map((name, m) => ({
          name: `eps_inter_${name}`,
          data: residuals.slice(m * events.length, (m + 1) * events.length),
        })),
      ]);
    },
    withoutBetween() {
      this.appendBetween(
        {
          model: 0,
          events: new Uint32Array(0),
          tau: new Float32Array(measures.length),
          residuals: new Float32Array(0),
        },
        () => 0,
      );
    },
    finish({ events, effectiveTime, investigationTime }) {
      if (rows === 0)
        writer.putTable(
          "gmf_data",
          table(
            new Uint32Array(0),
            new Uint32Array(0),
            names.map(() => new Float32Array(0)),
          ),
        );
      writer.setEntryAttributes("gmf_data", {
        effective_time: effectiveTime,
        imts: measures.join(" "),
        num_events: events,
        ...(investigationTime === undefined ? {} : { investigation_time: investigationTime }),
      });
    },
  };
}

/** A loop: `from` takes several times as long. */
function pick(column: Float32Array, cells: Uint32Array): Float32Array {
  const picked = new Float32Array(cells.length);
  for (let i = 0; i < cells.length; i++) picked[i] = column[cells[i]!]!;
  return picked;
}

/** Cells whose motions are not all zero and whose perils are not too small; undefined for all of them. */
function keptCells(
  count: number,
  motions: readonly Float32Array[],
  perils: readonly Float32Array[],
  least: ArrayLike<number>,
): Uint32Array | undefined {
  const keeps = (cell: number): boolean => {
    let sum = 0;
    for (let m = 0; m < motions.length; m++) sum += motions[m]![cell]!;
    if (!(sum > 0)) return false;
    for (let p = 0; p < perils.length; p++) if (perils[p]![cell]! < least[p]!) return false;
    return true;
  };
  let dropped = 0;
  while (dropped < count && keeps(dropped)) dropped++;
  if (dropped === count) return undefined;
  const cells = new Uint32Array(count);
  let n = 0;
  for (let cell = 0; cell < count; cell++) if (cell < dropped || (cell > dropped && keeps(cell))) cells[n++] = cell;
  return cells.subarray(0, n);
}
