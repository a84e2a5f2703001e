/** Stands for the program: a server's children with the fake engine of the job tests, the real `write-output` and `check-document`. */
import { checkDocument } from "../../src/cli/check-document.ts";
import { writeOutput } from "../../src/cli/write-output.ts";

if (process.argv[2] === "write-output") process.exit(await writeOutput(process.argv.slice(3)));
if (process.argv[2] === "check-document") process.exit(await checkDocument(process.argv.slice(3)));
await import("../jobs/fixtures/child-main.ts");
