/** National, regional and older models, for the registry. */
import { abrahamsonSilva1997 } from "./crust/abrahamson-silva-1997.ts";
import { akkarCagnan2010 } from "./crust/akkar-cagnan-2010.ts";
import { bindi2011 } from "./crust/bindi-2011.ts";
import { boore1997 } from "./crust/boore-1997.ts";
import { bradley2013 } from "./crust/bradley-2013.ts";
import { campbell1997 } from "./crust/campbell-1997.ts";
import { campbellBozorgnia2003 } from "./crust/campbell-bozorgnia-2003.ts";
import { climent1994 } from "./crust/climent-1994.ts";
import { kale2015 } from "./crust/kale-2015.ts";
import { lanzano2016 } from "./crust/lanzano-2016.ts";
import { lanzano2019 } from "./crust/lanzano-2019.ts";
import { mcverry2006 } from "./crust/mcverry-2006.ts";
import { munsonThurber1997 } from "./crust/munson-thurber-1997.ts";
import { tusaLanger2016 } from "./crust/tusa-langer-2016.ts";
import { yu2013 } from "./crust/yu-2013.ts";
import { zhao2016 } from "./crust/zhao-2016.ts";
import { allen2012Intensity } from "./intensity/allen-2012.ts";
import { baumont2018 } from "./intensity/baumont-2018.ts";
import { bindi2011Intensity } from "./intensity/bindi-2011.ts";
import { dowrickRhoades2005 } from "./intensity/dowrick-rhoades-2005.ts";
import { ecos2009 } from "./intensity/ecos-2009.ts";
import { faccioliCauzzi2006 } from "./intensity/faccioli-cauzzi-2006.ts";
import type { ModelFamily } from "./model.ts";
import { dummy } from "./special/dummy.ts";
import { youd2002 } from "./special/youd-2002.ts";
import { idini2017 } from "./subduction/idini-2017.ts";
import { manea2021 } from "./subduction/manea-2021.ts";

export const REGIONAL_FAMILIES: readonly ModelFamily[] = [
  abrahamsonSilva1997,
  akkarCagnan2010,
  allen2012Intensity,
  baumont2018,
  bindi2011,
  bindi2011Intensity,
  boore1997,
  bradley2013,
  campbell1997,
  campbellBozorgnia2003,
  climent1994,
  dowrickRhoades2005,
  dummy,
  ecos2009,
  faccioliCauzzi2006,
  idini2017,
  kale2015,
  lanzano2016,
  lanzano2019,
  manea2021,
  mcverry2006,
  munsonThurber1997,
  tusaLanger2016,
  youd2002,
  yu2013,
  zhao2016,
];
