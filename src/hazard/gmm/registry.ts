/**
 * All ground-motion models by name. Adding one: write its family file and add a line here.
 */
import { InputError } from "../../input-error.ts";
import { abrahamson2014Family } from "./crust/abrahamson-2014.ts";
import { abrahamsonSilva2008 } from "./crust/abrahamson-silva-2008.ts";
import { akkar2014 } from "./crust/akkar-2014.ts";
import { akkarBommer2010 } from "./crust/akkar-bommer-2010.ts";
import { atkinson2015 } from "./crust/atkinson-2015.ts";
import { bindi2014 } from "./crust/bindi-2014.ts";
import { boore2014 } from "./crust/boore-2014.ts";
import { booreAtkinson2008 } from "./crust/boore-atkinson-2008.ts";
import { campbellBozorgnia2008 } from "./crust/campbell-bozorgnia-2008.ts";
import { campbellBozorgnia2014Family } from "./crust/campbell-bozorgnia-2014.ts";
import { canada2020Crust } from "./crust/canada-2020.ts";
import { cauzzi2014 } from "./crust/cauzzi-2014.ts";
import { cauzziFaccioli2008Family } from "./crust/cauzzi-faccioli-2008.ts";
import { chiouYoungs2008 } from "./crust/chiou-youngs-2008.ts";
import { chiouYoungs2014Family } from "./crust/chiou-youngs-2014.ts";
import { idriss2014 } from "./crust/idriss-2014.ts";
import { kotha2020 } from "./crust/kotha-2020.ts";
import { sadigh1997 } from "./crust/sadigh-1997.ts";
import { stafford2022Family } from "./crust/stafford-2022.ts";
import { weatherill2024 } from "./crust/weatherill-2024.ts";
import { readMixture } from "./mixture.ts";
import type { GroundMotionModel, ModelArguments, ModelEnvironment, ModelFactory, ModelFamily } from "./model.ts";
import { nearestNames } from "./nearest-names.ts";
import { REGIONAL_FAMILIES } from "./regional-families.ts";
import { abrahamsonBhasin2020 } from "./special/abrahamson-bhasin-2020.ts";
import { macedo2019 } from "./special/macedo-2019.ts";
import { atkinsonBoore2006 } from "./stable/atkinson-boore-2006.ts";
import { campbell2003 } from "./stable/campbell-2003.ts";
import { eshm20CratonFamily } from "./stable/eshm20-craton.ts";
import { pezeshk2011 } from "./stable/pezeshk-2011.ts";
import { toro2002Family } from "./stable/toro-2002.ts";
import { abrahamson2015 } from "./subduction/abrahamson-2015.ts";
import { abrahamsonGulerce2020Family } from "./subduction/abrahamson-gulerce-2020.ts";
import { atkinson2022 } from "./subduction/atkinson-2022.ts";
import { atkinsonBoore2003Family } from "./subduction/atkinson-boore-2003.ts";
import { atkinsonMacias2009Family } from "./subduction/atkinson-macias-2009.ts";
import { canada2015 } from "./subduction/canada-2015.ts";
import { canada2020Subduction } from "./subduction/canada-2020.ts";
import { garcia2005Family } from "./subduction/garcia-2005.ts";
import { ghofraniAtkinson2014 } from "./subduction/ghofrani-atkinson-2014.ts";
import { kuehn2020Family } from "./subduction/kuehn-2020.ts";
import { linLee2008 } from "./subduction/lin-lee-2008.ts";
import { parker2020Family } from "./subduction/parker-2020.ts";
import { youngs1997 } from "./subduction/youngs-1997.ts";
import { zhao2006Family } from "./subduction/zhao-2006.ts";
import { canada2015Tables } from "./tables/canada-2015.ts";
import { canada2020NgaEast } from "./tables/canada-2020-nga-east.ts";
import { gmpeTables } from "./tables/gmpe-table.ts";
import { ngaEast } from "./tables/nga-east.ts";
import { usgsNgaEast } from "./tables/usgs-nga-east.ts";
import { alAtikSigma } from "./wrappers/al-atik-sigma.ts";
import { averageSa } from "./wrappers/average-sa.ts";
import { averages } from "./wrappers/averages.ts";
import { eurocode8Amplification } from "./wrappers/eurocode-8-amplification.ts";
import { gulerceAbrahamson2011 } from "./wrappers/gulerce-abrahamson-2011.ts";
import { modifiableModels } from "./wrappers/modifiable.ts";
import { nshmp2014Family } from "./wrappers/nshmp-2014.ts";
import { sandikkayaDinsever2018 } from "./wrappers/sandikkaya-dinsever-2018.ts";
import { siteTermModels } from "./wrappers/site-term-models.ts";
import { tromans2019 } from "./wrappers/tromans-2019.ts";

