/** Fields that are not to be kept: they go to a datastore of their own, which goes away when the losses are known. */
import { mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  createDatastore,
  type DatastoreReader,
  type DatastoreWriter,
  openDatastore,
} from "../../../datastore/index.ts";

export interface FieldsApart {
  /** Writes fields apart, all else to the datastore of the calculation. */
  readonly writer: DatastoreWriter;
  /** Commits, and opens both as one. */
  readonly open: () => Promise<DatastoreReader>;
  readonly remove: () => Promise<void>;
}

const isField = (name: string): boolean => /^(gmf_data|avg_gmf)(\/|$)/.test(name);

export async function fieldsApart(own: DatastoreWriter): Promise<FieldsApart> {
  const folder = await mkdtemp(join(dirname(own.folder), "fields-"));
  const apart = createDatastore(folder, openDatastore(own.folder).provenance);
  const of = (name: string): DatastoreWriter => (isField(name) ? apart : own);
  const commit = async (): Promise<void> => {
    await own.commit();
    await apart.commit();
  };
  return {
    writer: {
      folder: own.folder,
      putArray: (name, data, description) => of(name).putArray(name, data, description),
      putTexts: (name, texts, description) => of(name).putTexts(name, texts, description),
      putTable: (name, columns, attributes) => of(name).putTable(name, columns, attributes),
      appendArray: (name, data) => of(name).appendArray(name, data),
      appendTable: (name, columns) => of(name).appendTable(name, columns),
      setEntryAttributes: (name, attributes) => of(name).setEntryAttributes(name, attributes),
      setAttribute: (name, value) => own.setAttribute(name, value),
      describe: (name) => of(name).describe(name),
      commit,
      close: async () => {
        await own.close();
        await apart.close();
      },
    },
    open: async () => {
      await commit();
      return openDatastore(folder, openDatastore(own.folder));
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
