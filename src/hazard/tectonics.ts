/** Tectonic region type: free text in source models; the names that ground-motion models declare are listed here. */
export type TectonicRegionType = string;

export const TECTONIC_REGION_TYPES = {
  activeShallowCrust: "Active Shallow Crust",
  stableContinental: "Stable Shallow Crust",
  subductionInterface: "Subduction Interface",
  subductionIntraslab: "Subduction IntraSlab",
  upperMantle: "Upper Mantle",
  volcanic: "Volcanic",
  geothermal: "Geothermal",
  induced: "Induced",
} as const;
