#!/usr/bin/env bash
# Tool: OpenQuake Engine 3.26.2 (pip openquake.engine).
# Behaviour: costs of retrofitting given per area. With exactly two assets the area is left out (10 EUR a square metre of 50 and 100 m2 are
# 10 EUR each, while structural costs per area are multiplied), with any other number the exposure cannot be read (shapes that do not fit).
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
cat > exposure.xml <<'XML'
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><exposureModel id="e" category="buildings" taxonomySource="own"><description>one</description>
<conversions><area type="per_asset" unit="m2"/><costTypes><costType name="structural" type="per_area" unit="EUR" retrofittedType="per_area" retrofittedUnit="EUR"/></costTypes></conversions>
<assets>assets.csv</assets></exposureModel></nrml>
XML
cat > read.py <<'PY'
from openquake.risklib import asset

for assets in (2, 3):
    with open("assets.csv", "w") as f:
        f.write("id,lon,lat,taxonomy,number,area,structural,retrofitted\n")
        for i in range(assets):
            f.write(f"a{i},{i / 10},0,T,1,{50 * (i + 1)},1000,10\n")
    try:
        exposure = asset.Exposure.read_all(["exposure.xml"])
        print(assets, "assets:", *exposure.assets["value-structural"], "retrofitted", *exposure.assets["retrofitted"])
    except Exception as exc:
        print(assets, "assets:", type(exc).__name__, str(exc).strip())
PY
export HOME=$dir OQ_DATADIR=$dir/oqdata OQ_DISTRIBUTE=no
venv/bin/oq engine --upgrade-db > /dev/null 2>&1
venv/bin/python read.py 2> log.txt | tee seen.txt || { tail -20 log.txt; exit 1; }
diff - seen.txt <<'SEEN'
2 assets: 50000.0 100000.0 retrofitted 10.0 10.0
3 assets: ValueError operands could not be broadcast together with shapes (3,) (2,)
SEEN
