// What is asked, and what an answer does, as far as a page may know it: pure functions of the last
// state that the service gave and of the answers that it has not acknowledged yet.

import type { AnswerValue, Asked, BundleItem, FoundFinding, Question } from "../service/questions";
import type { Answer, NewAnswer, State } from "../service/types";
import type { UrgencyLevel } from "../service/urgency";
import { urgency_levels } from "../service/urgency";
import type { Queued } from "./kept_call";
import { value_words } from "./words";

// One question, or several in one breath when `items` is not empty.
export interface Asking extends Asked {
  finding: string;
  lead_in: string;
  items: BundleItem[];
  rationale: string;
}

export const asking_of = (question: Question): Asking => ({
  ...question,
  lead_in: question.bundle?.lead_in ?? "",
  items: question.bundle && question.bundle.items.length > 1 ? question.bundle.items : [],
});

export const asking_of_item = (item: BundleItem, rationale: string): Asking => ({
  ...item,
  lead_in: "",
  items: [],
  rationale,
});

export const asking_of_found = (found: FoundFinding, rationale: string): Asking => ({
  ...found,
  finding: found.id,
  lead_in: "",
  items: [],
  rationale,
});

// What a no to all of a bundle answers for one of it.
export function no_to(item: BundleItem): AnswerValue {
  if (item.no !== undefined && item.no !== "") return item.no;
  return item.type === "ordinal" ? (item.states?.[0] ?? "unknown") : "absent";
}

// Those that were named are present, the others denied. One of states is left out when it was named,
// for a yes does not say which; it is then asked by itself.
export function bundle_answers(items: BundleItem[], picked: ReadonlySet<string>) {
  const answers: { finding: string; value: AnswerValue }[] = [];
  const by_itself: BundleItem[] = [];
  for (const item of items) {
    if (!picked.has(item.finding)) answers.push({ finding: item.finding, value: no_to(item) });
    else if (item.type === "boolean") answers.push({ finding: item.finding, value: "present" });
    else by_itself.push(item);
  }
  return { answers, by_itself };
}

// In the order they were given, but for those taken back; the later one to a finding stands.
export function queued_answers(queue: readonly Queued[]): NewAnswer[] {
  const undone = new Set(queue.map((queued) => queued.undoes));
  return queue.flatMap(({ wish, request }) =>
    wish.kind === "answers" && !undone.has(request) ? wish.answers : [],
  );
}

export interface ShownAnswer extends Answer {
  is_waiting: boolean; // not acknowledged by the service yet
}

function asked_of(finding: string, questions: readonly Question[]): Asked | null {
  for (const question of questions) {
    if (question.finding === finding) return question;
    const item = question.bundle?.items.find((one) => one.finding === finding);
    if (item) return item;
  }
  return null;
}

const shown_words = ({ value, unit, shown }: Answer) =>
  typeof value === "number" ? value_words(value, unit) : shown;

function waiting_answer(answer: NewAnswer, state: State, spare: readonly Question[]): ShownAnswer {
  const before = state.answers.find((one) => one.finding === answer.finding);
  const asked = before ?? asked_of(answer.finding, [...(state.inquiry?.questions ?? []), ...spare]);
  const unit = asked?.unit ?? "";
  return {
    finding: answer.finding,
    name: asked?.name ?? answer.finding,
    wording: asked?.wording ?? "",
    value: answer.value,
    unit,
    shown: value_words(answer.value, unit),
    said_by: answer.said_by,
    at: "",
    by: "",
    revision: state.call.revision + 1,
    origin: "answers",
    is_waiting: true,
  };
}

// What is answered, newest first: by the service, and over it what waits.
export function shown_answers(
  state: State,
  queue: readonly Queued[],
  spare: readonly Question[] = [],
): ShownAnswer[] {
  const waiting = new Map(queued_answers(queue).map((answer) => [answer.finding, answer]));
  const sure = state.answers
    .filter((answer) => !waiting.has(answer.finding))
    .map((answer) => ({ ...answer, shown: shown_words(answer), is_waiting: false }))
    .reverse()
    .sort((one, other) => other.revision - one.revision);
  const unsure = [...waiting.values()]
    .reverse()
    .map((answer) => waiting_answer(answer, state, spare));
  return [...unsure, ...sure];
}

function open_items(question: Question, answered: ReadonlySet<string>): Asking[] {
  if (!question.bundle || question.bundle.items.length < 2) {
    return answered.has(question.finding) ? [] : [asking_of(question)];
  }
  const left = question.bundle.items.filter((item) => !answered.has(item.finding));
  if (left.length === question.bundle.items.length) return [asking_of(question)];
  return left.map((item) => asking_of_item(item, question.rationale));
}

// The next question while the service cannot be asked: the best of those it gave that is not
// answered, then of `spare`, the safety questions of an earlier call. Null: none is left.
export function next_without_line(
  state: State,
  queue: readonly Queued[],
  spare: readonly Question[] = [],
): Asking | null {
  const answered = new Set(queued_answers(queue).map((answer) => answer.finding));
  for (const question of state.inquiry?.questions ?? []) {
    const first = open_items(question, answered)[0];
    if (first) return first;
  }
  state.answers.forEach((answer) => answered.add(answer.finding));
  for (const question of state.inquiry ? spare : []) {
    const first = open_items(question, answered)[0];
    if (first)
      return { ...first, rationale: "Kept from an earlier call: the service cannot be asked." };
  }
  return null;
}

export const is_higher = (one: UrgencyLevel, other: UrgencyLevel) =>
  urgency_levels.indexOf(one) > urgency_levels.indexOf(other);

// Whether an answer is one that `if_present` speaks of: a yes, or a state other than the first.
function is_present(answer: NewAnswer, asked: Asked): boolean {
  if (asked.type === "boolean") return answer.value === "present";
  if (asked.type !== "ordinal" || typeof answer.value !== "string") return false;
  return (asked.states ?? []).indexOf(answer.value) > 0;
}

export interface Raise {
  level: UrgencyLevel;
  because: string[]; // names of what was answered
}

// How far the waiting answers raise the urgency by what the service said each would do. Never lowers:
// null when nothing goes above what the service said last.
export function raised_without_line(
  state: State,
  queue: readonly Queued[],
  spare: readonly Question[] = [],
): Raise | null {
  const base = (state.urgency ?? state.before_refusal?.urgency)?.level ?? "self_care";
  let raise: Raise | null = null;
  for (const answer of queued_answers(queue)) {
    for (const question of [...(state.inquiry?.questions ?? []), ...spare]) {
      const item = question.bundle?.items.find((one) => one.finding === answer.finding);
      const asked = item ?? (question.finding === answer.finding ? question : null);
      if (!asked || !is_present(answer, asked) || !is_higher(question.if_present, base)) continue;
      if (!raise || is_higher(question.if_present, raise.level)) {
        raise = { level: question.if_present, because: [asked.name] };
      } else if (question.if_present === raise.level && !raise.because.includes(asked.name)) {
        raise.because.push(asked.name);
      }
    }
  }
  return raise;
}
