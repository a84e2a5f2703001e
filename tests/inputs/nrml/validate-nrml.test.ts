import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { validateNrml } from "../../../src/inputs/nrml/validate-nrml.ts";

const NRML = 'xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml"';

function sourceModel(source: string, group = 'tectonicRegion="Active Shallow Crust"'): string {
  return `<nrml ${NRML}>\n<sourceModel name="m">\n<sourceGroup ${group}>\n${source}\n</sourceGroup></sourceModel></nrml>`;
}

const POINT = `<pointSource id="1" name="p">
<pointGeometry><gml:Point><gml:pos>0 0</gml:pos></gml:Point><upperSeismoDepth>0</upperSeismoDepth><lowerSeismoDepth>10</lowerSeismoDepth></pointGeometry>
<magScaleRel>WC1994</magScaleRel><ruptAspectRatio>1</ruptAspectRatio>
<truncGutenbergRichterMFD aValue="3" bValue="1" minMag="5" maxMag="7"/>
<nodalPlaneDist><nodalPlane probability="1" strike="0" dip="90" rake="0"/></nodalPlaneDist>
<hypoDepthDist><hypoDepth probability="1" depth="5"/></hypoDepthDist>
</pointSource>`;

const FAULT = `<simpleFaultSource id="1" name="f">
<simpleFaultGeometry>
<gml:LineString>
<gml:posList>0 0 0.5 0</gml:posList></gml:LineString>
<dip>90</dip><upperSeismoDepth>0</upperSeismoDepth><lowerSeismoDepth>10</lowerSeismoDepth>
</simpleFaultGeometry>
<magScaleRel>WC1994</magScaleRel><ruptAspectRatio>1</ruptAspectRatio>
<incrementalMFD minMag="6" binWidth="0.1"><occurRates>0.1</occurRates></incrementalMFD>
<rake>0</rake>
</simpleFaultSource>`;

const CHARACTERISTIC = `<characteristicFaultSource id="1" name="c">
<incrementalMFD minMag="6" binWidth="0.1"><occurRates>0.1</occurRates></incrementalMFD>
<surface>
<planarSurface>
<topLeft lon="0" lat="0" depth="0"/><topRight lon="0.1" lat="0" depth="0"/>
<bottomLeft lon="0" lat="0" depth="10"/><bottomRight lon="0.1" lat="0" depth="10"/>
</planarSurface></surface>
<rake>0</rake>
</characteristicFaultSource>`;

