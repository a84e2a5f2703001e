import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { openDatastore } from "../../src/datastore/index.ts";
import { tempFolder } from "../harness.ts";

/** Appends rows of two columns that agree with each other, and commits, for ever. */
const APPENDER = `
import { createDatastore } from ${JSON.stringify(join(import.meta.dir, "../../src/datastore/index.ts"))};
const writer = createDatastore(process.argv[2], { version: "0", startDate: "", checksum: 0, seeds: {} });
for (let row = 0; ; ) {
  const count = 1 + (row % 977);
  const ids = Uint32Array.from({ length: count }, (_, i) => row + i);
  const names = Array.from(ids, (id) => "r".repeat(1 + Math.floor(Math.log2(id + 1))) + id);
  writer.appendTable("events", [{ name: "id", data: ids }, { name: "name", texts: names }]);
  row += count;
  writer.setAttribute("rows", row);
  await writer.commit();
}
`;

test("a writer killed in the middle of appends leaves the last commit readable", async () => {
  using folder = tempFolder();
  const script = join(folder.path, "appender.ts");
  await Bun.write(script, APPENDER);
  let checked = 0;
  for (let round = 0; round < 6; round++) {
    const datastore = join(folder.path, `datastore-${round}`);
    const child = Bun.spawn([process.execPath, script, datastore], { stdout: "ignore", stderr: "pipe" });
    for (let waited = 0; waited < 5000 && !existsSync(join(datastore, "events", "id.npy")); waited += 5)
      await Bun.sleep(5);
    await Bun.sleep(20 + round * 13);
    child.kill("SIGKILL");
    await child.exited;
    const reader = openDatastore(datastore);
    const rows = Number(reader.attributes["rows"] ?? 0);
    if (rows === 0) continue;
    const table = reader.describe("events");
    expect(table?.kind === "table" ? table.rows : undefined).toBe(rows);
    const ids = await reader.readColumn("events", "id");
    const names = await reader.readColumn("events", "name");
    expect(ids.length).toBe(rows);
    for (let i = 0; i < rows; i++) {
      if (ids[i] !== i || !String(names[i]).endsWith(`r${i}`)) throw new Error(`row ${i} is ${ids[i]}, ${names[i]}`);
    }
    reader.close();
    checked++;
  }
  expect(checked).toBeGreaterThan(0);
}, 30_000);
