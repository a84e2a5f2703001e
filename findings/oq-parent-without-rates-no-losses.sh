#!/usr/bin/env bash
# Tool: OpenQuake Engine 3.26.2 (pip openquake.engine).
# Behaviour: a classical_risk job on top of a finished classical calculation reads the hazard from the group `_rates` of the parent's
# HDF5 file, not from its curves. Where the group is missing (a file written by another program, or slimmed for archiving) the job
# ends with status 0, no error and no losses: there is no avg_losses-stats at all, though hcurves-stats holds the same hazard.
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
cat > source.xml <<'XML'
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><sourceModel name="one"><sourceGroup name="g" tectonicRegion="Active Shallow Crust">
<pointSource id="1" name="p"><pointGeometry><gml:Point xmlns:gml="http://www.opengis.net/gml"><gml:pos>0.1 0</gml:pos></gml:Point>
<upperSeismoDepth>0</upperSeismoDepth><lowerSeismoDepth>20</lowerSeismoDepth></pointGeometry><magScaleRel>WC1994</magScaleRel>
<ruptAspectRatio>1</ruptAspectRatio><incrementalMFD minMag="6" binWidth="0.5"><occurRates>0.02</occurRates></incrementalMFD>
<nodalPlaneDist><nodalPlane probability="1" strike="0" dip="90" rake="0"/></nodalPlaneDist>
<hypoDepthDist><hypoDepth probability="1" depth="10"/></hypoDepthDist></pointSource></sourceGroup></sourceModel></nrml>
XML
cat > ssmLT.xml <<'XML'
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><logicTree logicTreeID="s"><logicTreeBranchSet uncertaintyType="sourceModel" branchSetID="b">
<logicTreeBranch branchID="s1"><uncertaintyModel>source.xml</uncertaintyModel><uncertaintyWeight>1</uncertaintyWeight></logicTreeBranch>
</logicTreeBranchSet></logicTree></nrml>
XML
cat > exposure.xml <<'XML'
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><exposureModel id="e" category="buildings" taxonomySource="own"><description>two</description>
<conversions><costTypes><costType name="structural" type="per_asset" unit="EUR"/></costTypes></conversions><assets>
<asset id="a1" taxonomy="T" number="1"><location lon="0" lat="0"/><costs><cost type="structural" value="1000"/></costs></asset>
<asset id="a2" taxonomy="T" number="1"><location lon="0.2" lat="0"/><costs><cost type="structural" value="2000"/></costs></asset>
</assets></exposureModel></nrml>
XML
cat > vulnerability.xml <<'XML'
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><vulnerabilityModel id="v" assetCategory="buildings" lossCategory="structural">
<vulnerabilityFunction id="T" dist="LN"><imls imt="PGA">0.05 0.2 0.8</imls><meanLRs>0.01 0.1 0.5</meanLRs><covLRs>0 0 0</covLRs>
</vulnerabilityFunction></vulnerabilityModel></nrml>
XML
common='maximum_distance = 200
truncation_level = 3
investigation_time = 50
exposure_file = exposure.xml
structural_vulnerability_file = vulnerability.xml
export_dir = .'
cat > hazard.ini <<INI
[general]
description = hazard
calculation_mode = classical
$common
source_model_logic_tree_file = ssmLT.xml
gsim = BooreAtkinson2008
rupture_mesh_spacing = 5
width_of_mfd_bin = 0.5
reference_vs30_value = 760
reference_depth_to_1pt0km_per_sec = 100
reference_depth_to_2pt5km_per_sec = 1
intensity_measure_types_and_levels = {"PGA": logscale(0.01, 2, 20)}
INI
cat > risk.ini <<INI
[general]
description = risk
calculation_mode = classical_risk
$common
INI
cat > run.py <<'PY'
import shutil
import h5py
from openquake.commonlib import datastore
from openquake.calculators import base
from openquake.commonlib import readinput, logs

def run(ini, hc=None):
    params = readinput.get_params(ini)
    if hc:
        params["hazard_calculation_id"] = str(hc)
    with logs.init(params) as log:
        calc = base.calculators(log.get_oqparam(), log.calc_id)
        calc.run(export_outputs=False)
    return calc.datastore

parent = run("hazard.ini")
print("hcurves-stats in the parent:", "hcurves-stats" in parent, "_rates:", "_rates/sid" in parent)
whole = run("risk.ini", parent.calc_id)["avg_losses-stats/structural"][:]
name = parent.filename
parent.close()
with h5py.File(name, "a") as file:
    del file["_rates"]
slim = run("risk.ini", parent.calc_id)
print("losses of the assets with _rates:   ", [round(float(x), 4) for x in whole.ravel()])
has = "avg_losses-stats/structural" in slim
print("losses of the assets without _rates:", [round(float(x), 4) for x in slim["avg_losses-stats/structural"][:].ravel()] if has else None)
PY
export HOME=$dir OQ_DATADIR=$dir/oqdata OQ_DISTRIBUTE=no
venv/bin/oq engine --upgrade-db > /dev/null 2>&1
venv/bin/python run.py 2> log.txt | tee seen.txt || { tail -20 log.txt; exit 1; }
diff - seen.txt <<'SEEN'
hcurves-stats in the parent: True _rates: True
losses of the assets with _rates:    [136.6955, 273.391]
losses of the assets without _rates: None
SEEN
