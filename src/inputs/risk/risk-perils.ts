/** Perils that risk functions and consequences can be of. */
export const PERILS: readonly string[] = ["groundshaking", "liquefaction", "landslide"];
