/** Stands for the program: a server's children with the fake engine of the job tests, the real `render` and `check-document`. */
import { checkDocument } from "../../src/cli/check-document.ts";
import { render } from "../../src/cli/render.ts";

if (process.argv[2] === "render") process.exit(await render(process.argv.slice(3)));
if (process.argv[2] === "check-document") process.exit(await checkDocument(process.argv.slice(3)));
await import("../jobs/fixtures/child-main.ts");
