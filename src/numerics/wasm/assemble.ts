/**
 * WebAssembly text to a module: the small part of the text format that the kernels beside this file use, so that their
 * source stays readable and no binary is kept. Functions with named parameters and locals, one imported memory,
 * folded or plain instructions, blocks and loops with labels.
 */
type Expression = string | readonly Expression[];

const VALUE_TYPES: { readonly [name: string]: number } = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b };

/** What follows the code of an instruction. */
type Immediate = "none" | "local" | "label" | "i32" | "i64" | "f32" | "f64" | "memory" | "lane";

interface Instruction {
  readonly code: readonly number[];
  readonly immediate: Immediate;
  /** log2 of the natural alignment of a memory instruction. */
  readonly align?: number;
}

const plain = (...code: number[]): Instruction => ({ code, immediate: "none" });
const memory = (align: number, ...code: number[]): Instruction => ({ code, immediate: "memory", align });
const simd = (code: number): number[] => (code < 0x80 ? [0xfd, code] : [0xfd, (code & 0x7f) | 0x80, code >> 7]);

const INSTRUCTIONS: { readonly [name: string]: Instruction } = {
  "local.get": { code: [0x20], immediate: "local" },
  "local.set": { code: [0x21], immediate: "local" },
  "local.tee": { code: [0x22], immediate: "local" },
  br: { code: [0x0c], immediate: "label" },
  br_if: { code: [0x0d], immediate: "label" },
  "i32.const": { code: [0x41], immediate: "i32" },
  "i64.const": { code: [0x42], immediate: "i64" },
  "f32.const": { code: [0x43], immediate: "f32" },
  "f64.const": { code: [0x44], immediate: "f64" },
  "i32.load": memory(2, 0x28),
  "i32.load16_u": memory(1, 0x2f),
  "i64.load": memory(3, 0x29),
  "f32.load": memory(2, 0x2a),
  "f64.load": memory(3, 0x2b),
  "i32.store": memory(2, 0x36),
  "i64.store": memory(3, 0x37),
  "f32.store": memory(2, 0x38),
  "f64.store": memory(3, 0x39),
  "i32.eqz": plain(0x45),
  "i32.lt_s": plain(0x48),
  "i32.lt_u": plain(0x49),
  "i32.ge_u": plain(0x4f),
  "i64.lt_u": plain(0x54),
  "f64.lt": plain(0x63),
  "f64.gt": plain(0x64),
  "f64.le": plain(0x65),
  "f64.ge": plain(0x66),
  "i32.add": plain(0x6a),
  "i32.sub": plain(0x6b),
  "i32.mul": plain(0x6c),
  "i32.and": plain(0x71),
  "i32.shl": plain(0x74),
  "i32.shr_u": plain(0x76),
  "i32.wrap_i64": plain(0xa7),
  "i32.trunc_f64_s": plain(0xaa),
  "i64.add": plain(0x7c),
  "i64.sub": plain(0x7d),
  "i64.mul": plain(0x7e),
  "i64.mul_wide_u": plain(0xfc, 0x16),
  "i64.and": plain(0x83),
  "i64.or": plain(0x84),
  "i64.xor": plain(0x85),
  "i64.shl": plain(0x86),
  "i64.shr_s": plain(0x87),
  "i64.shr_u": plain(0x88),
  "i64.rotr": plain(0x8a),
  "f64.abs": plain(0x99),
  "f64.neg": plain(0x9a),
  "f64.sqrt": plain(0x9f),
  "f64.add": plain(0xa0),
  "f64.sub": plain(0xa1),
  "f64.mul": plain(0xa2),
  "f64.div": plain(0xa3),
  "f64.copysign": plain(0xa6),
  "i64.extend_i32_u": plain(0xad),
  "f32.demote_f64": plain(0xb6),
  "f64.promote_f32": plain(0xbb),
  "f64.convert_i64_s": plain(0xb9),
  "f64.convert_i64_u": plain(0xba),
  "i64.reinterpret_f64": plain(0xbd),
  "f64.reinterpret_i64": plain(0xbf),
  select: plain(0x1b),
  "v128.load": memory(4, ...simd(0x00)),
  "v128.load32_splat": memory(2, ...simd(0x09)),
  "v128.load64_splat": memory(3, ...simd(0x0a)),
  "v128.store": memory(4, ...simd(0x0b)),
  "f32x4.splat": plain(...simd(0x13)),
  "f32x4.add": plain(...simd(0xe4)),
  "f32x4.sub": plain(...simd(0xe5)),
  "f32x4.mul": plain(...simd(0xe6)),
  "v128.and": plain(...simd(0x4e)),
  "v128.bitselect": plain(...simd(0x52)),
  "i64x2.eq": plain(...simd(0xd6)),
  "i64x2.shl": plain(...simd(0xcb)),
  "i64x2.shr_s": plain(...simd(0xcc)),
  "i64x2.add": plain(...simd(0xce)),
  "i64x2.sub": plain(...simd(0xd1)),
  "f64x2.gt": plain(...simd(0x4a)),
  "f64x2.splat": plain(...simd(0x14)),
  "f64x2.add": plain(...simd(0xf0)),
  "f64x2.sub": plain(...simd(0xf1)),
  "f64x2.mul": plain(...simd(0xf2)),
  "f64x2.div": plain(...simd(0xf3)),
  "f64x2.sqrt": plain(...simd(0xef)),
};

