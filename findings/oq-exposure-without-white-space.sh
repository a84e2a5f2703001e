#!/usr/bin/env bash
# Tool: OpenQuake Engine 3.26.2 (pip openquake.engine).
# Behaviour: an exposure in XML whose <assets> element holds no white space before its first <asset> cannot be read: the reader takes
# the text of <assets> for a list of csv files, and there is no text, so that it ends in an AttributeError without file or line. With one
# blank between the two tags the same document is read. Writers that leave out white space (most XML libraries do) make such files.
# Ends with 0 while that is so.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check numpy==2.2.6 scipy==1.15.2 pandas==2.2.3 h5py==3.13.0 numba==0.61.2 psutil \
  pyzmq==26.0.3 shapely docutils==0.19 decorator==5.1.1 'django>=4.2,<5' requests toml==0.10.2 pyproj==3.7.2 alpha_shapes h3 pyyaml \
  tabulate fiona==1.10.1 networkx onnxruntime matplotlib geopandas==1.1.4 'pillow>=12'
venv/bin/pip install -q --disable-pip-version-check --no-deps openquake.engine==3.26.2
cat > tight.xml <<'XML'
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><exposureModel id="e" category="buildings" taxonomySource="own"><description>one</description><conversions><costTypes><costType name="structural" type="per_asset" unit="EUR"/></costTypes></conversions><assets><asset id="a1" taxonomy="T" number="1"><location lon="0" lat="0"/><costs><cost type="structural" value="1000"/></costs></asset></assets></exposureModel></nrml>
XML
sed 's#<assets><asset#<assets> <asset#' tight.xml > blank.xml
cat > run.py <<'PY'
from openquake.risklib.asset import Exposure

for name in ("blank.xml", "tight.xml"):
    try:
        print(name, "is read:", len(Exposure.read_all([name]).assets), "asset")
    except Exception as exc:
        print(name, type(exc).__name__, exc)
PY
export HOME=$dir OQ_DATADIR=$dir/oqdata
venv/bin/python run.py 2> log.txt | tee seen.txt
diff - seen.txt <<'SEEN'
blank.xml is read: 1 asset
tight.xml AttributeError 'NoneType' object has no attribute 'strip'
SEEN