const FAMILIES: readonly ModelFamily[] = [
  ...REGIONAL_FAMILIES,
  abrahamson2014Family,
  abrahamson2015,
  abrahamsonBhasin2020,
  abrahamsonGulerce2020Family,
  abrahamsonSilva2008,
  akkar2014,
  alAtikSigma,
  akkarBommer2010,
  atkinson2015,
  atkinson2022,
  atkinsonBoore2003Family,
  atkinsonBoore2006,
  atkinsonMacias2009Family,
  averageSa,
  averages,
  bindi2014,
  boore2014,
  booreAtkinson2008,
  campbell2003,
  campbellBozorgnia2008,
  campbellBozorgnia2014Family,
  canada2015,
  canada2015Tables,
  canada2020Crust,
  canada2020NgaEast,
  canada2020Subduction,
  cauzzi2014,
  cauzziFaccioli2008Family,
  chiouYoungs2008,
  chiouYoungs2014Family,
  eshm20CratonFamily,
  eurocode8Amplification,
  garcia2005Family,
  ghofraniAtkinson2014,
  gmpeTables,
  gulerceAbrahamson2011,
  idriss2014,
  kotha2020,
  kuehn2020Family,
  linLee2008,
  macedo2019,
  modifiableModels,
  ngaEast,
  nshmp2014Family,
  parker2020Family,
  pezeshk2011,
  sadigh1997,
  sandikkayaDinsever2018,
  siteTermModels,
  stafford2022Family,
  toro2002Family,
  tromans2019,
  usgsNgaEast,
  weatherill2024,
  youngs1997,
  zhao2006Family,
];

/** A model is found by a name that is not in the registry. */
export class UnknownModelError extends InputError {
  readonly model: string;
  constructor(model: string, nearest: readonly string[]) {
    super(`unknown ground-motion model "${model}"`, {
      suggestion: nearest.length === 0 ? undefined : nearest.join(" or "),
    });
    this.model = model;
  }
}

export interface FoundModel {
  /** Class name in the reference engine. */
  readonly name: string;
  readonly factory: ModelFactory;
  /** Arguments an alias stands for; empty for a class. */
  readonly args: ModelArguments;
}

const classes = new Map<string, ModelFactory>();
const aliases = new Map<string, readonly [string, ModelArguments]>();
for (const family of FAMILIES) {
  for (const [name, factory] of Object.entries(family.models)) {
    claim(name);
    classes.set(name, factory);
  }
  for (const [alias, target] of Object.entries(family.aliases ?? {})) {
    claim(alias);
    aliases.set(alias, target);
  }
}

/** Two families that define one name are an error of the program. */
function claim(name: string): void {
  if (classes.has(name) || aliases.has(name)) throw new Error(`two ground-motion models are named ${name}`);
}

/** Names of all classes, sorted. */
export function modelNames(): string[] {
  return [...classes.keys()].sort();
}

/** Names of all aliases, sorted. */
export function aliasNames(): string[] {
  return [...aliases.keys()].sort();
}

/** Aliases that stand for a class, sorted. */
export function aliasesOf(className: string): string[] {
  return aliasNames().filter((alias) => aliases.get(alias)?.[0] === className);
}

/** @throws UnknownModelError naming the nearest models. */
export function findModel(name: string): FoundModel {
  const [className, args] = aliases.get(name) ?? [name, {}];
  const factory = classes.get(className);
  if (factory === undefined)
    throw new UnknownModelError(name, nearestNames(name, [...classes.keys(), ...aliases.keys()]));
  return { name: className, factory, args };
}

/**
 * Builds a model from its class or alias name and keyword arguments.
 *
 * `mixture_model` (`{ factors, weights }`) is accepted for every model: exceedance becomes the weighted sum over copies of
 * the model whose total sigma is multiplied by each factor.
 *
 * @throws UnknownModelError, or InputError for arguments the model does not take.
 */
export function buildModel(
  name: string,
  args: ModelArguments = {},
  environment: ModelEnvironment = {},
): GroundMotionModel {
  const found = findModel(name);
  const { mixture_model: mixture, ...own } = args;
  const build = (inner: string, innerArgs: ModelArguments) => buildModel(inner, innerArgs, environment);
  const model = found.factory({ ...found.args, ...own }, { ...environment, build });
  return mixture === undefined ? model : readMixture(model, mixture);
}
