#!/usr/bin/env bash
# Library: hyparquet-writer 0.17.0 (npm), read back with hyparquet 1.31.5.
# Behaviour: a column whose type is left to be guessed becomes INT32 when its values are whole numbers, and minus zero counts as
# one: [-0, 1] is written as the integers [0, 1], so the sign of a zero (the side of the Greenwich meridian or of the equator a
# rounded coordinate came from) is lost, and [-0, 1.5], one value further, keeps it. With `type: "DOUBLE"` it is kept always.
# Ends with 0 while that is so.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund hyparquet-writer@0.17.0 hyparquet@1.31.5
cat > check.mjs <<'JS'
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";

async function written(column) {
  const file = parquetWriteBuffer({ columnData: [{ name: "lon", ...column }] });
  const type = parquetMetadata(file).schema[1].type;
  const rows = await parquetReadObjects({ file });
  return `${type} ${rows.map(({ lon }) => (Object.is(lon, -0) ? "-0" : String(lon))).join(" ")}`;
}
console.log("guessed, [-0, 1]:  ", await written({ data: [-0, 1] }));
console.log("guessed, [-0, 1.5]:", await written({ data: [-0, 1.5] }));
console.log("DOUBLE, [-0, 1]:   ", await written({ data: [-0, 1], type: "DOUBLE" }));
JS
node check.mjs | tee seen.txt
diff - seen.txt <<'SEEN'
guessed, [-0, 1]:   INT32 0 1
guessed, [-0, 1.5]: DOUBLE -0 1.5
DOUBLE, [-0, 1]:    DOUBLE -0 1
SEEN
