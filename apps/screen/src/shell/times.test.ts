import { expect, test } from "vitest";
import { with_whole_times } from "./times";

test("a time in a document is said with its date and time zone, and never raw", () => {
  const words = with_whole_times("as of 2026-11-26T10:41:21Z, by amina");
  expect(words).toMatch(/^as of 2[5-7] Nov 2026, \d\d:\d\d \S+, by amina$/);
});
