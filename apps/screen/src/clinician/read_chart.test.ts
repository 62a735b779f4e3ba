import { describe, expect, it } from "vitest";
import { read_chart } from "./read_chart";

describe("what was dropped or pasted", () => {
  it("is a bundle with its number of entries", () =>
    expect(read_chart('{"resourceType": "Bundle", "entry": [{}, {}]}')).toMatchObject({
      ok: true,
      words: "A FHIR bundle of 2 entries",
    }));
  it("is a presentation without a resource type", () =>
    expect(read_chart('{"age_years": 40}')).toMatchObject({ ok: true, words: "A presentation" }));
  it.each([
    ["", /nothing in it/],
    ["<Bundle/>", /not JSON/],
    ["[1]", /not an object/],
    ['{"resourceType": "Patient"}', /FHIR Patient: expected a Bundle/],
  ])("is refused in words: %s", (text, words) => {
    const read = read_chart(text);
    expect(read.ok).toBe(false);
    expect(read.words).toMatch(words);
  });
});
