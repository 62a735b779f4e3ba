// What can be asked and what words may mean, as the service says it (apps/desk/API.md).

import type { UrgencyLevel } from "./urgency";

export type ValueType = "boolean" | "quantity" | "ordinal" | "date";

// "present", "absent", "unknown", "refused", a state's name, a date, or a number in the finding's
// unit; null takes an answer back.
export type AnswerValue = string | number | null;

// A finding as it may be asked; the look-ups say `id`, the questions of an inquiry say `finding`.
export interface Asked {
  name: string;
  wording: string;
  plainer: string;
  meaning: string;
  type: ValueType;
  unit?: string;
  lowest?: number;
  highest?: number;
  states?: string[];
}

export interface BundleItem extends Asked {
  finding: string;
  in_bundle: string;
  no?: AnswerValue; // what a no to all of the bundle answers for it
}

export interface Question extends Asked {
  finding: string;
  bundle: { lead_in: string; items: BundleItem[] } | null;
  phase: "person" | "life_threat" | "mandatory" | "value";
  seconds: number;
  p_present: number;
  if_present: UrgencyLevel;
  if_absent: UrgencyLevel;
  worth: number;
  rationale: string;
}

export interface Inquiry {
  state: "ask" | "emergency" | "closed" | "hand_over";
  reason: string;
  safety_answered: number;
  safety_total: number;
  questions: Question[];
  further?: Question[]; // in an emergency: whose yes would make it an ambulance
}

// What words of a note may mean; nothing is assumed until a person confirms it.
export interface Heard {
  finding: string;
  name: string;
  words: string;
  denied: boolean;
  wording: string;
}

export interface FoundFinding extends Asked {
  id: string;
  answered?: boolean;
}
