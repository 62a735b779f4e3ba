// States and questions for tests: as the service gives them, with what a test changes.

import type { BundleItem, Inquiry, Question } from "../service/questions";
import type { State } from "../service/types";
import type { UrgencyLevel } from "../service/urgency";
import type { Queued } from "./kept_call";
import type { NewAnswer } from "../service/types";

export function question(finding: string, change: Partial<Question> = {}): Question {
  return {
    finding,
    name: finding,
    wording: `${finding}?`,
    plainer: "",
    meaning: "",
    type: "boolean",
    bundle: null,
    phase: "value",
    seconds: 4,
    p_present: 0.1,
    if_present: "within_2_weeks",
    if_absent: "within_2_weeks",
    worth: 1,
    rationale: "",
    ...change,
  };
}

export const item = (finding: string, change: Partial<BundleItem> = {}): BundleItem => ({
  finding,
  name: finding,
  wording: `${finding}?`,
  plainer: "",
  meaning: "",
  type: "boolean",
  in_bundle: finding,
  ...change,
});

export function state(questions: Question[], level: UrgencyLevel = "within_2_weeks"): State {
  const inquiry: Inquiry = {
    state: "ask",
    reason: "",
    safety_answered: 0,
    safety_total: 2,
    questions,
  };
  return {
    call: {
      id: "c1",
      opened_at: "2026-11-26T10:00:00Z",
      opened_by: "amina",
      closed_at: null,
      setting: "telephone",
      is_open: true,
      revision: 3,
      caller: { name: "", telephone: "", reference: "", is_the_person: true },
      urgency: { level, name: level, provisional: true },
      contacts_7_days: 1,
      is_repeat_contact: false,
    },
    knowledge: { version: "1", hash: "h" },
    software: "0",
    person: { age_years: 40, sex: "female" },
    answers: [],
    urgency: {
      level,
      name: level,
      contact_within: "",
      disposition: "",
      disposition_name: "",
      what_to_do: "",
      safety_net: "",
      provisional: true,
      because: [],
    },
    changed: null,
    overridden: null,
    interrupt: null,
    gates: [],
    inquiry,
    causes: [],
    advice: [],
    notes: [],
    call_backs: [],
    events: [],
    refusal: "",
    ledger: [],
  };
}

export function queued(
  request: string,
  answers: [string, NewAnswer["value"]][],
  change: Partial<Queued> = {},
): Queued {
  return {
    request,
    at: "2026-11-26T10:00:00Z",
    wish: {
      kind: "answers",
      answers: answers.map(([finding, value]) => ({ finding, value, said_by: "caller" })),
    },
    words: request,
    was_tried: false,
    undoes: "",
    ...change,
  };
}
