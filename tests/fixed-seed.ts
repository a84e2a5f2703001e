/**
 * Preloaded by `bun test` (bunfig.toml): property-based tests try the same values every time, so that what passes here passes
 * everywhere. FAST_CHECK_SEED=random (or a number) tries others.
 */
import fc from "fast-check";

const wanted = process.env["FAST_CHECK_SEED"];
if (wanted !== "random") fc.configureGlobal({ seed: wanted === undefined ? 20_261 : Number(wanted) });
