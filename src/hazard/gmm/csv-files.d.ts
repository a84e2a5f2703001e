/** Tables beside the models; importing one `with { type: "text" }` gives its text. */
declare module "*.csv" {
  const text: string;
  export default text;
}