/**
 * Assembles functions into a module with one memory, imported as `host.memory`.
 *
 * @param text `(func $name (export "name") (param $p i32) ... (result f64)? (local $x v128) ... instructions)` ...
 * @throws Error for text that is not in the part of the format known here.
 */
export function assemble(text: string): WebAssembly.Module {
  const functions = readExpressions(text).map(readFunction);
  const types = functions.map(({ parameters, results }) => [
    0x60,
    ...vector(parameters.map((type) => [type])),
    ...vector(results.map((type) => [type])),
  ]);
  const imports = [[...name("host"), ...name("memory"), 0x02, 0x00, 0x00]];
  const exports = functions.map((fn, index) => [...name(fn.name), 0x00, ...unsigned(index)]);
  const bodies = functions.map(({ locals, code }) => {
    const body = [...vector(locals.map((type) => [0x01, type])), ...code, 0x0b];
    return [...unsigned(body.length), ...body];
  });
  const bytes = [
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector(types)),
    ...section(2, vector(imports)),
    ...section(3, vector(functions.map((_, index) => unsigned(index)))),
    ...section(7, vector(exports)),
    ...section(10, vector(bodies)),
  ];
  return new WebAssembly.Module(Uint8Array.from(bytes));
}

interface AssembledFunction {
  readonly name: string;
  readonly parameters: readonly number[];
  readonly results: readonly number[];
  readonly locals: readonly number[];
  readonly code: readonly number[];
}

function readFunction(expression: Expression): AssembledFunction {
  if (typeof expression === "string" || expression[0] !== "func") throw new Error("a (func ...) is expected");
  const names = new Map<string, number>();
  const parameters: number[] = [];
  const results: number[] = [];
  const locals: number[] = [];
  let exported = "";
  const code: number[] = [];
  const body: Expression[] = [];
  for (const part of expression.slice(1)) {
    const head = typeof part === "string" ? part : part[0];
    if (typeof part === "string" && part.startsWith("$") && body.length === 0) continue;
    if (head === "export" && typeof part !== "string") exported = String(part[1]).slice(1, -1);
    else if ((head === "param" || head === "local") && typeof part !== "string") {
      names.set(String(part[1]), names.size);
      (head === "param" ? parameters : locals).push(valueType(part[2]));
    } else if (head === "result" && typeof part !== "string") results.push(valueType(part[1]));
    else body.push(part);
  }
  emitAll(body, { names, labels: [], code });
  return { name: exported, parameters, results, locals, code };
}

interface Emitter {
  readonly names: ReadonlyMap<string, number>;
  /** Innermost last. */
  readonly labels: string[];
  readonly code: number[];
}

function emitAll(body: readonly Expression[], emitter: Emitter): void {
  for (let i = 0; i < body.length; i++) {
    const part = body[i]!;
    if (typeof part !== "string") emitFolded(part, emitter);
    else {
      const instruction = known(part);
      const operands: Expression[] = [];
      while (operands.length < immediates(instruction, body[i + 1])) operands.push(body[++i]!);
      emitOne(instruction, operands, emitter);
    }
  }
}

