#!/usr/bin/env bash
# Tool: OpenQuake Engine 3.26.2 (pip openquake.engine).
# Behaviour: discrete fragility functions in NRML 0.4 (element `IML` with its levels as text) cannot be read by any job: the reader ends in
# a TypeError about a float that is not iterable. Continuous functions of NRML 0.4 are read, with the advice to upgrade.
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
<conversions><costTypes><costType name="structural" type="per_asset" unit="EUR"/></costTypes></conversions><assets>
<asset id="a1" taxonomy="T" number="3"><location lon="0" lat="0"/><costs><cost type="structural" value="1000"/></costs></asset>
</assets></exposureModel></nrml>
XML
cat > frag.xml <<'XML'
<nrml xmlns="http://openquake.org/xmlns/nrml/0.4"><fragilityModel format="discrete"><description>one</description>
<limitStates>slight collapse</limitStates><ffs noDamageLimit="0.05"><taxonomy>T</taxonomy><IML IMT="PGA" imlUnit="g">0.1 0.3 0.6</IML>
<ffd ls="slight"><poEs>0.2 0.6 0.9</poEs></ffd><ffd ls="collapse"><poEs>0 0.2 0.5</poEs></ffd></ffs></fragilityModel></nrml>
XML
cat > frag-continuous.xml <<'XML'
<nrml xmlns="http://openquake.org/xmlns/nrml/0.4"><fragilityModel format="continuous"><description>one</description>
<limitStates>slight collapse</limitStates><ffs noDamageLimit="0.05" type="lognormal"><taxonomy>T</taxonomy><IML IMT="PGA" minIML="0.1" maxIML="2" imlUnit="g"/>
<ffc ls="slight"><params mean="0.2" stddev="0.1"/></ffc><ffc ls="collapse"><params mean="0.6" stddev="0.3"/></ffc></ffs></fragilityModel></nrml>
XML
printf '0 0\n' > sites.csv
printf 'event_id,site_id,gmv_PGA\n0,0,0.3\n' > gmfs.csv
for name in frag frag-continuous; do
  cat > "$name.ini" <<INI
[general]
description = one
calculation_mode = scenario_damage
exposure_file = exposure.xml
structural_fragility_file = $name.xml
gmfs_csv = gmfs.csv
sites_csv = sites.csv
INI
done
cat > run.py <<'PY'
from openquake.commonlib import readinput

for name in ("frag-continuous", "frag"):
    oq = readinput.get_oqparam(f"{name}.ini")
    try:
        print(name, "is read:", *readinput.get_crmodel(oq).riskids)
    except Exception as exc:
        print(name, type(exc).__name__, str(exc).split(", line")[0])
PY
export HOME=$dir OQ_DATADIR=$dir/oqdata OQ_DISTRIBUTE=no
venv/bin/oq engine --upgrade-db > /dev/null 2>&1
venv/bin/python run.py 2> log.txt | tee seen.txt || { tail -20 log.txt; exit 1; }
diff - seen.txt <<'SEEN'
frag-continuous is read: T
frag TypeError node IML: 'float' object is not iterable
SEEN
