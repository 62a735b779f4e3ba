import { describe, expect, it } from "vitest";
import type { ExplainedCondition } from "./assessment";
import { steps_of } from "./waterfall";
import { decibans_of, probability_of } from "./words";

const weight = (finding: string, decibans: number) => ({
  finding,
  name: finding,
  state: "present",
  origin: "",
  decibans,
  through: [],
  evidence: [],
  sources: [],
});

// Even odds before; odds of 10, of 1 in 10, and of 2 as ratios: the odds after are 2.
const condition: ExplainedCondition = {
  id: "c",
  name: "C",
  role: "primary",
  must_not_miss: false,
  posterior: 2 / 3,
  natural_frequency: "",
  interval: null,
  pretest: 0.5,
  pretest_verified: "seen",
  pretest_source: { id: "s", citation: "", url: "", verified: "seen" },
  weights: [weight("a", 10), weight("b", -10), weight("d", 3.0003), weight("e", 0.01)],
};

describe("the steps of the evidence", () => {
  it("join, and end where the answer stands", () => {
    const steps = steps_of(condition, 10);
    steps
      .slice(1)
      .forEach((step, place) =>
        expect(step.from === steps[place]?.to || step.id === "after").toBe(true),
      );
    expect(probability_of(steps.at(-1)?.to ?? NaN)).toBeCloseTo(2 / 3, 3);
    expect(steps[0]?.to).toBeCloseTo(decibans_of(0.5), 12);
  });
  it("gather what hardly moves the odds into one", () => {
    expect(steps_of(condition, 10).map(({ id }) => id)).toEqual([
      "before",
      "a",
      "b",
      "d",
      "others",
      "after",
    ]);
  });
  it("gather what is beyond the most that is shown", () => {
    const steps = steps_of(condition, 2);
    expect(steps.map(({ id }) => id)).toEqual(["before", "a", "b", "others", "after"]);
    expect(steps[3]?.decibans).toBeCloseTo(3.0103, 9);
  });
});