function emitFolded(expression: readonly Expression[], emitter: Emitter): void {
  const [head = "", ...rest] = expression;
  if (head === "block" || head === "loop") {
    const labelled = typeof rest[0] === "string" && rest[0].startsWith("$");
    emitter.labels.push(labelled ? String(rest[0]) : "");
    emitter.code.push(head === "block" ? 0x02 : 0x03, 0x40);
    emitAll(rest.slice(labelled ? 1 : 0), emitter);
    emitter.code.push(0x0b);
    emitter.labels.pop();
    return;
  }
  const instruction = known(String(head));
  const own = rest.filter((part) => typeof part === "string");
  for (const operand of rest) if (typeof operand !== "string") emitFolded(operand, emitter);
  emitOne(instruction, own, emitter);
}

function immediates({ immediate }: Instruction, next: Expression | undefined): number {
  if (immediate === "none") return 0;
  if (immediate === "memory") return typeof next === "string" && next.startsWith("offset=") ? 1 : 0;
  return 1;
}

function emitOne({ code, immediate, align }: Instruction, operands: readonly Expression[], emitter: Emitter): void {
  emitter.code.push(...code);
  const text = String(operands[0] ?? "");
  switch (immediate) {
    case "none":
      return;
    case "local": {
      const index = emitter.names.get(text);
      if (index === undefined) throw new Error(`no local ${text}`);
      emitter.code.push(...unsigned(index));
      return;
    }
    case "label": {
      const depth = emitter.labels.length - 1 - emitter.labels.lastIndexOf(text);
      if (!emitter.labels.includes(text)) throw new Error(`no label ${text}`);
      emitter.code.push(...unsigned(depth));
      return;
    }
    case "i32":
    case "i64":
      emitter.code.push(...signed(BigInt(text)));
      return;
    case "f32":
      emitter.code.push(...new Uint8Array(Float32Array.of(Number(text)).buffer));
      return;
    case "f64":
      emitter.code.push(...new Uint8Array(Float64Array.of(Number(text)).buffer));
      return;
    case "memory":
      emitter.code.push(...unsigned(align ?? 0), ...unsigned(Number(text.replace("offset=", "") || 0)));
      return;
    case "lane":
      emitter.code.push(Number(text));
  }
}

function known(text: string): Instruction {
  const instruction = INSTRUCTIONS[text];
  if (instruction === undefined) throw new Error(`no instruction ${text}`);
  return instruction;
}

function valueType(text: Expression | undefined): number {
  const type = VALUE_TYPES[String(text)];
  if (type === undefined) throw new Error(`no value type ${String(text)}`);
  return type;
}

function readExpressions(text: string): Expression[] {
  const tokens = text.replace(/;;[^\n]*/g, "").match(/[()]|"[^"]*"|[^\s()]+/g) ?? [];
  const stack: Expression[][] = [[]];
  for (const token of tokens)
    if (token === "(") stack.push([]);
    else if (token === ")") {
      const done = stack.pop()!;
      if (stack.length === 0) throw new Error("a closing bracket too many");
      stack.at(-1)!.push(done);
    } else stack.at(-1)!.push(token);
  if (stack.length !== 1) throw new Error("a closing bracket is missing");
  return stack[0]!;
}

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const byte = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? byte | 0x80 : byte);
  } while (rest > 0);
  return bytes;
}

/** Signed LEB128, of values up to 64 bits; larger than 2^63 - 1 wraps. */
function signed(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asIntN(64, value);
  for (;;) {
    const byte = Number(rest & 0x7fn);
    rest >>= 7n;
    const last = (rest === 0n && !(byte & 0x40)) || (rest === -1n && (byte & 0x40) !== 0);
    bytes.push(last ? byte : byte | 0x80);
    if (last) return bytes;
  }
}

function vector(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function name(text: string): number[] {
  const bytes = new TextEncoder().encode(text);
  return [...unsigned(bytes.length), ...bytes];
}
