import { describe, expect, test } from "bun:test";
import { InputError, ProblemList } from "../../../src/input-error.ts";
import { readXmlBytes, readXmlText } from "../../../src/inputs/nrml/read-xml.ts";
import { type XmlElement, xmlParser } from "../../../src/inputs/nrml/xml.ts";

function records(text: string): { elements: XmlElement[]; problems: ProblemList } {
  const elements: XmlElement[] = [];
  const problems = new ProblemList();
  readXmlText(
    text,
    "f.xml",
    { isRecord: (_element, parents) => parents.length === 1, record: (element) => elements.push(element) },
    problems,
  );
  return { elements, problems };
}

function refusal(text: string): InputError {
  try {
    records(text);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("the text was not refused");
}

describe("streaming XML", () => {
  test("records keep local names, attributes, text, line and column", () => {
    const { elements } = records('<a xmlns:g="u">\n  <g:b\n    x="1"><c>t<![CDATA[<]]></c></g:b>\n</a>');
    expect(elements[0]).toMatchObject({ name: "b", line: 2, column: 3, attributes: { x: "1" } });
    expect(elements[0]!.children[0]).toMatchObject({ name: "c", text: "t<", line: 3, column: 11 });
  });

  test("values are converted by their rule, mistakes are collected with the line of the start tag", () => {
    const { elements, problems } = records("<a><b>\n<dip>95</dip>\n<posList>0 0 1 1</posList></b></a>");
    expect(elements[0]!.broken).toBe(true);
    expect(elements[0]!.children[1]!.value).toEqual(Float64Array.of(0, 0, 1, 1));
    expect(problems.problems[0]).toMatchObject({
      file: "f.xml",
      line: 2,
      message: "<dip>: dip 95.0 is bigger than the maximum (90)",
    });
  });

  test("the text may come in pieces of any size", () => {
    const text = '<a><b x="é1">lorem &amp; ipsum</b></a>';
    for (let size = 1; size < text.length; size++) {
      const found: XmlElement[] = [];
      const input = xmlParser(
        "f",
        { isRecord: (_e, p) => p.length === 1, record: (e) => found.push(e) },
        new ProblemList(),
      );
      for (let i = 0; i < text.length; i += size) input.write(text.slice(i, i + size));
      input.close();
      expect(found[0]).toMatchObject({ attributes: { x: "é1" }, text: "lorem & ipsum" });
    }
  });

  test("the declared encoding is used, unknown ones and wrong bytes are refused", () => {
    const bytes = (declared: string) => {
      const head = new TextEncoder().encode(`<?xml version="1.0" encoding="${declared}"?><a><b x="`);
      return Uint8Array.from([...head, 0xe9, ...new TextEncoder().encode('"/></a>')]);
    };
    const found: XmlElement[] = [];
    const visitor = {
      isRecord: (_e: XmlElement, p: readonly XmlElement[]) => p.length === 1,
      record: (e: XmlElement) => found.push(e),
    };
    readXmlBytes(bytes("ISO-8859-1"), "f.xml", visitor, new ProblemList());
    expect(found[0]!.attributes["x"]).toBe("é");
    expect(() => readXmlBytes(bytes("UTF-8"), "f.xml", visitor, new ProblemList())).toThrow("not utf-8");
    expect(() => readXmlBytes(bytes("EBCDIC"), "f.xml", visitor, new ProblemList())).toThrow("unknown encoding");
  });
});

/** Each of these entities is ten of those before. */
const LAUGHS = Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join("");

describe("hostile XML", () => {
  test("not well-formed: the words of the reference, with line and column", () => {
    expect(refusal("<a>\n<b></a>").problems[0]).toMatchObject({ line: 2 });
    expect(refusal("<a>\n<b></a>").message).toContain("mismatched tag");
    expect(refusal("<a>").message).toContain("no element found");
    expect(refusal("").message).toContain("no element found");
    expect(refusal("<a/><b/>").message).toContain("junk after document element");
    expect(refusal("<a>&foo;</a>").message).toContain("undefined entity");
    expect(refusal("\n<?xml version='1.0'?><a/>").message).toContain("XML or text declaration not at start");
  });

  test.each([
    ["text before the root", "\n\nx\n<a/>", 3, "syntax error"],
    ["text after the root", "<a/>\n\n x\n", 3, "junk after document element"],
    ["an unfinished tag", "<a>\n<b c='1'\n", 2, "unclosed token"],
    ["an unfinished comment", "<a>\n<b/>\n<!-- <c/>\n</a>\n", 3, "unclosed token"],
    ["a & without an entity", "<a>\n<b> & \n</b>\n<c>&amp;</c></a>", 2, "not well-formed"],
    ["a & without an entity at the end", "<a>\n<b> & \n</b></a>\n", 2, "not well-formed"],
    ["an undeclared prefix", "<a>\n<x:b/></a>", 2, "unbound prefix"],
    ["an undeclared prefix of an attribute", "<a>\n<b x:c='1'/></a>", 2, "unbound prefix"],
    ["an end tag of another element", "<a>\n<dip>x\n</a>", 3, "mismatched tag"],
  ])("%s is told with its line, whatever the pieces", (_what, text, line, words) => {
    for (const size of [1, 2, 3, 5, text.length]) {
      const read = () => {
        const input = xmlParser("f", { isRecord: () => true, record: () => undefined }, new ProblemList());
        for (let i = 0; i < text.length; i += size) input.write(text.slice(i, i + size));
        input.close();
      };
      expect(read).toThrow(`f:${line}:`);
      expect(read).toThrow(words);
    }
  });

  test("plain internal entities are read", () => {
    const { elements } = records('<!DOCTYPE a [<!ENTITY name "value">]><a><b x="&name;">&name;</b></a>');
    expect(elements[0]).toMatchObject({ attributes: { x: "value" }, text: "value" });
  });

  test("entities in entities are read while they stay short", () => {
    const { elements } = records('<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a><b>&y;</b></a>');
    expect(elements[0]).toMatchObject({ text: "haha" });
  });

  test("an external entity that is not used does no harm", () => {
    const { elements } = records('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><b>text</b></a>');
    expect(elements[0]).toMatchObject({ text: "text" });
  });

  test("many entities inside each other take no time", () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => `<!ENTITY a${i + 1} "&a${i};&a${i};">`).reverse();
    const start = performance.now();
    expect(refusal(`<!DOCTYPE a [${chain.join("")}<!ENTITY a0 "">]><a>&a20000;</a>`).message).toContain("not read");
    expect(performance.now() - start).toBeLessThan(500);
  });

  test("an entity is refused at the element that uses it", () => {
    const text = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<a>\n<b>\n&x;\n</b></a>';
    expect(refusal(text).problems[0]).toMatchObject({ line: 3, parameter: "x" });
  });

  test.each([
    ["an external entity", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ["an external parameter entity", '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://example.org/x.dtd"> %x;]><a/>'],
    ["an entity that holds itself", '<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]><a>&y;</a>'],
    ["a thousand million laughs", `<!DOCTYPE a [<!ENTITY a0 "ha">${LAUGHS}]><a>&a9;</a>`],
    ["markup in an entity", '<!DOCTYPE a [<!ENTITY x "<b/>">]><a>&x;</a>'],
    ["a long entity", `<!DOCTYPE a [<!ENTITY x "${"x".repeat(2000)}">]><a>&x;</a>`],
  ])("%s is refused", (_what, text) => {
    expect(refusal(text).message).toMatch(/entit(y|ies).* not read/);
  });

  test("deep nesting is refused quickly", () => {
    const start = performance.now();
    expect(refusal("<a>".repeat(1_000_000)).message).toContain("elements inside each other");
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test("a flood of mistakes ends the reading", () => {
    const text = `<a><b>${"<dip>100</dip>".repeat(100_000)}</b></a>`;
    expect(refusal(text).problems.length).toBe(200);
  });
});
