// When a call-back is due: what is proposed for an urgency, and what is odd about a time that was typed.

import type { State } from "../service/types";
import type { UrgencyLevel } from "../service/urgency";

const minutes_of: Record<UrgencyLevel, number> = {
  ambulance: 15,
  emergency_department: 15,
  urgent_care: 30,
  same_day: 120,
  within_3_days: 24 * 60,
  within_2_weeks: 3 * 24 * 60,
  self_care: 3 * 24 * 60,
};
const while_provisional = 30;
const week_ms = 7 * 24 * 3_600_000;

// Minutes from now; soon while the urgency may still rise, or when there is none.
export function proposed_minutes({ urgency }: State): number {
  if (!urgency) return while_provisional;
  const proposed = minutes_of[urgency.level];
  return urgency.provisional ? Math.min(while_provisional, proposed) : proposed;
}

// Why a time cannot be promised; empty when it can.
export function wrong_time(due: string, now: Date): string {
  const time = new Date(due).getTime();
  if (Number.isNaN(time)) return "Say when: a date and a time.";
  return time <= now.getTime() ? "That time has passed: choose one to come." : "";
}

// One that has to be confirmed, for it is seldom meant.
export const is_far = (due: string, now: Date) =>
  new Date(due).getTime() - now.getTime() > week_ms;

// A number that can be dialled has at least three digits, and no letters but those of an extension.
export function wrong_number(telephone: string): string {
  const text = telephone.trim();
  if (text === "") return "Say which number to call.";
  const digits = text.replace(/\D/g, "").length;
  const is_number = digits >= 3 && /^[+\d\s()./-]+((ext\.?|x)\s*\d+)?$/i.test(text);
  return is_number ? "" : `"${text}" is no number to call: expected digits, such as 01632 960001.`;
}
