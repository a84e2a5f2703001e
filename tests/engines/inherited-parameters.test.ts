import { expect, test } from "bun:test";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CalculationRequest } from "../../src/engines/engine.ts";
import { nativeEngine } from "../../src/engines/native/native-engine.ts";
import { PROJECT, tempFolder } from "../harness.ts";

const EXAMPLE = join(PROJECT, "examples", "point-source");

/** A calculation's folder as it is before computing. */
function calculationFolder(folder: string, request: CalculationRequest, change = (text: string) => text): void {
  mkdirSync(folder);
  cpSync(EXAMPLE, join(folder, "inputs"), { recursive: true });
  writeFileSync(join(folder, "inputs", "job.ini"), change(readFileSync(join(EXAMPLE, "job.ini"), "utf8")));
  writeFileSync(join(folder, "request.json"), JSON.stringify(request));
}

test("a job on top of another must say everything the other says", async () => {
  using temp = tempFolder();
  const [parent, child] = [join(temp.path, "1"), join(temp.path, "2")];
  const request = { calculationId: 1, engine: "native", ini: "job.ini", workers: 1, user: "ann" } as const;
  calculationFolder(parent, request, (text) => `${text}\nminimum_magnitude = 5\nexports = csv\n`);
  const onTop = { ...request, calculationId: 2, parent: { id: 1, folder: parent } };
  calculationFolder(child, onTop);
  await expect(nativeEngine.check(child, onTop)).rejects.toThrow(
    "job.ini: minimum_magnitude of calculation 1 would be taken over, which is not supported natively",
  );
  calculationFolder(join(temp.path, "3"), onTop, (text) => `${text}\nminimum_magnitude = 5.5\n`);
  expect(await nativeEngine.check(join(temp.path, "3"), onTop)).toMatchObject({ calculationMode: "classical" });
});
