// How soon, and what made it so, as the service says it (apps/desk/API.md).

export type UrgencyLevel =
  | "self_care"
  | "within_2_weeks"
  | "within_3_days"
  | "same_day"
  | "urgent_care"
  | "emergency_department"
  | "ambulance";

// Slowest first, as knowledge/base/urgency.h orders them.
export const urgency_levels: readonly UrgencyLevel[] = [
  "self_care",
  "within_2_weeks",
  "within_3_days",
  "same_day",
  "urgent_care",
  "emergency_department",
  "ambulance",
];

// For what this page must say while the service cannot be asked, and of a level alone; the words are the
// service's (knowledge/triage/words.h), which a test of the desk holds against these.
export const level_names: Record<UrgencyLevel, string> = {
  self_care: "Self-care",
  within_2_weeks: "Within 2 weeks",
  within_3_days: "Within 3 days",
  same_day: "Same day",
  urgent_care: "Urgent care",
  emergency_department: "Emergency department",
  ambulance: "Ambulance",
};

// Within a sentence.
export const level_words = (level: UrgencyLevel) => level_names[level].toLowerCase();

export interface CallUrgency {
  level: UrgencyLevel;
  name: string;
  provisional: boolean;
}

export interface UrgencyNow extends CallUrgency {
  contact_within: string;
  disposition: string;
  disposition_name: string;
  contact?: string; // how to get there, to be said to the person
  what_to_do: string;
  safety_net: string;
  because: string[];
}

export interface UrgencyChange {
  from: UrgencyLevel;
  to: UrgencyLevel;
  raised: boolean;
  because: string;
}

export interface Override {
  level: UrgencyLevel;
  name: string;
  by: string;
  at: string;
  reason: string;
  reason_name?: string;
  text: string;
  second: string | null;
}

export interface Gate {
  id: string;
  name: string;
  action: string;
  because: string[];
  urgency: UrgencyLevel;
  source: string;
  verified: string;
}

export interface Interrupt {
  gates: Gate[];
}

// What stood before an answer after which nothing can be concluded.
export interface BeforeRefusal {
  urgency: CallUrgency | null;
  gates: Gate[];
}

// What newer knowledge would lower; it is not lowered until a person confirms it.
export interface KnowledgeChange {
  from: UrgencyLevel; // told under older knowledge
  to: UrgencyLevel | null; // what the knowledge of now concludes
  version: string; // of the older
}
