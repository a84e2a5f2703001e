#!/usr/bin/env bash
# Tools: OpenQuake Engine 3.26.2 (pip openquake.engine) and pandas 2.2.3.
# Behaviour: the engine abbreviates the branches of a logic-tree set by one character each, and the 62nd character is "#". Its csv
# files begin with a line of "#,,...", so that people read them with pandas.read_csv(comment="#"): that also cuts the row of the 62nd
# branch inside branch_path, and its weight is lost without a word (64 equal realizations sum to 63/64). skiprows=1 reads all.
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
{
  echo '<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><logicTree logicTreeID="g">'
  echo '<logicTreeBranchSet uncertaintyType="gmpeModel" branchSetID="g1" applyToTectonicRegionType="Active Shallow Crust">'
  for i in $(seq 1 64); do
    echo "<logicTreeBranch branchID=\"g$i\"><uncertaintyModel>[ModifiableGMPE]
    gmpe.SadighEtAl1997 = {}
    set_scale_median_scalar.scaling_factor = $i.0</uncertaintyModel><uncertaintyWeight>0.015625</uncertaintyWeight></logicTreeBranch>"
  done
  echo '</logicTreeBranchSet></logicTree></nrml>'
} > gmmLT.xml
cat > job.ini <<'INI'
[general]
description = hazard
calculation_mode = classical
maximum_distance = 200
truncation_level = 3
investigation_time = 50
sites = 0 0
source_model_logic_tree_file = ssmLT.xml
gsim_logic_tree_file = gmmLT.xml
rupture_mesh_spacing = 5
width_of_mfd_bin = 0.5
reference_vs30_value = 760
reference_depth_to_1pt0km_per_sec = 100
reference_depth_to_2pt5km_per_sec = 1
intensity_measure_types_and_levels = {"PGA": [0.1, 0.2]}
export_dir = .
INI
export HOME=$dir OQ_DATADIR=$dir/oqdata OQ_DISTRIBUTE=no
venv/bin/oq engine --upgrade-db > /dev/null 2>&1
venv/bin/oq engine --run job.ini --exports csv > log.txt 2>&1 || { tail -20 log.txt; exit 1; }
sed -n '62,65p' realizations_*.csv | tr -d '\r' | tee seen.txt
venv/bin/python - <<'PY' | tee -a seen.txt
import glob
import pandas
name, = glob.glob("realizations_*.csv")
print("sum of weights, skiprows=1: ", pandas.read_csv(name, skiprows=1).weight.sum())
print("sum of weights, comment='#':", pandas.read_csv(name, comment="#").weight.sum())
PY
diff - seen.txt <<'SEEN'
59,A~},1.5625000e-02
60,A~!,1.5625000e-02
61,A~#,1.5625000e-02
62,A~$,1.5625000e-02
sum of weights, skiprows=1:  1.0
sum of weights, comment='#': 0.984375
SEEN
