import { describe, expect, it } from "vitest";
import csv from "../../../../../knowledge/content/finding.csv?raw";
import { input_kind } from "./input_kind";
import { points_of, reba_parts, rula_parts, type Part } from "./posture_parts";
import { answers_from, givings } from "./score_findings";
import type { ScoreValue } from "./score_types";

const known = new Set(csv.split("\n").map((row) => row.split(",")[0]));
const value = (score: string, result: number | null): ScoreValue => ({
  score,
  name: "",
  value: result,
  lowest: 1,
  highest: 7,
  unit: "",
  bands: [],
  parts: [],
  missing: [],
  assumed: [],
  caution: "",
  sources: [],
});

describe("an input of a score", () => {
  it("is read from the words of the service", () => {
    expect(input_kind("one of no, yes")).toEqual({ kind: "choice", choices: ["no", "yes"] });
    expect(input_kind("a whole number from 1 to 6")).toEqual({
      kind: "number",
      lowest: 1,
      highest: 6,
      whole: true,
    });
    expect(input_kind("a number from 0.1 to 200 kg")).toEqual({
      kind: "number",
      lowest: 0.1,
      highest: 200,
      whole: false,
    });
    expect(input_kind("a date 2026-01-31")).toEqual({ kind: "date" });
    expect(input_kind("anything")).toEqual({ kind: "text" });
  });
});

describe("what a score gives to the case", () => {
  it("are findings of the knowledge base", () => {
    const given = Object.values(givings).flatMap((giving) => [
      ...(giving.value ? [giving.value] : []),
      ...Object.values(giving.inputs ?? {}),
    ]);
    expect(given.filter((finding) => !known.has(finding))).toEqual([]);
  });
  it("is its value once it is certain", () => {
    expect(answers_from(value("rula", null), {})).toEqual([]);
    expect(answers_from(value("rula", 6), {})).toEqual([
      { finding: "rula_score", value: 6, said_by: "examination" },
    ]);
  });
  it("are the inputs that are entered, yes and no as present and absent", () => {
    expect(
      answers_from(value("hydration", null), { sodium: 150, too_dizzy_to_stand: "yes" }),
    ).toEqual([
      { finding: "sodium", value: 150, said_by: "examination" },
      { finding: "postural_dizziness_severe", value: "present", said_by: "examination" },
    ]);
  });
});

// Lowest and highest step of each part, from the score sheets of RULA (1993) and REBA (2000).
const sheets: [string, Part[], Record<string, [number, number]>][] = [
  [
    "RULA",
    rula_parts,
    {
      neck: [1, 6],
      trunk: [1, 6],
      upper_arm: [1, 6],
      lower_arm: [1, 3],
      wrist: [1, 4],
      wrist_twist: [1, 2],
      legs: [1, 2],
      muscle_arm: [0, 1],
      force_arm: [0, 3],
      muscle_trunk: [0, 1],
      force_trunk: [0, 3],
    },
  ],
  [
    "REBA",
    reba_parts,
    {
      neck: [1, 3],
      trunk: [1, 5],
      legs: [1, 4],
      load: [0, 3],
      upper_arm: [1, 6],
      lower_arm: [1, 2],
      wrist: [1, 3],
      coupling: [0, 3],
    },
  ],
];

describe.each(sheets)("the steps of %s", (_name, parts, sheet) => {
  it("reach exactly from the sheet's lowest to its highest", () => {
    const reached = parts.map((part) => {
      const upwards = part.additions.flatMap(({ points }, place) => (points > 0 ? [place] : []));
      const downwards = part.additions.flatMap(({ points }, place) => (points < 0 ? [place] : []));
      const all = part.choices.flatMap((_choice, choice) => [
        points_of(part, { choice, additions: upwards }),
        points_of(part, { choice, additions: downwards }),
      ]);
      return [part.input, [Math.min(...all), Math.max(...all)]];
    });
    expect(Object.fromEntries(reached)).toEqual(sheet);
  });
  it("never go below the lowest by a support", () => {
    const arm = parts.find(({ input }) => input === "upper_arm");
    const support = arm?.additions.findIndex(({ points }) => points < 0) ?? -1;
    expect(arm && points_of(arm, { choice: 0, additions: [support] })).toBe(1);
  });
});
