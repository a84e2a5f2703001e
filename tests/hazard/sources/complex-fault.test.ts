import { expect, test } from "bun:test";
import {
  complexFaultRuptures,
  countComplexFaultRuptures,
  prepareComplexFault,
} from "../../../src/hazard/sources/complex-fault.ts";
import { floatingWindows } from "../../../src/hazard/sources/complex-fault-floating.ts";
import type { ComplexFaultSource } from "../../../src/hazard/sources/source.ts";
import { expectClose } from "../../geo/closeness.ts";
import { km } from "../small-geometries.ts";
import { COMMON } from "../small-sources.ts";

const SOURCE: ComplexFaultSource = {
  ...COMMON,
  kind: "complexFault",
  mfd: { kind: "arbitrary", mags: Float64Array.of(6), rates: Float64Array.of(0.01) },
  rake: 90,
  geometry: {
    kind: "complexFaultGeometry",
    edges: [Float64Array.of(0, 0, 0, km(20), 0, 0), Float64Array.of(0, -km(10), 10, km(20), -km(10), 10)],
  },
};

test("windows of about the area of the magnitude share its rate", () => {
  const fault = prepareComplexFault(SOURCE, 2);
  const set = complexFaultRuptures(fault, { mags: Float64Array.of(6), rates: Float64Array.of(0.01) });
  expect(set.count).toBe(countComplexFaultRuptures(fault, 6));
  expectClose(
    set.rate.reduce((a, b) => a + b),
    0.01,
    "rate",
    1e-12,
    0,
  );
  expect(floatingWindows(fault.cells, fault.scaling.area(6, 90), Math.sqrt(fault.scaling.area(6, 90))).length).toBe(
    set.count,
  );
});
