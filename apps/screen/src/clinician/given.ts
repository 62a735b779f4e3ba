// What is answered of a consultation, what waits to be sent, and so what may still be denied at once:
// an answer that was given is never overwritten by a no to others.

import { no_to, type ShownAnswer } from "../call/asking";
import type { HeldCall } from "../call/held_call";
import type { AnswerValue, BundleItem, Question } from "../service/questions";

export type Given = ReadonlyMap<string, ShownAnswer>;

// An answer of which only who said it is not known yet.
export interface Said {
  finding: string;
  value: AnswerValue;
}

export const given_of = (answers: readonly ShownAnswer[]): Given =>
  new Map(answers.map((answer) => [answer.finding, answer]));

// Those neither answered nor waiting.
export const still_open = (items: readonly BundleItem[], given: Given): BundleItem[] =>
  items.filter(({ finding }) => !given.has(finding));

export const no_to_others = (items: readonly BundleItem[], given: Given): Said[] =>
  still_open(items, given).map((item) => ({ finding: item.finding, value: no_to(item) }));

export const waits = (findings: readonly string[], given: Given): boolean =>
  findings.some((finding) => given.get(finding)?.is_waiting === true);

export const asked_by = ({ finding, bundle }: Question): string[] =>
  bundle && bundle.items.length > 0 ? bundle.items.map((item) => item.finding) : [finding];

// A question takes nothing more while an answer to it is on its way: the next will stand in its place.
// Without a connection it would be so for long, and what waits can be changed.
export function is_locked(question: Question, given: Given, held: HeldCall): boolean {
  return held.lost_since === null && held.behind === null && waits(asked_by(question), given);
}

// The questions that stand now. Without a connection those that are answered make room for the next.
export function standing_questions(
  questions: readonly Question[],
  given: Given,
  held: HeldCall,
): Question[] {
  if (held.lost_since === null) return [...questions];
  return questions.filter((one) => asked_by(one).some((finding) => !given.has(finding)));
}
