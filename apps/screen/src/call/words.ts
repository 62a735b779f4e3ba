// Words that are the screen's own: names of choices, never of what is clinical.

import type { SaidBy } from "../service/types";

export const said_by_words: Record<SaidBy, string> = {
  caller: "the person",
  proxy: "somebody else for the person",
  record: "the record",
  examination: "examination",
  device: "a device",
};

// "Emergency department, within 1 hour", and "Within 2 weeks" once.
export function how_soon(
  urgency: { name: string; contact_within: string },
  between = ", ",
): string {
  const { name, contact_within } = urgency;
  const says_it = contact_within.toLowerCase() === name.toLowerCase();
  return says_it || !contact_within ? name : `${name}${between}${contact_within}`;
}

// Royal College of Physicians, NEWS2 (2017), in the words of `paraspinal interview`.
const states_in_full: Record<string, string> = {
  A: "A: alert",
  C: "C: newly confused",
  V: "V: wakes to a voice",
  P: "P: wakes to pain only",
  U: "U: does not wake",
};

export function state_words(state: string): string {
  const in_full = states_in_full[state];
  if (in_full) return in_full;
  const words = state.replace(/_/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const presences: Record<string, string> = {
  present: "yes",
  absent: "no",
  unknown: "cannot say",
  refused: "refused",
};

const rounded = (value: number) => String(Number(value.toFixed(2)));

// "28 weeks 3 days"; else at most two decimals.
function number_words(value: number, unit: string): string {
  if (unit !== "weeks") return `${rounded(value)} ${unit}`.trim();
  const days = Math.round(value * 7);
  return days % 7 === 0 ? `${days / 7} weeks` : `${Math.floor(days / 7)} weeks ${days % 7} days`;
}

export function value_words(value: string | number | null, unit = ""): string {
  if (value === null) return "taken back";
  if (typeof value === "number") return number_words(value, unit_words(unit));
  return presences[value] ?? state_words(value);
}

// UCUM codes as people say them; others as they are.
const units: Record<string, string> = {
  a: "years",
  d: "days",
  wk: "weeks",
  Cel: "°C",
  "1": "",
  "h/d": "hours a day",
  "/h": "an hour",
  "/min": "a minute",
  "mm[Hg]": "mmHg",
  "kg/m2": "kg/m²",
  kg: "kg",
  "%": "%",
};

export const unit_words = (unit: string) => units[unit] ?? unit;
