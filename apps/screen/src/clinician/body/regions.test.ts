import { describe, expect, it } from "vitest";
import csv from "../../../../../knowledge/content/finding.csv?raw";
import { box_state, region_state, region_words } from "./region_state";
import { asked_of, nerve_findings, regions } from "./regions";
import { feedings } from "./signs";

const known = new Set(csv.split("\n").map((row) => row.split(",")[0]));

describe("the body map", () => {
  it("asks only about findings of the knowledge base", () => {
    const asked = [
      ...regions.flatMap(asked_of),
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

describe("what colours a region", () => {
  it("is no finding that another region may as well be meant by", () => {
    const colours = regions.flatMap(({ findings }) => findings);
    expect(new Set(colours).size).toBe(colours.length);
    for (const of_no_place of ["pain_side", "cramp_elsewhere"])
      expect(colours).not.toContain(of_no_place);
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
  it("is no only when all of it is absent", () => {
    expect(of([["a", "absent"]])).toBe("partly");
    expect(
      of([
        ["a", "absent"],
        ["b", "absent"],
      ]),
    ).toBe("no");
  });
  it("is not asked without an answer to its own findings", () =>
    expect(of([["c", "present"]])).toBe("not_asked"));
});

describe("a region of two sides", () => {
  const loins = { findings: ["flank_pain"], side: "pain_side" };
  const of = (...entries: [string, string][]) =>
    [0, 1].map((place) => box_state(loins, place, new Map(entries)));
  it("is not marked by the side of the pain alone", () =>
    expect(of(["pain_side", "left"])).toEqual(["not_asked", "not_asked"]));
  it("is marked on the side that was said", () => {
    const left = [
      ["flank_pain", "present"],
      ["pain_side", "left"],
    ] as [string, string][];
    expect(of(...left)).toEqual(["yes", "not_asked"]);
    expect(region_words(loins, new Map(left))).toBe("yes, on the left");
  });
  it("is marked on both where no side was said", () =>
    expect(of(["flank_pain", "present"])).toEqual(["yes", "yes"]));
});
