// A number or a date as it is typed. Entry points: read_number, read_date.

import type { Asked } from "../service/questions";
import { unit_words } from "./words";

export type Typed<T> = { value: T } | { problem: string };

const weeks_and_days = /^(\d{1,2})\s*(?:w|\+|wk|weeks?)\s*(?:([0-6])\s*(?:d|days?)?)?$/i;

// NaN for what is no number, and for a comma before three digits: "1,000" may mean one or a thousand.
export function number_as_typed(text: string): number {
  if (/,\d{3}$/.test(text)) return NaN;
  return /^[+-]?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : NaN;
}

function number_in(text: string, unit: string): number {
  const weeks = unit === "wk" ? weeks_and_days.exec(text) : null;
  if (weeks) return Number(weeks[1]) + Number(weeks[2] ?? "0") / 7;
  return number_as_typed(text);
}

// Comma or point; for weeks also "28w3d" and "28+3". Outside the finding's range is a problem.
export function read_number(text: string, asked: Asked): Typed<number> {
  const unit = asked.unit ?? "";
  const value = number_in(text.trim(), unit);
  if (Number.isNaN(value)) {
    const like = unit === "wk" ? "such as 28 or 28w3d" : "such as 7 or 7.5";
    return {
      problem:
        text.trim() === ""
          ? "Type a number."
          : `"${text.trim()}" is no number: expected one ${like}.`,
    };
  }
  const { lowest, highest } = asked;
  if ((lowest !== undefined && value < lowest) || (highest !== undefined && value > highest)) {
    return {
      problem:
        `${text.trim()} is out of range: expected ${lowest} to ${highest} ${unit_words(unit)}.`.replace(
          " .",
          ".",
        ),
    };
  }
  return { value };
}

function iso_date(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const is_real =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return is_real ? date.toISOString().slice(0, 10) : null;
}

// 2026-05-03, or day first: 3/5/2026, 3.5.2026, 3 5 2026.
export function read_date(text: string): Typed<string> {
  const trimmed = text.trim();
  const year_first = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(trimmed);
  const day_first = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(trimmed);
  const date = year_first
    ? iso_date(Number(year_first[1]), Number(year_first[2]), Number(year_first[3]))
    : day_first
      ? iso_date(Number(day_first[3]), Number(day_first[2]), Number(day_first[1]))
      : null;
  if (date) return { value: date };
  return {
    problem:
      trimmed === ""
        ? "Type a date."
        : `"${trimmed}" is no date: expected day, month and year, such as 3/5/2026.`,
  };
}
