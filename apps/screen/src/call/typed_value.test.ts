import { expect, test } from "vitest";
import { read_date, read_number } from "./typed_value";
import { value_words } from "./words";

const asked = { name: "", wording: "", plainer: "", meaning: "", type: "quantity" as const };
const age = { ...asked, unit: "a", lowest: 0, highest: 120 };
const weeks = { ...asked, unit: "wk", lowest: 0, highest: 45 };

test("a number may have a point or a comma", () => {
  expect(read_number("38.2", { ...asked, unit: "Cel" })).toEqual({ value: 38.2 });
  expect(read_number(" 38,2 ", { ...asked, unit: "Cel" })).toEqual({ value: 38.2 });
});

test("weeks may have days", () => {
  for (const text of ["28w3d", "28+3", "28 w 3 d"])
    expect(read_number(text, weeks)).toEqual({ value: 28 + 3 / 7 });
  expect(read_number("28", weeks)).toEqual({ value: 28 });
  expect(read_number("28w", weeks)).toEqual({ value: 28 });
});

test("weeks are shown with their days, other numbers with two decimals", () => {
  expect(value_words(28 + 3 / 7, "wk")).toBe("28 weeks 3 days");
  expect(value_words(28, "weeks")).toBe("28 weeks");
  expect(value_words(38.25555, "Cel")).toBe("38.26 °C");
});

test("days are read of weeks only", () => {
  expect(read_number("28w3d", age)).toEqual({
    problem: '"28w3d" is no number: expected one such as 7 or 7.5.',
  });
});

test("a comma before three digits is refused, for it may mean thousands", () => {
  expect(read_number("1,000", age)).toHaveProperty("problem");
  expect(read_number("1000.5", asked)).toEqual({ value: 1000.5 });
});

test("a number out of range names the range", () => {
  expect(read_number("121", age)).toEqual({
    problem: "121 is out of range: expected 0 to 120 years.",
  });
  expect(read_number("-1", age)).toEqual({
    problem: "-1 is out of range: expected 0 to 120 years.",
  });
});

test("nothing and nonsense are said to be so", () => {
  expect(read_number("", age)).toEqual({ problem: "Type a number." });
  expect(read_number("1e3", age)).toHaveProperty("problem");
  expect(read_number("4 0", age)).toHaveProperty("problem");
});

test("a date is year first, or day first", () => {
  expect(read_date("2026-05-03")).toEqual({ value: "2026-05-03" });
  for (const text of ["3/5/2026", "3.5.2026", "03 05 2026"])
    expect(read_date(text)).toEqual({ value: "2026-05-03" });
});

test("a day that does not exist is no date", () => {
  expect(read_date("31/2/2026")).toHaveProperty("problem");
  expect(read_date("2026-13-01")).toHaveProperty("problem");
});
