/** National, regional and older models, for the registry. */
import { abrahamsonSilva1997 } from "./crust/abrahamson-silva-1997.ts";
import { akkarCagnan2010 } from "./crust/akkar-cagnan-2010.ts";
import { ambraseys1996 } from "./crust/ambraseys-1996.ts";
import { ambraseys2005 } from "./crust/ambraseys-2005.ts";
import { ameri2017 } from "./crust/ameri-2017.ts";
import { armenia2016 } from "./crust/armenia-2016.ts";
import { arteta2023 } from "./crust/arteta-2023.ts";
import { bergeThierry2003 } from "./crust/berge-thierry-2003.ts";
import { bindi2011 } from "./crust/bindi-2011.ts";
import { bindi2017 } from "./crust/bindi-2017.ts";
import { boore1993 } from "./crust/boore-1993.ts";
import { boore1997 } from "./crust/boore-1997.ts";
import { boore2020 } from "./crust/boore-2020.ts";
import { bozorgniaCampbell2016 } from "./crust/bozorgnia-campbell-2016.ts";
import { bradley2013 } from "./crust/bradley-2013.ts";
import { campbell1997 } from "./crust/campbell-1997.ts";
import { campbellBozorgnia2003 } from "./crust/campbell-bozorgnia-2003.ts";
import { chao2020 } from "./crust/chao-2020.ts";
import { climent1994 } from "./crust/climent-1994.ts";
import { derras2014 } from "./crust/derras-2014.ts";
import { drouetAlpes2015 } from "./crust/drouet-alpes-2015.ts";
import { edwardsFah2013 } from "./crust/edwards-fah-2013.ts";
import { emme24 } from "./crust/emme-2024.ts";
import { fukushimaTanaka1990 } from "./crust/fukushima-tanaka-1990.ts";
import { ghasemi2009 } from "./crust/ghasemi-2009.ts";
import { gulerce2017 } from "./crust/gulerce-2017.ts";
import { hassaniAtkinson2018 } from "./crust/hassani-atkinson-2018.ts";
import { holmgren2024 } from "./crust/holmgren-2024.ts";
import { hongGoda2007 } from "./crust/hong-goda-2007.ts";
import { ji2025 } from "./crust/ji-2025.ts";
import { kale2015 } from "./crust/kale-2015.ts";
import { karimzadeh2023 } from "./crust/karimzadeh-2023.ts";
import { kotha2016 } from "./crust/kotha-2016.ts";
import { lanzano2016 } from "./crust/lanzano-2016.ts";
import { lanzano2019 } from "./crust/lanzano-2019.ts";
import { lanzano2020 } from "./crust/lanzano-2020.ts";
import { lanzanoLuzi2019 } from "./crust/lanzano-luzi-2019.ts";
import { lin2009 } from "./crust/lin-2009.ts";
import { lin2011 } from "./crust/lin-2011.ts";
import { mcverry2006 } from "./crust/mcverry-2006.ts";
import { megawati2003 } from "./crust/megawati-2003.ts";
import { mohammadi2023 } from "./crust/mohammadi-2023.ts";
import { munsonThurber1997 } from "./crust/munson-thurber-1997.ts";
import { pankowPechmann2004 } from "./crust/pankow-pechmann-2004.ts";
import { phung2020 } from "./crust/phung-2020.ts";
import { ramadan2023 } from "./crust/ramadan-2023.ts";
import { sabettaPugliese1996 } from "./crust/sabetta-pugliese-1996.ts";
import { scala2025 } from "./crust/scala-2025.ts";
import { sgobba2020 } from "./crust/sgobba-2020.ts";
import { sharma2009 } from "./crust/sharma-2009.ts";
import { swiss2014 } from "./crust/swiss-2014.ts";
import { tusaLanger2016 } from "./crust/tusa-langer-2016.ts";
import { tusaLangerAzzaro2019 } from "./crust/tusa-langer-azzaro-2019.ts";
import { verticalRatios } from "./crust/vertical-ratio.ts";
import { wong2022 } from "./crust/wong-2022.ts";
import { yenierAtkinson2015 } from "./crust/yenier-atkinson-2015.ts";
import { yu2013 } from "./crust/yu-2013.ts";
import { zafarani2018 } from "./crust/zafarani-2018.ts";
import { zhao2016 } from "./crust/zhao-2016.ts";
import { convertito2012 } from "./induced/convertito-2012.ts";
import { dost2004 } from "./induced/dost-2004.ts";
import { douglasStochastic2013 } from "./induced/douglas-stochastic-2013.ts";
import { zalachorisRathje2019 } from "./induced/zalachoris-rathje-2019.ts";
import { allen2012Intensity } from "./intensity/allen-2012.ts";
import { baumont2018 } from "./intensity/baumont-2018.ts";
import { bindi2011Intensity } from "./intensity/bindi-2011.ts";
import { dowrickRhoades2005 } from "./intensity/dowrick-rhoades-2005.ts";
import { ecos2009 } from "./intensity/ecos-2009.ts";
import { faccioliCauzzi2006 } from "./intensity/faccioli-cauzzi-2006.ts";
import type { ModelFamily } from "./model.ts";
import { afshariStewart2016 } from "./special/afshari-stewart-2016.ts";
import { aristeidou2023 } from "./special/aristeidou-2023.ts";
import { aristeidou2024 } from "./special/aristeidou-2024.ts";
import { bahrampouri2021 } from "./special/bahrampouri-2021.ts";
import { bahrampouri2021Duration } from "./special/bahrampouri-2021-duration.ts";
import { baylessAbrahamson2018 } from "./special/bayless-abrahamson-2018.ts";
import { bommer2009 } from "./special/bommer-2009.ts";
import { bora2019 } from "./special/bora-2019.ts";
import { dummy } from "./special/dummy.ts";
import { sandikkayaAkkar2017 } from "./special/sandikkaya-akkar-2017.ts";
import { travasarou2003 } from "./special/travasarou-2003.ts";
import { vanHoutte2018 } from "./special/vanhoutte-2018.ts";
import { wang2025 } from "./special/wang-2025.ts";
import { youd2002 } from "./special/youd-2002.ts";
import { zhangZhao2005 } from "./special/zhang-zhao-2005.ts";
import { allen2012 } from "./stable/allen-2012.ts";
import { atkinsonBoore1995 } from "./stable/atkinson-boore-1995.ts";
import { baylessSomerville2024 } from "./stable/bayless-somerville-2024.ts";
import { drouet2015Brazil } from "./stable/drouet-2015-brazil.ts";
import { exampleA2021 } from "./stable/example-a-2021.ts";
import { frankel1996 } from "./stable/frankel-1996.ts";
import { raghukanthIyengar2007 } from "./stable/raghukanth-iyengar-2007.ts";
import { rietbrock2013 } from "./stable/rietbrock-2013.ts";
import { rietbrockEdwards2019 } from "./stable/rietbrock-edwards-2019.ts";
import { shahjoueiPezeshk2016 } from "./stable/shahjouei-pezeshk-2016.ts";
import { silva2002 } from "./stable/silva-2002.ts";
import { somerville2001 } from "./stable/somerville-2001.ts";
import { somerville2009 } from "./stable/somerville-2009.ts";
import { taherian2024 } from "./stable/taherian-2024.ts";
import { tavakoliPezeshk2005 } from "./stable/tavakoli-pezeshk-2005.ts";
import { toro1997 } from "./stable/toro-1997.ts";
import { abrahamson2018 } from "./subduction/abrahamson-2018.ts";
import { allen2022 } from "./subduction/allen-2022.ts";
import { arroyo2010 } from "./subduction/arroyo-2010.ts";
import { arteta2021 } from "./subduction/arteta-2021.ts";
import { geomatrix1993 } from "./subduction/geomatrix-1993.ts";
import { gupta2010 } from "./subduction/gupta-2010.ts";
import { hassaniAtkinson2020 } from "./subduction/hassani-atkinson-2020.ts";
import { idini2017 } from "./subduction/idini-2017.ts";
import { jaimes2020 } from "./subduction/jaimes-2020.ts";
import { kanno2006 } from "./subduction/kanno-2006.ts";
import { manea2021 } from "./subduction/manea-2021.ts";
import { megawatiPan2010 } from "./subduction/megawati-pan-2010.ts";
import { morikawaFujiwara2013 } from "./subduction/morikawa-fujiwara-2013.ts";
import { nath2012 } from "./subduction/nath-2012.ts";
import { phung2020Subduction } from "./subduction/phung-2020.ts";
import { si2020 } from "./subduction/si-2020.ts";
import { siMidorikawa1999 } from "./subduction/si-midorikawa-1999.ts";
import { skarlatoudis2013 } from "./subduction/skarlatoudis-2013.ts";
import { australia2023 } from "./tables/australia-2023.ts";
import { douglas2024 } from "./tables/douglas-2024.ts";

