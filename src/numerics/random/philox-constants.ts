/** Constants of Philox 4x64-10 (Salmon et al., 2011). */
export const PHILOX_MULTIPLIERS = [0xd2e7470ee14c6c93n, 0xca5a826395121157n] as const;
/** Weyl constants that bump the keys: the golden ratio and the square root of 3 less 1. */
export const PHILOX_WEYL = [0x9e3779b97f4a7c15n, 0xbb67ae8584caa73bn] as const;
export const PHILOX_ROUNDS = 10;
