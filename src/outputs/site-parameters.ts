/** Units and meanings of what is known of a site, for descriptions of columns. */

export interface SiteParameter {
  readonly unit?: string;
  readonly meaning: string;
}

export const SITE_PARAMETERS: { readonly [name: string]: SiteParameter } = {
  sids: { meaning: "number of the site, from 0" },
  lon: { unit: "degree", meaning: "longitude, WGS84" },
  lat: { unit: "degree", meaning: "latitude, WGS84" },
  depth: { unit: "km", meaning: "depth below sea level" },
  custom_site_id: { meaning: "name of the site in the job" },
  vs30: { unit: "m/s", meaning: "mean shear-wave velocity of the upper 30 m" },
  vs30measured: { meaning: "whether vs30 was measured" },
  z1pt0: { unit: "m", meaning: "depth where the shear-wave velocity reaches 1.0 km/s" },
  z1pt4: { unit: "m", meaning: "depth where the shear-wave velocity reaches 1.4 km/s" },
  z2pt5: { unit: "km", meaning: "depth where the shear-wave velocity reaches 2.5 km/s" },
  backarc: { meaning: "whether the site lies behind a volcanic arc" },
  xvf: { unit: "km", meaning: "distance to the volcanic front, positive in the forearc" },
  siteclass: { meaning: "class of the site" },
  geology: { meaning: "geological unit" },
  ampcode: { meaning: "code of the amplification function" },
  slope: { meaning: "slope of the ground" },
  kappa0: { unit: "s", meaning: "attenuation near the site" },
  f0: { unit: "Hz", meaning: "fundamental frequency of the site" },
  THV: { unit: "s", meaning: "period of the peak of the horizontal-to-vertical ratio" },
  PHV: { meaning: "peak of the horizontal-to-vertical ratio" },
  fpeak: { unit: "Hz", meaning: "frequency of the peak of the horizontal-to-vertical ratio" },
  region: { meaning: "code of the region" },
  in_cshm: { meaning: "whether the site lies in the Canterbury model" },
  h800: { unit: "m", meaning: "depth where the shear-wave velocity reaches 800 m/s" },
  soiltype: { meaning: "type of the soil" },
};
