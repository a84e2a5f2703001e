/** What can be asked of one place once a calculation is there: computed from its inputs, apart from it, and kept. */

/** A site of the calculation, or any place with parameters of its own. */
export type RequestedPlace =
  | { readonly kind: "site"; readonly site: number }
  | {
      readonly kind: "coordinates";
      readonly lon: number;
      readonly lat: number;
      /** Site parameters by name; those not given are taken from the nearest site of the calculation. */
      readonly parameters: { readonly [name: string]: number };
    };

export type OneSiteRequest =
  | {
      readonly kind: "disaggregation";
      readonly place: RequestedPlace;
      readonly measure: string;
      /** Of the level: a probability that the mean curve exceeds it with, or the level itself. */
      readonly level: { readonly poe: number } | { readonly iml: number };
      /** A realization instead of the mean of all. */
      readonly realization?: number;
    }
  | { readonly kind: "hazard"; readonly place: RequestedPlace };
