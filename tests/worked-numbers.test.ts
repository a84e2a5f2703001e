/**
 * Formula functions of the ground floor say what they give for one set of arguments, `@example name(arguments) = number` in their
 * docstring, and the claim is evaluated. A function of numbers that gives a number and says nothing fails.
 */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Glob } from "bun";
import { PROJECT } from "./harness.ts";

const ROOMS = ["geo", "numerics", "hazard", "risk"];
const EXPORTED = /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?export function (\w+)\(([^)]*)\): number \{/g;
const NUMBERS = /^(number|boolean|string|Float64Array|readonly number\[\])$/;
const EXAMPLE = /@example (\w+)\((.*)\) = (\S+)$/gm;

interface Formula {
  readonly file: string;
  readonly name: string;
  readonly examples: number;
}

interface Claim {
  readonly file: string;
  readonly name: string;
  readonly call: string;
  readonly value: string;
}

const files = ROOMS.flatMap((room) => [...new Glob(`src/${room}/**/*.ts`).scanSync(PROJECT)]).sort();
const texts = files.map((file) => [file, readFileSync(join(PROJECT, file), "utf8")] as const);

const formulas = texts.flatMap(([file, text]): Formula[] =>
  [...text.matchAll(EXPORTED)]
    .filter(([, , , parameters = ""]) =>
      parameters
        .split(",")
        .filter((parameter) => parameter.includes(":"))
        .every((parameter) => NUMBERS.test(parameter.split(":")[1]!.split("=")[0]!.trim())),
    )
    .map(([, doc = "", name = ""]) => ({ file, name, examples: [...doc.matchAll(EXAMPLE)].length })),
);

const claims = texts.flatMap(([file, text]): Claim[] =>
  [...text.matchAll(EXAMPLE)].map(([, name = "", call = "", value = ""]) => ({ file, name, call, value })),
);

describe("worked numbers", () => {
  test("every formula function has one", () => {
    expect(formulas.length).toBeGreaterThan(70);
    expect(formulas.filter(({ examples }) => examples === 0).map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });

  test.each(claims.map((claim) => [`${claim.name}(${claim.call})`, claim] as const))("%s", async (_title, claim) => {
    const module = (await import(join(PROJECT, claim.file))) as { readonly [name: string]: unknown };
    const evaluate = new Function(claim.name, `return ${claim.name}(${claim.call})`) as (f: unknown) => unknown;
    const found = evaluate(module[claim.name]);
    const stated = Number(claim.value.replace("Infinity", "1e999"));
    if (!Number.isFinite(stated) || stated === 0) expect(found).toBe(stated);
    // Seven digits are printed.
    else expect(Math.abs(Number(found) / stated - 1)).toBeLessThan(6e-7);
  });
});
