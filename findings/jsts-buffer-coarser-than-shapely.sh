#!/usr/bin/env bash
# Libraries: jsts 2.12.1 (npm) and shapely 2.1.2 (pip), both descendants of the same JTS.
# Behaviour: the default buffer of a point has 33 vertices in jsts (8 segments a quarter circle) and 65 in shapely (16), so its
# area is 0.6 % too small against the circle instead of 0.16 %, and a site near the rim of a source's buffer is inside with one and
# outside with the other. Both rings run clockwise: the reverse of what RFC 7946 asks of an outer ring in GeoJSON.
# Ends with 0 while that is so.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jsts@2.12.1
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check shapely==2.1.2
cat > check.mjs <<'JS'
import GeometryFactory from "jsts/org/locationtech/jts/geom/GeometryFactory.js";
import Coordinate from "jsts/org/locationtech/jts/geom/Coordinate.js";
import BufferOp from "jsts/org/locationtech/jts/operation/buffer/BufferOp.js";
import Orientation from "jsts/org/locationtech/jts/algorithm/Orientation.js";

const point = new GeometryFactory().createPoint(new Coordinate(0, 0));
const ring = BufferOp.bufferOp(point, 1).getExteriorRing();
const turns = Orientation.isCCW(ring.getCoordinates()) ? "counterclockwise" : "clockwise";
console.log(`jsts: ${ring.getNumPoints()} vertices, ${turns}`);
JS
node check.mjs | tee seen.txt
venv/bin/python - <<'PY' | tee -a seen.txt
from shapely import Point
ring = Point(0, 0).buffer(1).exterior
print(f"shapely: {len(ring.coords)} vertices, {'counterclockwise' if ring.is_ccw else 'clockwise'}")
PY
diff - seen.txt <<'SEEN'
jsts: 33 vertices, clockwise
shapely: 65 vertices, clockwise
SEEN
