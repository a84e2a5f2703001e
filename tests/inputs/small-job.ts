/** The smallest whole job: one point source, one model, two sites. Tests change its files. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CalculationCheck, checkCalculation } from "../../src/calculators/check-calculation.ts";
import { tempFolder } from "../harness.ts";

export const NRML = 'xmlns="http://openquake.org/xmlns/nrml/0.4" xmlns:gml="http://www.opengis.net/gml"';

export const SMALL_JOB: { readonly [name: string]: string } = {
  "job.ini": `[general]
description = a small job
calculation_mode = classical
sites = 0.2 0.1, 0.1 0.1
width_of_mfd_bin = 0.1
reference_vs30_value = 760
source_model_logic_tree_file = smlt.xml
gsim_logic_tree_file = gmlt.xml
investigation_time = 50
intensity_measure_types_and_levels = {"SA(1)": logscale(0.01, 1, 5), "PGA": [0.1, 0.2, 0.3, 0.4, 0.5]}
truncation_level = 3
maximum_distance = 200
`,
  "smlt.xml": `<nrml ${NRML}><logicTree logicTreeID="lt"><logicTreeBranchSet branchSetID="bs1" uncertaintyType="sourceModel">
<logicTreeBranch branchID="b1"><uncertaintyModel>sm.xml</uncertaintyModel><uncertaintyWeight>1.0</uncertaintyWeight></logicTreeBranch>
</logicTreeBranchSet></logicTree></nrml>`,
  "gmlt.xml": `<nrml ${NRML}><logicTree logicTreeID="lt">
<logicTreeBranchSet branchSetID="bs2" uncertaintyType="gmpeModel" applyToTectonicRegionType="Volcanic">
<logicTreeBranch branchID="b1"><uncertaintyModel>SadighEtAl1997</uncertaintyModel><uncertaintyWeight>1.0</uncertaintyWeight></logicTreeBranch>
</logicTreeBranchSet>
<logicTreeBranchSet branchSetID="bs1" uncertaintyType="gmpeModel" applyToTectonicRegionType="Active Shallow Crust">
<logicTreeBranch branchID="b1"><uncertaintyModel>BooreAtkinson2008</uncertaintyModel><uncertaintyWeight>1.0</uncertaintyWeight></logicTreeBranch>
</logicTreeBranchSet></logicTree></nrml>`,
  "sm.xml": `<nrml ${NRML}><sourceModel name="m">
<pointSource id="1" name="p" tectonicRegion="Active Shallow Crust">
<pointGeometry><gml:Point><gml:pos>0 0</gml:pos></gml:Point><upperSeismoDepth>0</upperSeismoDepth><lowerSeismoDepth>10</lowerSeismoDepth></pointGeometry>
<magScaleRel>WC1994</magScaleRel><ruptAspectRatio>1</ruptAspectRatio>
<truncGutenbergRichterMFD aValue="3" bValue="1" minMag="5" maxMag="7"/>
<nodalPlaneDist><nodalPlane probability="0.5" strike="10" dip="90" rake="0"/><nodalPlane probability="0.2" strike="0" dip="90" rake="0"/><nodalPlane probability="0.3" strike="10" dip="90" rake="0"/></nodalPlaneDist>
<hypoDepthDist><hypoDepth probability="1" depth="5"/></hypoDepthDist>
</pointSource></sourceModel></nrml>`,
};

export type Changes = { readonly [name: string]: string | ((text: string) => string) };

/** @param changes of the small job by file: a function of its text, or the text of a file more. */
export function writeSmallJob(root: string, changes: Changes = {}): void {
  for (const name of new Set([...Object.keys(SMALL_JOB), ...Object.keys(changes)])) {
    const change = changes[name];
    const text = SMALL_JOB[name] ?? "";
    writeFileSync(join(root, name), typeof change === "function" ? change(text) : (change ?? text));
  }
}

/** What the check of the changed job finds. */
export async function checkSmallJob(changes: Changes = {}): Promise<CalculationCheck> {
  using folder = tempFolder();
  writeSmallJob(folder.path, changes);
  return await checkCalculation({ root: folder.path }, "job.ini");
}
