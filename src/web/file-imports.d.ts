/** Files that are imported as text (`with { type: "text" }`), so that they come along into the single executable. */
declare module "*.css" {
  const text: string;
  export default text;
}
declare module "*.svg" {
  const text: string;
  export default text;
}
declare module "*.ini" {
  const text: string;
  export default text;
}
declare module "*.xml" {
  const text: string;
  export default text;
}
