import { expect, test } from "bun:test";
import { fromBuffer } from "yauzl";
import { zip } from "../../../src/outputs/formats/zip.ts";
import { unzip } from "../../archives.ts";
import { collect } from "../read-npz.ts";

async function* chunks(count: number, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < count; i++) yield new Uint8Array(size).fill(65 + (i % 26));
}

const namesAndSizes = (archive: Uint8Array) =>
  new Promise<[string, number][]>((resolve, reject) => {
    fromBuffer(Buffer.from(archive), { lazyEntries: false }, (error, file) => {
      if (error !== null) return reject(error);
      const found: [string, number][] = [];
      file.on("entry", (entry) => found.push([entry.fileName, entry.uncompressedSize]));
      file.on("end", () => resolve(found));
      file.on("error", reject);
    });
  });

test.each([0, 3])("small and streamed members at level %d, and an empty one", async (level) => {
  const archive = await collect(
    zip(
      [
        { name: "small.txt", content: chunks(3, 10) },
        { name: "größe.bin", content: chunks(90, 100_000) },
        { name: "empty", content: chunks(0, 0) },
      ],
      level,
    ),
  );
  expect(await namesAndSizes(archive)).toEqual([
    ["small.txt", 30],
    ["größe.bin", 9_000_000],
    ["empty", 0],
  ]);
  const members = await unzip(archive);
  expect(new TextDecoder().decode(members["small.txt"])).toBe("AAAAAAAAAABBBBBBBBBBCCCCCCCCCC");
  expect(members["größe.bin"]?.[8_999_999]).toBe(65 + (89 % 26));
  expect(await collect(zip([{ name: "small.txt", content: chunks(3, 10) }], level))).toEqual(
    await collect(zip([{ name: "small.txt", content: chunks(3, 10) }], level)),
  );
});

test("an error in a member ends the archive", async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield* chunks(50, 100_000);
    throw new Error("disk gone");
  }
  expect(collect(zip([{ name: "a", content: failing() }], 3))).rejects.toThrow("disk gone");
});
