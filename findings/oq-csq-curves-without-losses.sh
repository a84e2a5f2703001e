#!/usr/bin/env bash
# Tool: OpenQuake Engine 3.26.2 (pip openquake.engine).
# Behaviour: `extract/csq_curves` of an event-based damage calculation is to give the curves of all consequences. It leaves out the column
# `loss`, and names the realization number `rlz_id` as a consequence: columns to leave out are looked for as parts of one text, in
# which `loss` is found and `rlz_id` does not stand.
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
cat > gmmLT.xml <<'XML'
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><logicTree logicTreeID="g"><logicTreeBranchSet uncertaintyType="gmpeModel" branchSetID="g1"
applyToTectonicRegionType="Active Shallow Crust"><logicTreeBranch branchID="b"><uncertaintyModel>BooreAtkinson2008</uncertaintyModel>
<uncertaintyWeight>1</uncertaintyWeight></logicTreeBranch></logicTreeBranchSet></logicTree></nrml>
XML
cat > exposure.xml <<'XML'
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><exposureModel id="e" category="buildings" taxonomySource="own"><description>one</description>
<conversions><costTypes><costType name="structural" type="per_asset" unit="EUR"/></costTypes></conversions><assets>
<asset id="a1" taxonomy="T" number="3"><location lon="0" lat="0"/><costs><cost type="structural" value="1000"/></costs></asset>
</assets></exposureModel></nrml>
XML
cat > fragility.xml <<'XML'
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><fragilityModel id="f" assetCategory="buildings" lossCategory="structural">
<description>one</description><limitStates>slight collapse</limitStates><fragilityFunction id="T" format="continuous" shape="logncdf">
<imls imt="PGA" noDamageLimit="0.01" minIML="0.01" maxIML="5"/><params ls="slight" mean="0.2" stddev="0.1"/>
<params ls="collapse" mean="0.6" stddev="0.3"/></fragilityFunction></fragilityModel></nrml>
XML
cat > consequences.csv <<'CSV'
risk_id,consequence,peril,slight,collapse
T,losses,groundshaking,0.2,1
T,collapsed,groundshaking,0,1
CSV
cat > job.ini <<'INI'
[general]
description = damage
calculation_mode = event_based_damage
exposure_file = exposure.xml
structural_fragility_file = fragility.xml
consequence_file = {"taxonomy": "consequences.csv"}
reference_vs30_value = 760
reference_depth_to_1pt0km_per_sec = 100
reference_depth_to_2pt5km_per_sec = 1
source_model_logic_tree_file = ssmLT.xml
gsim_logic_tree_file = gmmLT.xml
rupture_mesh_spacing = 5
width_of_mfd_bin = 0.5
investigation_time = 50
ses_per_logic_tree_path = 20
truncation_level = 3
maximum_distance = 200
return_periods = 100 200
export_dir = .
INI
cat > run.py <<'PY'
from openquake.calculators import base
from openquake.calculators.extract import extract
from openquake.commonlib import logs, readinput

with logs.init(readinput.get_params("job.ini")) as log:
    calc = base.calculators(log.get_oqparam(), log.calc_id)
    calc.run(export_outputs=False)
table = calc.datastore.read_df("aggcurves", "return_period", dict(agg_id=0))
told = extract(calc.datastore, "csq_curves?agg_id=0&loss_type=structural")
print("stored:", *table.columns)
print("told:", *told.consequences)
PY
export HOME=$dir OQ_DATADIR=$dir/oqdata OQ_DISTRIBUTE=no
venv/bin/oq engine --upgrade-db > /dev/null 2>&1
venv/bin/python run.py 2> log.txt | grep -E '^(stored|told):' | tee seen.txt || { tail -20 log.txt; exit 1; }
diff - seen.txt <<'SEEN'
stored: agg_id rlz_id loss_id loss collapsed
told: rlz_id collapsed
SEEN
