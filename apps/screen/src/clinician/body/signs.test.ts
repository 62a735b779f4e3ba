import { describe, expect, it } from "vitest";
import { answers_of, pressed } from "./signs";

describe("a pressed skin area", () => {
  it("goes from untested to reduced on that side and back to untested, never to normal", () => {
    expect(pressed(undefined, "left")).toBe("left");
    expect(pressed("left", "left")).toBeUndefined();
    expect(pressed("left", "right")).toBe("both");
    expect(pressed("both", "left")).toBe("right");
    expect(pressed("no", "right")).toBe("right");
  });
});

describe("what the signs give to the case", () => {
  it("is present with one reduced sign, whatever is untested", () => {
    expect(answers_of({ weak_push_off: "left" })).toEqual([
      { finding: "paresis_leg", value: "present", said_by: "examination" },
    ]);
  });
  it("is absent only when every sign of the kind is tested and normal", () => {
    expect(answers_of({ knee_jerk_reduced: "no" })).toEqual([]);
    expect(answers_of({ knee_jerk_reduced: "no", ankle_jerk_reduced: "no" })).toEqual([
      { finding: "reflex_reduced", value: "absent", said_by: "examination" },
    ]);
  });
  it("is nothing from a sign that counts bladder control too", () =>
    expect(answers_of({ lax_anal_tone: "both" })).toEqual([]));
});
