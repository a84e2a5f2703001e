/** Where the module of a worker thread is found, from the sources and inside the single executable. */

/**
 * Address for `new Worker` of a module given by its path below `src`, such as `calculators/stages/curves/worker.ts`.
 *
 * The executable is one bundle, in which `import.meta.url` no longer says where a module was: the workers, which
 * scripts/compile.ts adds as entries of their own, are found by their path from the root of the bundle.
 */
export function workerUrl(pathBelowSource: string): string {
  if (Bun.isStandaloneExecutable) return `./${pathBelowSource}`;
  return new URL(`../${pathBelowSource}`, import.meta.url).href;
}
