/** Archives are embedded in the executable; importing one gives its path. */
declare module "*.qwt" {
  const path: string;
  export default path;
}
