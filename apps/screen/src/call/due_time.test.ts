import { expect, test } from "vitest";
import { is_far, proposed_minutes, wrong_number, wrong_time } from "./due_time";
import { state } from "./test_state";

const now = new Date("2026-11-26T10:00:00Z");

test("a time to come can be promised, one that has passed or is none cannot", () => {
  expect(wrong_time("2026-11-26T10:01:00Z", now)).toBe("");
  expect(wrong_time("2026-11-26T10:00:00Z", now)).toBe("That time has passed: choose one to come.");
  expect(wrong_time("", now)).toBe("Say when: a date and a time.");
});

test("more than a week from now has to be confirmed", () => {
  expect(is_far("2026-12-03T10:00:00Z", now)).toBe(false);
  expect(is_far("2026-12-03T10:01:00Z", now)).toBe(true);
});

test("the proposed time follows the urgency, and is soon while that is provisional", () => {
  const certain = state([], "within_3_days");
  const urgency = certain.urgency && { ...certain.urgency, provisional: false };
  expect(proposed_minutes({ ...certain, urgency })).toBe(24 * 60);
  expect(proposed_minutes(certain)).toBe(30);
  expect(proposed_minutes(state([], "ambulance"))).toBe(15);
  expect(proposed_minutes({ ...certain, urgency: null })).toBe(30);
});

test("a number to call has digits", () => {
  for (const text of ["01632 960001", "+44 (0)1632 960001", "01632 960001 ext 12"])
    expect(wrong_number(text)).toBe("");
  expect(wrong_number("")).toBe("Say which number to call.");
  expect(wrong_number("abc")).toBe(
    '"abc" is no number to call: expected digits, such as 01632 960001.',
  );
});