describe("documents by themselves", () => {
  test("a sound source model is valid", () => {
    expect(validateNrml(sourceModel(POINT))).toEqual({ valid: true, error_msg: null, error_line: null, errors: [] });
  });

  test("all mistakes are reported, those of values first, each with its line", () => {
    const wrong = POINT.replace('bValue="1"', 'bValue="-1"').replace("WC1994", "WC2094");
    const { valid, error_line, errors } = validateNrml(
      sourceModel(`${wrong}\n${POINT.replace('dip="90"', 'dip="0"')}`),
    );
    expect(valid).toBe(false);
    expect(error_line).toBe(6);
    expect(errors.map(({ line }) => line)).toEqual([6, 7, 11]);
    expect(errors[0]!.suggestion).toBe("WC1994");
    expect(errors[2]!.message).toBe("<pointSource>: dip 0 is out of range (0, 90]");
  });

  test.each([
    ["a missing distribution", POINT.replace(/<trunc.*\/>/, ""), "magnitude-frequency distribution is missing"],
    [
      "a depth below the seismogenic zone",
      POINT.replace('depth="5"', 'depth="15"'),
      "depth=15.0 is below lower_seismogenic_depth=10.0",
    ],
    [
      "probabilities that do not sum to 1",
      POINT.replace('probability="1" strike', 'probability="0.9" strike'),
      "probabilities [0.9] do not sum up to 1.0",
    ],
    ["an unknown kind of source", POINT.replaceAll("pointSource", "pointSourc"), "unknown kind of source <pointSourc>"],
    ["a missing id", POINT.replace(' id="1"', ""), "id: the attribute is missing"],
    ["nan", POINT.replace('aValue="3"', 'aValue="nan"'), "nan is not a finite number"],
  ])("%s is told", (_what, source, text) => {
    expect(validateNrml(sourceModel(source)).error_msg).toContain(text);
  });

  // Lines as the reference gives them (3.26.2, asked with these documents): of the element it is making, or none.
  test.each([
    ["an attribute of a distribution", POINT.replace('bValue="1" ', ""), 7],
    ["an attribute of a nodal plane", POINT.replace('strike="0" ', ""), 4],
    ["an attribute of a depth", POINT.replace(' depth="5"', ""), 4],
    ["the scaling relation of a point", POINT.replace("<magScaleRel>WC1994</magScaleRel>", ""), null],
    ["the name of a point", POINT.replace(' name="p"', ""), null],
    ["the name of a simple fault", FAULT.replace(' name="f"', ""), 4],
    ["the id of a simple fault", FAULT.replace(' id="1"', ""), null],
    ["a depth of a simple fault", FAULT.replace("<lowerSeismoDepth>10</lowerSeismoDepth>", ""), 4],
    ["the points of a simple fault", FAULT.replace(/<gml:posList>.*<\/gml:posList>/, ""), null],
    ["a coordinate of a trace", FAULT.replace("0 0 0.5 0", "0 0 200 0"), 7],
    ["the rake of a simple fault", FAULT.replace("<rake>0</rake>", ""), 4],
    ["an empty number of a simple fault", FAULT.replace("<rake>0</rake>", "<rake/>"), 4],
    ["the rake of a characteristic fault", CHARACTERISTIC.replace("<rake>0</rake>", ""), null],
    ["a corner of a plane", CHARACTERISTIC.replace('<bottomLeft lon="0"', "<bottomLeft"), 7],
    ["a dip of 0 of a surface", FAULT.replace("<dip>90</dip>", "<dip>0</dip>"), 4],
  ])("what is missing or wrong has the reference's line: %s", (_what, source, line) => {
    const { valid, error_line, errors } = validateNrml(sourceModel(source));
    expect([valid, error_line]).toEqual([false, line]);
    expect(errors[0]!.line).toBeNumber();
  });

  test("mistakes inside an element come before those of its attributes", () => {
    const wrong = POINT.replace('id="1"', 'id="a b"').replace("WC1994", "WC2094");
    expect(validateNrml(sourceModel(wrong)).errors.map(({ line }) => line)).toEqual([6, 4]);
  });

  test("values are checked before the end of a broken document is seen", () => {
    const text = sourceModel(POINT.replace("WC1994", "WC2094")).replace("</nrml>", "");
    expect(validateNrml(text)).toMatchObject({ valid: false, error_line: 6 });
  });

  test("unknown kinds of documents are valid, roots that are not nrml are not", () => {
    expect(validateNrml(`<nrml ${NRML}><somethingNew/></nrml>`).valid).toBe(true);
    expect(validateNrml("<html/>").error_msg).toContain("expected a node of kind nrml, got html");
    expect(validateNrml(`<nrml ${NRML}/>`).error_msg).toContain("<nrml> is empty");
  });

  test("no change of a document makes the reader crash or hang", () => {
    const document = sourceModel(POINT);
    const edit = fc.record({
      at: fc.integer({ min: 0, max: document.length - 1 }),
      cut: fc.integer({ min: 0, max: 12 }),
      insert: fc.oneof(
        fc.constantFrom("<", ">", '"', "&", "&x;", "]]>", "-1", "nan", "1e999", "", "\0", "\ud800", "<!--"),
        fc.string({ maxLength: 4 }),
      ),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        let text = document;
        for (const { at, cut, insert } of edits) text = text.slice(0, at) + insert + text.slice(at + cut);
        const result = validateNrml(text);
        expect(result.valid).toBe(result.errors.length === 0);
      }),
      { numRuns: 1000 },
    );
  });
});
