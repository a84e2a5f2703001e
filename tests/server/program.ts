/** Stands for the program: a server's children with the fake engine of the job tests, and the real `render`. */
import { render } from "../../src/cli/render.ts";

if (process.argv[2] === "render") process.exit(await render(process.argv.slice(3)));
await import("../jobs/fixtures/child-main.ts");
