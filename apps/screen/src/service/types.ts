// What the service says (apps/desk/API.md), member for member. Nothing here is computed by a page.

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

export type Role = "nurse" | "clinician" | "admin";
export type Setting = "telephone" | "primary_care" | "emergency_department";
export type SaidBy = "caller" | "proxy" | "record" | "examination" | "device";
export type ValueType = "boolean" | "quantity" | "ordinal" | "date";

// "present", "absent", "unknown", "refused", a state's name, a date, or a number in the finding's
// unit; null takes an answer back.
export type AnswerValue = string | number | null;

export interface User {
  name: string;
  shown_as: string;
  role: Role;
}

export interface Session {
  user: User;
  csrf: string;
  expires: string;
}

export interface Caller {
  name: string;
  telephone: string;
  reference: string;
  is_the_person: boolean;
}

export interface CallUrgency {
  level: UrgencyLevel;
  name: string;
  provisional: boolean;
}

export interface Call {
  id: string;
  opened_at: string;
  opened_by: string;
  closed_at: string | null;
  setting: Setting;
  is_open: boolean;
  revision: number;
  caller: Caller;
  urgency: CallUrgency | null; // null: there is no assessment, see State.refusal
  contacts_7_days: number;
  is_repeat_contact: boolean;
}

export interface Answer {
  finding: string;
  name: string;
  wording: string;
  value: AnswerValue;
  unit: string;
  shown: string;
  said_by: SaidBy;
  at: string;
  by: string;
  revision: number;
  origin: string;
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

// Whose chart was taken in, as the chart says.
export interface ChartPerson {
  name: string;
  birth_date: string | null;
  age_years: number | null;
  sex: string | null;
  reference: string;
}

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
}

export interface Cause {
  id: string;
  name: string;
  posterior: number;
  before: number;
  natural_frequency?: string;
  must_not_miss: boolean;
  is_other?: boolean;
  is_suspected?: boolean; // by a red flag that fired
}

export interface Advice {
  text: string;
  kind: string;
  status: "advised" | "with_care" | "withheld";
  reason: string;
  source: string;
}

export interface Note {
  text: string;
  at: string;
  by: string;
}

export interface CallBack {
  id: number;
  call: string;
  due_at: string;
  why: string;
  telephone: string;
  caller: Caller;
  made_by: string;
  made_at?: string;
  is_late: boolean;
  done_at?: string | null;
  outcome?: string | null;
  urgency: CallUrgency | null;
}

export interface CallEvent {
  revision: number;
  kind: string;
  at: string;
  by: string;
  words: string;
}

export interface LedgerLine {
  kind: string;
  where: string;
  words: string;
}

export interface State {
  call: Call;
  knowledge: { version: string; hash: string };
  software: string;
  person: { age_years: number | null; sex: string | null };
  answers: Answer[];
  urgency: UrgencyNow | null;
  changed: UrgencyChange | null;
  overridden: Override | null;
  override_ended?: string; // why an override that was made no longer stands
  interrupt: Interrupt | null;
  gates: Gate[];
  inquiry: Inquiry | null;
  causes: Cause[];
  advice: Advice[];
  notes: Note[];
  call_backs: CallBack[];
  events: CallEvent[];
  refusal: string;
  before_refusal?: BeforeRefusal | null;
  knowledge_changed?: KnowledgeChange | null;
  chart?: ChartPerson | null;
  ledger: LedgerLine[];
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

export interface Reason {
  code: string;
  name: string;
}

export interface CallList {
  open: Call[];
  closed: Call[];
}

export interface NewAnswer {
  finding: string;
  value: AnswerValue;
  said_by: SaidBy;
}

// What a page may wish of a call; each goes with its own request id, so that the same wish sent
// twice is done once.
export type Wish =
  | { kind: "answers"; answers: NewAnswer[] }
  | { kind: "undo" }
  | { kind: "notes"; text: string }
  | { kind: "acknowledge"; gates: string[]; knowledge?: boolean } // a red flag was read
  | {
      kind: "override";
      urgency: UrgencyLevel | null;
      reason: string;
      text: string;
      second?: { name: string; password: string };
    }
  | { kind: "call-back"; due_at: string; why: string; telephone: string }
  | { kind: "close"; repeated_back: boolean; disposition_accepted: boolean; text: string }
  | { kind: "reopen" };

export interface NewCall {
  setting: Setting;
  caller: Caller;
  chart?: unknown;
}
