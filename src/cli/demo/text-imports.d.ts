/** Files of the example that are bundled as texts. */
declare module "*.ini" {
  const text: string;
  export default text;
}
