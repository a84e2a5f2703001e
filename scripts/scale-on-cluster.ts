/**
 * How well a large classical calculation would use the slots of a cluster: tasks of a sample are computed and timed here, all others
 * are taken to cost as much a rupture within reach as their neighbours in the sample, and the queue of elements is simulated.
 *
 *   bun scripts/scale-on-cluster.ts [job.ini] [--sample 48] [--queue 3]
 *
 * Without a job file: a model of the size of a nation's, written for this (areas and faults over 1000 km, 45,000 sites).
 * `--queue` are the seconds that Slurm takes to start an element (docs/how-to/use-a-cluster.md).
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { findMode } from "../src/calculators/computed-modes.ts";
import { reachedRuptures } from "../src/calculators/stages/curves/reached-ruptures.ts";
import { secondsOfTasks, sizeUp } from "../src/calculators/stages/curves/size-up.ts";
import { makeCurveRunner } from "../src/calculators/stages/curves/tile-runner.ts";
import { makeHazardSetup } from "../src/calculators/stages/make-hazard-setup.ts";
import { readJob } from "../src/inputs/read-job.ts";
import { cutElements, elementCount } from "../src/parallel/slurm/cut-elements.ts";

const { values, positionals } = parseArgs({
  options: {
    sample: { type: "string", default: "48" },
    queue: { type: "string", default: "3" },
  },
  allowPositionals: true,
});

const SLOTS = [1, 16, 64, 256];
/** Elements for each slot, by which slots that end early take from others. */
const ELEMENTS_A_SLOT = 3;

/** Seconds of an element in units of what it costs, from which on a slot gets several. */
const LONG_ELEMENT = 9;

/** Areas and faults of about a million ruptures, and 45,000 sites. */
function writeNationalModel(folder: string): string {
  const [west, south] = [-40, 50];
  const nodalPlanes = [0, 45, 90, 135].map(
    (strike) => `<nodalPlane probability="0.25" strike="${strike}.0" dip="${strike === 0 ? 90 : 60}.0" rake="0.0"/>`,
  );
  const tail = (a: number) => `
    <magScaleRel>WC1994</magScaleRel><ruptAspectRatio>1.5</ruptAspectRatio>
    <truncGutenbergRichterMFD aValue="${a}" bValue="1.0" minMag="4.6" maxMag="7.2"/>
    <nodalPlaneDist>${nodalPlanes.join("")}</nodalPlaneDist>
    <hypoDepthDist><hypoDepth depth="6.0" probability="0.5"/><hypoDepth depth="14.0" probability="0.5"/></hypoDepthDist>`;
  const sources: string[] = [];
  for (let column = 0; column < 8; column++)
    for (let row = 0; row < 5; row++) {
      const [x, y] = [west + 2 * column, south + 1.8 * row];
      const ring = `${x} ${y} ${x + 2} ${y} ${x + 2} ${y + 1.8} ${x} ${y + 1.8}`;
      sources.push(`<areaSource id="area-${column}-${row}" name="area"><areaGeometry><gml:Polygon><gml:exterior><gml:LinearRing>
        <gml:posList>${ring}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>
        <upperSeismoDepth>0.0</upperSeismoDepth><lowerSeismoDepth>20.0</lowerSeismoDepth></areaGeometry>${tail(3.5 + 0.02 * column * row)}</areaSource>`);
    }
  for (let i = 0; i < 120; i++) {
    const [x, y] = [west + ((i * 5.7) % 15), south + ((i * 2.3) % 8)];
    sources.push(`<simpleFaultSource id="fault-${i}" name="fault"><simpleFaultGeometry><gml:LineString>
      <gml:posList>${x} ${y} ${x + 0.5} ${y + 0.4} ${x + 0.9} ${y + 0.5}</gml:posList></gml:LineString>
      <dip>60.0</dip><upperSeismoDepth>0.0</upperSeismoDepth><lowerSeismoDepth>18.0</lowerSeismoDepth></simpleFaultGeometry>
      <magScaleRel>WC1994</magScaleRel><ruptAspectRatio>2.0</ruptAspectRatio>
      <truncGutenbergRichterMFD aValue="2.5" bValue="0.9" minMag="5.6" maxMag="7.3"/><rake>90.0</rake></simpleFaultSource>`);
  }
  const nrml = (body: string) => `<?xml version="1.0" encoding="utf-8"?>
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml">${body}</nrml>`;
  const branch = (id: string, model: string, weight: number) =>
    `<logicTreeBranch branchID="${id}"><uncertaintyModel>${model}</uncertaintyModel><uncertaintyWeight>${weight}</uncertaintyWeight></logicTreeBranch>`;
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write(
    "sources.xml",
    nrml(
      `<sourceModel name="nation"><sourceGroup name="crust" tectonicRegion="Active Shallow Crust">${sources.join("")}</sourceGroup></sourceModel>`,
    ),
  );
  const tree = (kind: string, branches: string) =>
    nrml(
      `<logicTree logicTreeID="t"><logicTreeBranchSet branchSetID="b" ${kind}>${branches}</logicTreeBranchSet></logicTree>`,
    );
  write("source-tree.xml", tree('uncertaintyType="sourceModel"', branch("only", "sources.xml", 1)));
  const models = ["BooreAtkinson2008", "ChiouYoungs2008", "CampbellBozorgnia2008", "AbrahamsonSilva2008"];
  write(
    "models.xml",
    tree(
      'uncertaintyType="gmpeModel" applyToTectonicRegionType="Active Shallow Crust"',
      models.map((model, i) => branch(`m${i}`, model, 0.25)).join(""),
    ),
  );
  const levels = ["PGA", "SA(0.2)", "SA(0.5)", "SA(1.0)", "SA(2.0)"].map((imt) => `"${imt}": logscale(0.005, 3.0, 20)`);
  write(
    "job.ini",
    `[general]
description = A model of the size of a nation's
calculation_mode = classical
region = ${west} ${south}, ${west + 15} ${south}, ${west + 15} ${south + 8}, ${west} ${south + 8}
region_grid_spacing = 4.5
reference_vs30_type = measured
reference_vs30_value = 760.0
reference_depth_to_2pt5km_per_sec = 2.0
reference_depth_to_1pt0km_per_sec = 40.0
width_of_mfd_bin = 0.2
area_source_discretization = 10.0
rupture_mesh_spacing = 4.0
source_model_logic_tree_file = source-tree.xml
gsim_logic_tree_file = models.xml
investigation_time = 50.0
intensity_measure_types_and_levels = {${levels.join(", ")}}
truncation_level = 3.0
maximum_distance = 300.0
mean = true
quantiles = 0.16 0.5 0.84
`,
  );
  return join(folder, "job.ini");
}

