// What the service says (apps/desk/API.md), member for member: sessions, calls, their whole state, and what
// may be wished of them. How soon: urgency.ts; what is asked: questions.ts. Nothing is computed by a page.

import type { AnswerValue, Inquiry } from "./questions";
import type { BeforeRefusal, CallUrgency, Gate, Interrupt, KnowledgeChange, Override, UrgencyChange, UrgencyLevel, UrgencyNow } from "./urgency";

export type Role = "nurse" | "clinician" | "admin";
export type Setting = "telephone" | "primary_care" | "emergency_department";
export type SaidBy = "caller" | "proxy" | "record" | "examination" | "device";

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

// Whose chart was taken in, as the chart says.
export interface ChartPerson {
  name: string;
  birth_date: string | null;
  age_years: number | null;
  sex: string | null;
  reference: string;
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
  status: "given" | "cautioned" | "withheld";
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
