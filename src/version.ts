/** Our own version, and the version of the reference engine whose API and numbers we answer with. */
import manifest from "../package.json" with { type: "json" };

/** Quakewright's version, as in package.json. */
export const VERSION: string = manifest.version;

/** The release of the OpenQuake Engine whose behaviour is reproduced; `GET /v1/engine_version` answers it. */
export const REFERENCE_ENGINE_VERSION = "3.26.2";
