// Numbers of the assessment in words a clinician reads aloud, and the care card of an urgency.

import { urgency_levels, type UrgencyLevel } from "../service/urgency";

export type CareCard = "non-urgent" | "urgent" | "emergency";

const cards: Record<UrgencyLevel, CareCard> = {
  self_care: "non-urgent",
  within_2_weeks: "non-urgent",
  within_3_days: "non-urgent",
  same_day: "urgent",
  urgent_care: "urgent",
  emergency_department: "emergency",
  ambulance: "emergency",
};

// 0 for self-care to 6 for an ambulance.
export const urgency_rank = (level: UrgencyLevel) => urgency_levels.indexOf(level);
export const care_card = (level: UrgencyLevel) => cards[level];

// "11 in 100", "2 in 1,000", "fewer than 1 in 10,000"; never 0 and never all: "more than 99 in
// 100".
export function in_people(probability: number): string {
  if (probability > 0.995) return "more than 99 in 100";
  if (probability >= 0.0095) return `${Math.round(probability * 100)} in 100`;
  if (probability >= 0.00095) return `${Math.round(probability * 1000)} in 1,000`;
  if (probability >= 0.0001) return `${Math.round(probability * 10000)} in 10,000`;
  return "fewer than 1 in 10,000";
}

// "1 in 100 to 37 in 100", shortened to "1 to 37 in 100" where both ends are out of the same
// number.
export function interval_in_people(low: number, high: number): string {
  const [from, to] = [in_people(low), in_people(high)];
  const short = /^(\d+) in ([\d,]+)$/;
  const [lower, upper] = [short.exec(from), short.exec(to)];
  if (lower && upper && lower[2] === upper[2]) return from === to ? from : `${lower[1]} to ${to}`;
  return `${from} to ${to}`;
}

// 10 log10 of the odds. The ends of the scale stay finite: 0 and 1 count as 1e-9 from the end.
export function decibans_of(probability: number): number {
  const inside = Math.min(1 - 1e-9, Math.max(1e-9, probability));
  return 10 * Math.log10(inside / (1 - inside));
}

export function probability_of(decibans: number): number {
  const odds = 10 ** (decibans / 10);
  return odds / (1 + odds);
}

// "+9.9", "-0.4", with a true minus sign.
export function signed(value: number): string {
  const digits = Math.abs(value).toFixed(1);
  return value < 0 && digits !== "0.0" ? `\u2212${digits}` : `+${digits}`;
}

// What a weight does to the odds: "odds times 9.8", "odds divided by 2.7", "hardly any change".
export function odds_words(decibans: number): string {
  const times = 10 ** (Math.abs(decibans) / 10);
  if (times < 1.05) return "hardly any change";
  return `odds ${decibans > 0 ? "times" : "divided by"} ${times < 10 ? times.toFixed(1) : Math.round(times)}`;
}

// How far a statement was checked, as the knowledge base records it (knowledge/FORMAT.md).
export function verified_words(verified: string): string {
  const words: Record<string, string> = {
    seen: "seen: the statement itself was read",
    "seen-part": "seen in part",
    "seen-qual": "seen as to its direction; the figure is ours",
    recalled: "recalled, not looked up",
    estimate: "estimate: a judgement without a source",
  };
  return words[verified] ?? verified;
}

// "present" and "absent" as said at the bedside; a value with its unit stays as it is.
export function state_words(state: string): string {
  const words: Record<string, string> = { present: "yes", absent: "no" };
  return words[state] ?? state.replaceAll("_", " ");
}
