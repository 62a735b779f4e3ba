import { describe, expect, it } from "vitest";
import csv from "../../../../../knowledge/content/finding.csv?raw";
import { region_state } from "./region_state";
import { nerve_findings, regions } from "./regions";
import { feedings } from "./signs";

const known = new Set(csv.split("\n").map((row) => row.split(",")[0]));

describe("the body map", () => {
  it("asks only about findings of the knowledge base", () => {
    const asked = [
      ...regions.flatMap(({ findings }) => findings),
      ...nerve_findings,
      ...feedings.map(({ finding }) => finding),
    ];
    expect(asked.filter((finding) => !known.has(finding))).toEqual([]);
  });
  it("has no region without a finding, and no two of one name", () => {
    expect(regions.filter(({ findings }) => findings.length === 0)).toEqual([]);
    expect(new Set(regions.map(({ id }) => id)).size).toBe(regions.length);
  });
});

describe("the state of a region", () => {
  const of = (entries: [string, string | number][]) => region_state(["a", "b"], new Map(entries));
  it("is yes when any is present, a number or a state", () => {
    expect(
      of([
        ["a", "absent"],
        ["b", "present"],
      ]),
    ).toBe("yes");
    expect(of([["a", 3]])).toBe("yes");
    expect(of([["a", "left"]])).toBe("yes");
  });
  it("is unknown before it is no", () =>
    expect(
      of([
        ["a", "absent"],
        ["b", "unknown"],
      ]),
    ).toBe("open"));
  it("is no when all that is answered is absent", () => expect(of([["a", "absent"]])).toBe("no"));
  it("is not asked without an answer to its own findings", () =>
    expect(of([["c", "present"]])).toBe("not_asked"));
});