export const REGIONAL_FAMILIES: readonly ModelFamily[] = [
  abrahamson2018,
  abrahamsonSilva1997,
  afshariStewart2016,
  akkarCagnan2010,
  allen2012,
  allen2012Intensity,
  allen2022,
  ambraseys1996,
  ambraseys2005,
  ameri2017,
  aristeidou2023,
  aristeidou2024,
  armenia2016,
  arroyo2010,
  arteta2021,
  arteta2023,
  atkinsonBoore1995,
  australia2023,
  bahrampouri2021,
  bahrampouri2021Duration,
  baumont2018,
  baylessAbrahamson2018,
  baylessSomerville2024,
  bergeThierry2003,
  bindi2011,
  bindi2011Intensity,
  bindi2017,
  bommer2009,
  boore1993,
  boore1997,
  boore2020,
  bora2019,
  bozorgniaCampbell2016,
  bradley2013,
  campbell1997,
  campbellBozorgnia2003,
  chao2020,
  climent1994,
  convertito2012,
  derras2014,
  dost2004,
  douglas2024,
  douglasStochastic2013,
  dowrickRhoades2005,
  drouet2015Brazil,
  drouetAlpes2015,
  dummy,
  ecos2009,
  edwardsFah2013,
  emme24,
  exampleA2021,
  faccioliCauzzi2006,
  frankel1996,
  fukushimaTanaka1990,
  geomatrix1993,
  ghasemi2009,
  gulerce2017,
  gupta2010,
  hassaniAtkinson2018,
  hassaniAtkinson2020,
  holmgren2024,
  hongGoda2007,
  idini2017,
  jaimes2020,
  ji2025,
  kale2015,
  kanno2006,
  karimzadeh2023,
  kotha2016,
  lanzano2016,
  lanzano2019,
  lanzano2020,
  lanzanoLuzi2019,
  lin2009,
  lin2011,
  manea2021,
  mcverry2006,
  megawati2003,
  megawatiPan2010,
  mohammadi2023,
  morikawaFujiwara2013,
  munsonThurber1997,
  nath2012,
  pankowPechmann2004,
  phung2020,
  phung2020Subduction,
  raghukanthIyengar2007,
  ramadan2023,
  rietbrock2013,
  rietbrockEdwards2019,
  sabettaPugliese1996,
  sandikkayaAkkar2017,
  scala2025,
  sgobba2020,
  shahjoueiPezeshk2016,
  sharma2009,
  si2020,
  siMidorikawa1999,
  silva2002,
  skarlatoudis2013,
  somerville2001,
  somerville2009,
  swiss2014,
  taherian2024,
  tavakoliPezeshk2005,
  toro1997,
  travasarou2003,
  tusaLanger2016,
  tusaLangerAzzaro2019,
  vanHoutte2018,
  verticalRatios,
  wang2025,
  wong2022,
  yenierAtkinson2015,
  youd2002,
  yu2013,
  zafarani2018,
  zalachorisRathje2019,
  zhangZhao2005,
  zhao2016,
];
