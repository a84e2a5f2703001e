/** Tectonic region type: free text in source models; the names that ground-motion models declare are listed here. */
export type TectonicRegion = string;

export const TECTONIC_REGIONS = {
  activeShallowCrust: "Active Shallow Crust",
  stableContinental: "Stable Shallow Crust",
  subductionInterface: "Subduction Interface",
  subductionIntraslab: "Subduction IntraSlab",
  upperMantle: "Upper Mantle",
  volcanic: "Volcanic",
  geothermal: "Geothermal",
  induced: "Induced",
} as const;
