// An open call as a page holds it, between what the service said last and what waits for it.

import type { Heard, Question } from "../service/questions";
import type { CallEvent, State } from "../service/types";
import type { Gate } from "../service/urgency";
import type { Queued } from "./kept_call";

export interface HeldCall {
  state: State | null;
  queue: readonly Queued[]; // oldest first; the first may be on its way
  lost_since: string | null; // ISO time since when the service cannot be reached
  is_sending: boolean;
  is_slow: boolean; // on its way for more than 150 ms
  was_kept: number; // how many waited when the line came back, while they are sent
  refused: string; // what the service did not take, in its words
  behind: readonly CallEvent[] | null; // what another page added; the queue waits until it is settled
  heard: readonly Heard[]; // words of notes that wait to be confirmed
  seen: readonly string[]; // ids of red flags that were acknowledged on this page
  spare: readonly Question[]; // safety questions of an earlier call, for a line lost at the start
  problem: string; // why there is no state to show
  is_keeping: boolean; // this computer's storage takes what it is given
}

export const nothing_held: HeldCall = {
  state: null,
  queue: [],
  lost_since: null,
  is_sending: false,
  is_slow: false,
  was_kept: 0,
  refused: "",
  behind: null,
  heard: [],
  seen: [],
  spare: [],
  problem: "",
  is_keeping: true,
};

// The red flags that lie over the page: those the service says nobody has acknowledged, but for those
// acknowledged here and not confirmed by it yet.
export function standing_gates({ state, seen }: HeldCall): Gate[] {
  return (state?.interrupt?.gates ?? []).filter((gate) => !seen.includes(gate.id));
}

// A wish that changes no answer, so that the question on the page stays what it was.
export const is_acknowledgement = ({ wish }: Queued) => wish.kind === "acknowledge";

// `seen` after a newer state: a red flag that no longer waits is shown anew when it fires again.
export function still_seen(seen: readonly string[], state: State): string[] {
  const waiting = new Set((state.interrupt?.gates ?? []).map((gate) => gate.id));
  return seen.filter((id) => waiting.has(id));
}

export const acknowledged_in = (queue: readonly Queued[]): string[] =>
  queue.flatMap(({ wish }) => (wish.kind === "acknowledge" ? wish.gates : []));

// The last answers that wait and that nothing that waits takes back.
export function last_answers(queue: readonly Queued[]): Queued | undefined {
  const undone = new Set(queue.map((queued) => queued.undoes));
  return queue
    .filter(({ wish, request }) => wish.kind === "answers" && !undone.has(request))
    .pop();
}
