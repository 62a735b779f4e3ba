import { describe, expect, it } from "vitest";
import { answers_of, pressed, rest_normal, score_inputs, sign_words, with_side } from "./signs";

describe("a pressed skin area", () => {
  it("goes from untested to reduced on that side and back to untested, never to normal", () => {
    expect(pressed(undefined, "left")).toEqual({ left: "reduced" });
    expect(pressed({ left: "reduced" }, "left")).toBeUndefined();
    expect(pressed({ left: "reduced" }, "right")).toEqual({ left: "reduced", right: "reduced" });
    expect(pressed({ left: "normal", right: "normal" }, "right")).toEqual({
      left: "normal",
      right: "reduced",
    });
  });
});

describe("a side that was not tested", () => {
  it("is kept apart from one that is normal", () => {
    const half = with_side(undefined, "left", "reduced");
    expect(half).toEqual({ left: "reduced" });
    expect(with_side(half, "right", "normal")).toEqual({ left: "reduced", right: "normal" });
    expect(with_side(half, "left", undefined)).toBeUndefined();
    expect(sign_words(half)).toBe("left reduced, right not tested");
    expect(sign_words({ left: "normal", right: "normal" })).toBe("normal on both sides");
    expect(sign_words(undefined)).toBe("not tested");
  });
  it("is told to the score", () => {
    expect(
      score_inputs({
        weak_push_off: { left: "reduced" },
        numb_perineum: { right: "normal" },
        knee_jerk_reduced: { left: "reduced", right: "normal" },
        ankle_jerk_reduced: { left: "normal", right: "normal" },
        numb_outer_foot: {},
      }),
    ).toEqual({
      weak_push_off: "left_only",
      numb_perineum: "right_normal",
      knee_jerk_reduced: "left",
      ankle_jerk_reduced: "no",
    });
  });
  it("is normal when the rest is said to be", () => {
    expect(rest_normal({ left: "reduced" })).toEqual({ left: "reduced", right: "normal" });
    expect(rest_normal(undefined)).toEqual({ left: "normal", right: "normal" });
  });
});

describe("what the signs give to the case", () => {
  const normal = { left: "normal", right: "normal" } as const;
  it("is present with one reduced sign, whatever is untested", () => {
    expect(answers_of({ weak_push_off: { left: "reduced" } })).toEqual([
      { finding: "paresis_leg", value: "present", said_by: "examination" },
    ]);
  });
  it("is absent only when every sign of the kind is tested and normal on both sides", () => {
    expect(answers_of({ knee_jerk_reduced: normal })).toEqual([]);
    expect(answers_of({ knee_jerk_reduced: normal, ankle_jerk_reduced: { left: "normal" } })).toEqual(
      [],
    );
    expect(answers_of({ knee_jerk_reduced: normal, ankle_jerk_reduced: normal })).toEqual([
      { finding: "reflex_reduced", value: "absent", said_by: "examination" },
    ]);
  });
  it("is nothing from a sign that counts bladder control too", () =>
    expect(answers_of({ lax_anal_tone: { left: "reduced", right: "reduced" } })).toEqual([]));
});