/** Seconds until the last of the elements, taken in their order, has ended on so many slots. */
function makespan(elements: readonly number[], slots: number): number {
  const free = new Float64Array(slots);
  for (const seconds of elements) {
    let first = 0;
    for (let s = 1; s < slots; s++) if (free[s]! < free[first]!) first = s;
    free[first]! += seconds;
  }
  return free.reduce((most, one) => Math.max(most, one), 0);
}

const folder = mkdtempSync(join(tmpdir(), "quakewright-scale-"));
try {
  const ini = resolve(positionals[0] ?? writeNationalModel(folder));
  const job = await readJob(ini, {
    root: dirname(ini),
    capabilitiesOf: (mode) => findMode(mode).capabilities,
  });
  const started = performance.now();
  const { setup } = makeHazardSetup(job);
  const runner = makeCurveRunner(setup);
  const { sizes, tasks, size } = sizeUp(setup, runner, 1);
  const preparing = (performance.now() - started) / 1000;
  const fixed = Number(values.queue) + preparing;
  console.log(
    `${basename(ini)}: ${size.sites} sites, ${size.sources} sources, ${size.ruptures} ruptures, ${tasks.length} tasks; an element costs ${fixed.toFixed(1)} s (${preparing.toFixed(1)} s of them to make the sources ready)`,
  );
  const wanted = Math.min(tasks.length, Number(values.sample));
  const chosen = Array.from({ length: wanted }, (_, i) => Math.floor(((i + 0.5) * tasks.length) / wanted));
  const timed = (task: number): number => {
    const before = process.cpuUsage();
    runner.run(tasks[task]!);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  timed(chosen[0]!);
  // The lesser of two: one disturbed by other programs would stand for all its neighbours.
  const reached = reachedRuptures(setup, sizes, tasks);
  const measured = chosen.map((task) => Math.min(timed(task), timed(task)) / reached[task]!);
  const seconds = Float64Array.from(tasks, (_, task) => {
    const nearest = Math.min(wanted - 1, Math.floor((task * wanted) / tasks.length));
    return measured[nearest]! * reached[task]!;
  });
  const total = seconds.reduce((sum, one) => sum + one, 0);
  const longest = seconds.reduce((most, one) => Math.max(most, one), 0);
  console.log(
    `${wanted} tasks measured: ${(total / tasks.length).toFixed(2)} s a task on average, longest ${longest.toFixed(2)} s, all ${Math.round(total)} s of one core\n`,
  );
  // What the executor knows when it cuts: an even estimate, not these times.
  const expected = secondsOfTasks(setup, runner, { sizes, tasks });
  console.log("| slots | elements | tasks an element | whole time, s | efficiency |");
  console.log("|---|---|---|---|---|");
  for (const slots of SLOTS) {
    // Several elements a slot where they are long enough, otherwise one.
    const several = total / (ELEMENTS_A_SLOT * slots) >= LONG_ELEMENT * fixed ? ELEMENTS_A_SLOT : 1;
    const most = Math.min(tasks.length, slots === 1 ? 1 : several * slots);
    const ranges = cutElements(expected, Math.max(1, elementCount(total, fixed, most)));
    const times = ranges.map(({ from, to }) => fixed + seconds.slice(from, to).reduce((sum, one) => sum + one, 0));
    const whole = makespan(times, slots);
    const efficiency = total / (slots * whole);
    console.log(
      `| ${slots} | ${ranges.length} | ${(tasks.length / ranges.length).toFixed(1)} | ${Math.round(whole)} | ${(100 * efficiency).toFixed(0)} % |`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
