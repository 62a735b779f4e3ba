// An open call as a page holds it, between what the service said last and what waits for it.

import type { CallEvent, Heard, Interrupt, Question, State } from "../service/types";
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
  interrupt: Interrupt | null; // fired and not acknowledged
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
  interrupt: null,
  spare: [],
  problem: "",
  is_keeping: true,
};

// Both, the newer first: a red flag that nobody has acknowledged yet stays when another fires.
export function merged(one: Interrupt | null, newer: Interrupt): Interrupt {
  if (!one) return newer;
  const known = new Set(newer.gates.map((gate) => gate.id));
  const gates = [...newer.gates, ...one.gates.filter((gate) => !known.has(gate.id))];
  return { gates };
}
