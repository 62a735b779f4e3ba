// What this computer keeps of an open call: its last state, and each wish (an answer, a note, a red
// flag that was read) that the service has not acknowledged. Each wish stands by
// itself, so that two pages with the same call never lose each other's; one that both send is done
// once, for it goes with its own request id.

import type { Heard, Question } from "../service/questions";
import type { State, Wish } from "../service/types";
import { forget, keep, kept, kept_names } from "../shell/kept";

export interface Queued {
  request: string;
  at: string; // ISO time of the key press
  wish: Wish;
  words: string; // for people, such as "Chest pain: yes"
  was_tried: boolean; // it may have reached the service, though no answer came
  undoes: string; // request of the queued wish that this one takes back; else empty
}

export interface KeptCall {
  state: State;
  heard: readonly Heard[]; // words of notes that wait to be confirmed
}

export const kept_call = (id: string) => kept<KeptCall>(`call.${id}`);
export const keep_call = (id: string, held: KeptCall) => keep(`call.${id}`, held);

const wish_name = (id: string, request: string) => `wish.${id}.${request}`;

export const keep_wish = (id: string, queued: Queued) =>
  keep(wish_name(id, queued.request), queued);
export const forget_wish = (id: string, request: string) => forget(wish_name(id, request));

// Of this call, oldest first. Whether the page that kept them had sent them is not known.
export function kept_wishes(id: string): Queued[] {
  return kept_names(`wish.${id}.`)
    .map((name) => kept<Queued>(name))
    .filter((queued): queued is Queued => queued !== null)
    .map((queued) => ({ ...queued, was_tried: true }))
    .sort((one, other) => one.at.localeCompare(other.at));
}

export function forget_call(id: string): void {
  forget(`call.${id}`);
  kept_names(`wish.${id}.`).forEach(forget);
}

// In all calls of this browser.
export const unsent_answers = () => kept_names("wish.").length;

// The safety questions with which a call begins, whole: of the last call that began here.
export const kept_safety = () => kept<Question[]>("safety") ?? [];

export function keep_safety(state: State): void {
  const questions = state.inquiry?.questions ?? [];
  if (!questions.some((question) => question.phase === "life_threat")) return;
  keep(
    "safety",
    questions.filter(({ phase }) => phase === "life_threat" || phase === "mandatory"),
  );
}
