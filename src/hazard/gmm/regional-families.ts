/** National, regional and older models, for the registry. */
import { abrahamsonSilva1997 } from "./crust/abrahamson-silva-1997.ts";
import { bradley2013 } from "./crust/bradley-2013.ts";
import { mcverry2006 } from "./crust/mcverry-2006.ts";
import { tusaLanger2016 } from "./crust/tusa-langer-2016.ts";
import type { ModelFamily } from "./model.ts";

export const REGIONAL_FAMILIES: readonly ModelFamily[] = [
  abrahamsonSilva1997,
  bradley2013,
  mcverry2006,
  tusaLanger2016,
];
