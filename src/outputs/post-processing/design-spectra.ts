/** Spectra of ASCE 41, as stored. */
import type { Output } from "../output.ts";
import { storedTable } from "../tables/stored-table.ts";

export const asce41Spectra: Output = {
  key: "spectra_asce41",
  title: "ASCE 41 Calculations",
  formats: ["csv"],
  further: ["json", "parquet"],
  table: (results) => [storedTable(results, "spectra_asce41")],
};

export const asce41SpectraFinal: Output = {
  key: "asce41_sa_final",
  title: "ASCE 41 Response Spectra",
  formats: ["csv"],
  further: ["json", "parquet"],
  table: (results) => [storedTable(results, "asce41_sa_final")],
};
