#!/usr/bin/env bash
# Tool: OpenQuake Engine 3.26.2 (pip openquake.engine).
# Behaviour: sigma_epsilon.csv is to hold the between-event residual of every event, but the engine drops those of a block of ruptures of
# which no event has a motion above minimum_intensity, and blocks follow from concurrent_tasks, by default from the number of cores. The
# same job, with the same events and fields to the last digit, has 1,776 rows with concurrent_tasks = 2 and 418 with 16; losses that draw
# on them, or a comparison of two machines, differ although nothing in the model does.
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
<areaSource id="1" name="a"><areaGeometry discretization="20"><gml:Polygon xmlns:gml="http://www.opengis.net/gml"><gml:exterior><gml:LinearRing><gml:posList>-1 -1 1 -1 1 1 -1 1</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>
<upperSeismoDepth>0</upperSeismoDepth><lowerSeismoDepth>20</lowerSeismoDepth></areaGeometry><magScaleRel>WC1994</magScaleRel>
<ruptAspectRatio>1</ruptAspectRatio><truncGutenbergRichterMFD aValue="4" bValue="1" minMag="5" maxMag="7"/>
<nodalPlaneDist><nodalPlane probability="1" strike="0" dip="90" rake="0"/></nodalPlaneDist>
<hypoDepthDist><hypoDepth probability="1" depth="10"/></hypoDepthDist></areaSource></sourceGroup></sourceModel></nrml>
XML
cat > ssmLT.xml <<'XML'
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><logicTree logicTreeID="s"><logicTreeBranchSet uncertaintyType="sourceModel" branchSetID="b">
<logicTreeBranch branchID="s1"><uncertaintyModel>source.xml</uncertaintyModel><uncertaintyWeight>1</uncertaintyWeight></logicTreeBranch>
</logicTreeBranchSet></logicTree></nrml>
XML
cat > job.ini <<'INI'
[general]
description = terms between events
calculation_mode = event_based
export_dir = OUT
concurrent_tasks = TASKS
sites = 0 0, 0.2 0.1
reference_vs30_value = 760
reference_depth_to_2pt5km_per_sec = 1
reference_depth_to_1pt0km_per_sec = 50
source_model_logic_tree_file = ssmLT.xml
gsim = BooreAtkinson2008
investigation_time = 50
ses_per_logic_tree_path = 1000
width_of_mfd_bin = 0.2
intensity_measure_types_and_levels = {"PGA": [0.1]}
minimum_intensity = 0.3
truncation_level = 3
maximum_distance = 100
INI
for tasks in 2 16; do
  mkdir "out$tasks"
  sed "s/TASKS/$tasks/; s#OUT#$dir/out$tasks#" job.ini > "job$tasks.ini"
  HOME="$dir" OQ_DATADIR="$dir/data" OQ_DISTRIBUTE=no venv/bin/oq engine --run "job$tasks.ini" --exports csv > "log$tasks" 2>&1
done
rows() { tail -n +3 "$1"/$2_*.csv | wc -l; }
few=$(rows out2 sigma_epsilon)
many=$(rows out16 sigma_epsilon)
echo "rows of sigma_epsilon: concurrent_tasks = 2: $few, concurrent_tasks = 16: $many"
cmp <(tail -n +2 out2/gmf-data_*.csv) <(tail -n +2 out16/gmf-data_*.csv) && echo "the fields are the same to the last digit"
[ "$few" = 1776 ] && [ "$many" = 418 ]
