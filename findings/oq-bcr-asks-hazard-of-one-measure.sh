#!/usr/bin/env bash
# Tool: OpenQuake Engine 3.26.2 (pip openquake.engine).
# Behaviour: classical_bcr asks for the hazard curve once, at the measure of the original building, and gives it to the retrofitted one, too.
# Where the functions of the two have different measures (here PGA and SA(2.0), whose curves differ up to 160 times), the yearly loss of the
# retrofitted building is that of another measure, and nothing is said. Ends with 0 while that is so.
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
<conversions><costTypes><costType name="structural" type="per_asset" unit="EUR" retrofittedType="per_asset" retrofittedUnit="EUR"/></costTypes></conversions><assets>
<asset id="a1" taxonomy="T" number="1"><location lon="0" lat="0"/><costs><cost type="structural" value="1000" retrofitted="100"/></costs></asset>
</assets></exposureModel></nrml>
XML
function_of() {
  cat << XML
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><vulnerabilityModel id="v" assetCategory="buildings" lossCategory="structural"><description>one</description>
<vulnerabilityFunction id="T" dist="LN"><imls imt="$1">0.05 0.1 0.2 0.4 0.8</imls><meanLRs>$2</meanLRs><covLRs>0 0 0 0 0</covLRs></vulnerabilityFunction></vulnerabilityModel></nrml>
XML
}
function_of PGA "0.05 0.1 0.3 0.6 0.9" > original.xml
function_of PGA "0.01 0.05 0.1 0.3 0.6" > retro-pga.xml
function_of "SA(2.0)" "0.01 0.05 0.1 0.3 0.6" > retro-sa.xml
cat > source.xml <<'XML'
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml"><sourceModel name="m"><sourceGroup name="g" tectonicRegion="Active Shallow Crust">
<pointSource id="1" name="p"><pointGeometry><gml:Point><gml:pos>0.1 0</gml:pos></gml:Point><upperSeismoDepth>0</upperSeismoDepth><lowerSeismoDepth>15</lowerSeismoDepth></pointGeometry>
<magScaleRel>WC1994</magScaleRel><ruptAspectRatio>1</ruptAspectRatio><incrementalMFD minMag="6.5" binWidth="0.1"><occurRates>0.01</occurRates></incrementalMFD>
<nodalPlaneDist><nodalPlane probability="1" strike="0" dip="90" rake="0"/></nodalPlaneDist><hypoDepthDist><hypoDepth probability="1" depth="8"/></hypoDepthDist></pointSource></sourceGroup></sourceModel></nrml>
XML
cat > tree.xml <<'XML'
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><logicTree logicTreeID="t"><logicTreeBranchSet uncertaintyType="sourceModel" branchSetID="b"><logicTreeBranch branchID="m"><uncertaintyModel>source.xml</uncertaintyModel><uncertaintyWeight>1</uncertaintyWeight></logicTreeBranch></logicTreeBranchSet></logicTree></nrml>
XML
export HOME=$dir OQ_DATADIR=$dir/oqdata OQ_DISTRIBUTE=no
venv/bin/oq engine --upgrade-db > /dev/null 2>&1
for measure in pga sa; do
  cat > "$measure.ini" << INI
[general]
description = one
calculation_mode = classical_bcr
exposure_file = exposure.xml
structural_vulnerability_file = original.xml
structural_vulnerability_retrofitted_file = retro-$measure.xml
source_model_logic_tree_file = tree.xml
gsim = BooreAtkinson2008
reference_vs30_type = measured
reference_vs30_value = 760
reference_depth_to_2pt5km_per_sec = 1
reference_depth_to_1pt0km_per_sec = 40
rupture_mesh_spacing = 5
width_of_mfd_bin = 0.1
area_source_discretization = 10
truncation_level = 3
maximum_distance = 200
investigation_time = 50
intensity_measure_types_and_levels = {"PGA": [0.05, 0.1, 0.2, 0.4, 0.8], "SA(2.0)": [0.05, 0.1, 0.2, 0.4, 0.8]}
interest_rate = 0.05
asset_life_expectancy = 40
export_dir = $dir/$measure
INI
  mkdir "$measure"
  venv/bin/oq engine --run "$measure.ini" --exports csv < /dev/null > "$measure.log" 2>&1 || { tail -20 "$measure.log"; exit 1; }
  { echo "retrofitted by $measure"; tail -n +2 "$measure"/bcr-rlz-000_*.csv | tr -d "\r"; } | tee -a seen.txt
done
{ echo "chances of exceeding 0.05 to 0.8 g"; for imt in PGA "SA(2.0)"; do tail -n 1 "pga/hazard_curve-mean-${imt}_1.csv" | cut -d, -f4- | tr -d "\r"; done; } | tee -a seen.txt
diff - seen.txt <<'SEEN'
retrofitted by pga
a1,T,0.00000,0.00000,1.79771E+02,9.63995E+01,1.44177E+01
retrofitted by sa
a1,T,0.00000,0.00000,1.79771E+02,9.63995E+01,1.44177E+01
chances of exceeding 0.05 to 0.8 g
3.903233E-01,3.467255E-01,1.911988E-01,3.766822E-02,1.351507E-03
2.310219E-01,8.431464E-02,1.308633E-02,2.375741E-04,0.000000E+00
SEEN
