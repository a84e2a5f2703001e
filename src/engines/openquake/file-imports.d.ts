/** Scripts that are imported as text, so that they come along into the single executable. */
declare module "*.py" {
  const text: string;
  export default text;
}
