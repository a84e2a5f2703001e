/** Imports go one way (docs/architecture.md). tests/architecture.test.ts runs this. */
const LAYERS = [
  ["cli"],
  ["server"],
  ["web"],
  ["jobs"],
  ["engines"],
  ["calculators"],
  ["outputs"],
  ["inputs", "hazard", "risk", "parallel", "datastore"],
  ["geo", "numerics", "drawing"],
];

const rules = LAYERS.flatMap((layer, rank) =>
  layer.map((folder) => ({
    name: `${folder}-imports-only-to-the-right`,
    severity: "error",
    from: { path: `^src/${folder}/` },
    to: {
      path: `^src/(${LAYERS.slice(0, rank).flat().join("|") || "nothing"})/`,
    },
  })),
);

/** Rooms of hazard, ground first: each knows those before it, types included. */
const HAZARD_ORDER = [["context-block"], ["sites"], ["surfaces"], ["distances"], ["ruptures"], ["sources"], ["contexts"], ["events", "fields"]];

const hazardRules = HAZARD_ORDER.slice(0, -1).map((rooms, rank) => ({
  name: `${rooms[0]}-knows-nothing-above`,
  severity: "error",
  from: { path: `^src/hazard/(${rooms.join("|")})[./]` },
  to: { path: `^src/hazard/(${HAZARD_ORDER.slice(rank + 1).flat().join("|")})[./]` },
}));

module.exports = {
  forbidden: [
    ...rules,
    ...hazardRules,
    { name: "no-circle-not-even-of-types", severity: "error", from: {}, to: { circular: true } },
    {
      name: "models-are-a-wing",
      severity: "error",
      from: { path: "^src/hazard/gmm/" },
      to: { path: "^src/hazard/", pathNot: "^src/hazard/(gmm/|context-block\\.ts|intensity-measure\\.ts|tectonics\\.ts)" },
    },
    // Pages know the public API; what they draw with is also what pictures of the server are drawn with.
    { name: "web-stands-alone", severity: "error", from: { path: "^src/web/" }, to: { path: "^src/(?!web/|drawing/)" } },
    { name: "drawing-stands-alone", severity: "error", from: { path: "^src/drawing/" }, to: { path: "^src/(?!drawing/)" } },
    { name: "nobody-imports-main", severity: "error", from: {}, to: { path: "^src/main\\.ts$" } },
    { name: "science-never-imports-inputs", severity: "error", from: { path: "^src/(hazard|risk)/" }, to: { path: "^src/(inputs|parallel|datastore)/" } },
    { name: "outputs-and-datastore-never-import-server", severity: "error", from: { path: "^src/(outputs|datastore)/" }, to: { path: "^src/server/" } },
    {
      name: "modes-never-import-modes",
      severity: "error",
      from: { path: "^src/calculators/([^/]+)/", pathNot: "^src/calculators/(stages|post-processing)/" },
      to: { path: "^src/calculators/[^/]+/", pathNot: "^src/calculators/($1|stages|post-processing)/" },
    },
    {
      name: "stages-never-import-modes",
      severity: "error",
      from: { path: "^src/calculators/stages/" },
      to: { path: "^src/calculators/[^/]+/", pathNot: "^src/calculators/stages/" },
    },
    { name: "datastore-knows-no-science", severity: "error", from: { path: "^src/datastore/" }, to: { path: "^src/(inputs|hazard|risk|parallel)/" } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".js"] },
  },
};
