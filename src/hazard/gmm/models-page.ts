/** The page `docs/ground-motion-models.md`: what every class declares. */
import { InputError } from "../../input-error.ts";
import type { GroundMotionModel } from "./model.ts";
import { aliasesOf, buildModel, modelNames } from "./registry.ts";
import { residualsOf } from "./residuals.ts";

const HEAD = `# Ground-motion models

Written by \`scripts/models-page.ts\` from what the models declare; the same as \`quakewright gmm show NAME\`. Classes that need arguments (wrappers of other
models, tables) depend on these and are listed below.

*Residuals* is what ground-motion fields sample from. **parts**: tau between and phi within events. **total**: one standard deviation for both, tau and phi
are 0; the stored between-event sigma is then no number and a spatial correlation is refused; \`with_betw_ratio\` splits it (phi over tau). **mixture**:
no single mean, so no fields. A few declare more than they give: Yenier & Atkinson (2015) and HassaniAtkinson2018 have no standard
deviation at all, Wong et al. (2022) none for PGV, AlAtikSigmaModel has tau but no phi.

*Valid* is what the publication says, as far as it is known for certain: magnitudes, longest distance (km), vs30 (m/s). Jobs that leave it are warned.
`;

export function modelsPage(): string {
  const needing: string[] = [];
  const rows: string[] = [];
  const counts = { parts: 0, total: 0, mixture: 0 };
  for (const name of modelNames()) {
    const model = withoutArguments(name);
    if (model === undefined) {
      needing.push(name);
      continue;
    }
    const residuals = residualsOf(model);
    counts[residuals]++;
    const aliases = aliasesOf(name).length;
    rows.push(
      `| ${[
        aliases === 0 ? name : `${name} (${aliases} aliases)`,
        model.tectonicRegionType,
        model.measures.join(" "),
        residuals,
        validityOf(model),
        model.doi ?? "",
      ].join(" | ")} |`,
    );
  }
  return `${HEAD}
Of ${rows.length} classes without arguments ${counts.parts} give parts and ${counts.total} the total only.

| class | tectonic region type | measures | residuals | valid | doi |
|---|---|---|---|---|---|
${rows.join("\n")}

Classes with arguments: ${needing.join(", ")}.
`;
}

function withoutArguments(name: string): GroundMotionModel | undefined {
  try {
    const model = buildModel(name);
    return model.measures.length === 0 ? undefined : model;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function validityOf({ validity }: GroundMotionModel): string {
  const parts: string[] = [];
  if (validity?.magnitude !== undefined) parts.push(`M ${validity.magnitude.join(" to ")}`);
  if (validity?.distance !== undefined) parts.push(`${validity.distance} km`);
  if (validity?.vs30 !== undefined) parts.push(`vs30 ${validity.vs30.join(" to ")}`);
  return parts.join(", ");
}
