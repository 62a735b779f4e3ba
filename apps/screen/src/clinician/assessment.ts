// What the clinician's screen reads of the JSON of `paraspinal assess --format json`
// (fhir/ASSESSMENT.md) and of /explain (apps/SERVICE.md). Only what is shown stands here; whatever
// else comes is left alone.

import type { UrgencyLevel } from "../service/urgency";

export interface Interval {
  low: number;
  high: number;
}

export interface Weight {
  finding: string;
  state: string;
  decibans: number;
  through: string[];
  sources: string[];
}

export interface Condition {
  id: string;
  name: string;
  role: "primary" | "contributor" | "other";
  must_not_miss: boolean;
  posterior: number;
  natural_frequency: string;
  interval: Interval | null;
  pretest: number;
  pretest_source: string;
  pretest_verified: string;
  weights: Weight[];
}

export interface Gate {
  id: string;
  name: string;
  state: "fired" | "undecided" | "excluded";
  urgency: UrgencyLevel;
  action: string;
  because: string[];
  waiting_for: string[];
  suspects: string[];
  source: string;
  verified: string;
  sign_off: string;
}

export interface ChangedAnswer {
  finding: string;
  from: string;
  to: string;
}

export interface Change {
  answers: ChangedAnswer[];
  urgency: UrgencyLevel;
  probability: number;
}

export interface Uncertainty {
  draws: number;
  p_urgency_differs: number;
  urgency_at_upper_ends: UrgencyLevel;
  urgencies: { urgency: UrgencyLevel; share: number }[];
}

export interface ImportRecord {
  resources: { resource: string; fate: "used" | "ignored" | "unreadable"; why: string }[];
  issues: { severity: string; expression: string; diagnostics: string }[];
  unmapped_codes: unknown[];
  unmapped_units: unknown[];
}

export interface Assessment {
  urgency: UrgencyLevel;
  contact_within: string;
  urgency_on_evidence: UrgencyLevel;
  provisional: boolean;
  disposition_name: string;
  what_to_do: string;
  safety_net: string;
  voices: Record<"gates" | "expected_loss" | "floor", { urgency: UrgencyLevel; reasons: string[] }>;
  gates: Gate[];
  conditions: Condition[];
  contributors: Condition[];
  unexplained: { finding: string; by_chance: number }[];
  conflict: { nats: number; findings: string[] } | null;
  uncertainty: Uncertainty | null;
  changes: Change[];
  ask_first: string[];
  not_assessed: string[];
  used: { finding: string; state: string; origin: string }[];
  not_used: { what: string; why: string }[];
  conflicts: string[];
  import: ImportRecord;
  knowledge: { version: string; hash: string };
}

export interface Source {
  id: string;
  citation: string;
  url: string;
  verified: string;
}

export interface ExplainedWeight {
  finding: string;
  name: string;
  state: string;
  origin: string;
  decibans: number;
  through: { id: string; name: string }[];
  evidence: { id: string; details: { label: string; text: string }[] }[];
  sources: Source[];
}

export interface ExplainedCondition extends Omit<Condition, "pretest_source" | "weights"> {
  pretest_source: Source;
  weights: ExplainedWeight[];
}

export interface Explanation {
  condition: ExplainedCondition;
  urgency: UrgencyLevel;
}
