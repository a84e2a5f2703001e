#!/usr/bin/env bash
# Tool: OpenQuake Engine 3.26.2 (pip openquake.engine).
# Behaviour: a calculation of several perils (`multi_risk`) stores and lists `avg_gmf`, but neither its extract nor its export in csv can be
# had: both ask for the weights of realizations, which these calculations do not store, and end in a KeyError. `gmf_data` is exported.
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
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><exposureModel id="e" category="buildings" taxonomySource="own"><description>two</description>
<conversions><costTypes><costType name="structural" type="per_asset" unit="EUR"/></costTypes></conversions><assets>
<asset id="a1" taxonomy="T" number="3"><location lon="10" lat="40"/><costs><cost type="structural" value="1000"/></costs></asset>
<asset id="a2" taxonomy="T" number="5"><location lon="10.1" lat="40"/><costs><cost type="structural" value="1000"/></costs></asset>
</assets></exposureModel></nrml>
XML
cat > fragility.xml <<'XML'
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><fragilityModel id="f" assetCategory="buildings" lossCategory="structural">
<description>roofs</description><limitStates>collapse</limitStates><fragilityFunction id="T" format="discrete">
<imls imt="ASH" noDamageLimit="0.1">0 50 100 200</imls><poes ls="collapse">0 0.1 0.5 1</poes></fragilityFunction></fragilityModel></nrml>
XML
printf 'lon,lat,intensity\n10,40,80\n10.1,40,150\n' > ash.csv
printf 'lon,lat,intensity\n10,40,1\n' > lava.csv
cat > job.ini <<'INI'
[general]
description = volcano
calculation_mode = multi_risk
exposure_file = exposure.xml
structural_fragility_file = fragility.xml
secondary_perils = Volcanic
multi_peril_file = {"ASH": "ash.csv", "LAVA": "lava.csv"}
asset_hazard_distance = {"ASH": 10, "LAVA": 1}
asset_correlation = 0
export_dir = .
INI
cat > run.py <<'PY'
from openquake.calculators import base
from openquake.calculators.export import export
from openquake.calculators.extract import extract
from openquake.commonlib import logs, readinput

with logs.init(readinput.get_params("job.ini")) as log:
    calc = base.calculators(log.get_oqparam(), log.calc_id)
    calc.run(export_outputs=False)
ds = calc.datastore
print("stored:", *[key for key in ds if key in ("avg_gmf", "gmf_data")])
for title, get in (
    ("extract avg_gmf", lambda: extract(ds, "avg_gmf?imt=ASH")),
    ("export avg_gmf", lambda: export(("avg_gmf", "csv"), ds)),
    ("export gmf_data", lambda: export(("gmf_data", "csv"), ds)),
):
    try:
        get()
        print(title, "works")
    except KeyError as exc:
        print(title, "KeyError", exc.args[0].split(" in ")[0])
PY
export HOME=$dir OQ_DATADIR=$dir/oqdata OQ_DISTRIBUTE=no
venv/bin/oq engine --upgrade-db > /dev/null 2>&1
venv/bin/python run.py 2> log.txt | grep -E '^(stored|extract|export)' | tee seen.txt || { tail -20 log.txt; exit 1; }
diff - seen.txt <<'SEEN'
stored: avg_gmf gmf_data
extract avg_gmf KeyError No 'weights' found
export avg_gmf KeyError No 'weights' found
export gmf_data works
SEEN
