#!/usr/bin/env bash
# Tool: OpenQuake Engine 3.26.2 (pip openquake.engine).
# Behaviour: a damage job with fields given as csv, of two measures of which the functions use the second only. The averages (avg_gmf) name
# the first column of the file after the measure in use: 0.7 g, the PGA, stands there as SA(1.0), which is 0.1 g. In the fields as csv
# the unused measure has lost its prefix, so that the file is not one that the engine would read. Damages are right.
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
cat > fragility.xml <<'XML'
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><fragilityModel id="f" assetCategory="buildings" lossCategory="structural"><description>one</description><limitStates>slight collapse</limitStates>
<fragilityFunction id="T" format="continuous" shape="logncdf"><imls imt="SA(1.0)" minIML="0.001" maxIML="5" noDamageLimit="0.001"/><params ls="slight" mean="0.2" stddev="0.1"/><params ls="collapse" mean="0.6" stddev="0.3"/></fragilityFunction></fragilityModel></nrml>
XML
printf '0,0\n' > sites.csv
printf 'event_id,site_id,gmv_PGA,gmv_SA(1.0)\n0,0,0.7,0.1\n1,0,0.7,0.1\n' > gmfs.csv
cat > job.ini << INI
[general]
description = one
calculation_mode = scenario_damage
exposure_file = exposure.xml
structural_fragility_file = fragility.xml
gmfs_csv = gmfs.csv
sites_csv = sites.csv
export_dir = $dir/out
INI
mkdir out
export HOME=$dir OQ_DATADIR=$dir/oqdata OQ_DISTRIBUTE=no
venv/bin/oq engine --upgrade-db > /dev/null 2>&1
venv/bin/oq engine --run job.ini --exports csv < /dev/null > log.txt 2>&1 || { tail -20 log.txt; exit 1; }
for file in avg_gmf gmf-data; do tail -n +2 out/${file}_*.csv | tr -d "\r" | tee -a seen.txt; done
diff - seen.txt <<'SEEN'
custom_site_id,lon,lat,SA(1.0)
7zzzzzzz,0.00000E+00,0.00000E+00,7.00000E-01
event_id,PGA,gmv_SA(1.0),custom_site_id
0,7.00000E-01,1.00000E-01,7zzzzzzz
1,7.00000E-01,1.00000E-01,7zzzzzzz
SEEN
