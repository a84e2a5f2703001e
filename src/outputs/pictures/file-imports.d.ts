/** Files whose path is imported (`with { type: "file" }`), so that they come along into the single executable. */
declare module "*.wasm" {
  const path: string;
  export default path;
}
declare module "*.ttf" {
  const path: string;
  export default path;
}
