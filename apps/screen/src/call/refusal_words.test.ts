import { expect, test } from "vitest";
import { refusal_words } from "./refusal_words";

test("a child is said to be outside this service, and to whom the call goes", () => {
  const words = refusal_words(
    "age_years: 12: expected 16 or over; hand this call over to a paediatric clinician now",
  );
  expect(words).toContain("Under 16 (age 12): outside this service");
  expect(words).toContain("paediatric clinician now");
  expect(words).not.toContain("age_years");
});

test("an age that cannot be is asked again", () => {
  expect(refusal_words("age_years: 130: expected 0 to 120")).toBe(
    "An age of 130 cannot be right: ask again and correct it.",
  );
});

test("what it does not know stays in the service's words", () => {
  expect(refusal_words("the answers contradict")).toBe("the answers contradict");
});
