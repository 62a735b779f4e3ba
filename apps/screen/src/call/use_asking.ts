// Which question stands on the page, and what an answer to it does. The suggestion is the service's;
// before it come what the user chose, and what is left of a breath that was opened.

import { useMemo, useRef, useState } from "react";
import type { AnswerValue } from "../service/questions";
import type { NewAnswer, SaidBy } from "../service/types";
import {
  asking_of,
  asking_of_item,
  bundle_answers,
  next_without_line,
  shown_answers,
  type Asking,
} from "./asking";
import type { CallStore } from "./call_store";
import { is_acknowledgement, type HeldCall } from "./held_call";
import { value_words } from "./words";

export interface Chosen {
  asking: Asking;
  was: string; // the earlier answer in words; empty when there is none
}

interface Given {
  asking: Asking;
  words: string;
}

const orders: SaidBy[] = ["caller", "proxy", "record"];

function suggested(held: HeldCall, asks_on: boolean): Asking | null {
  if (!held.state) return null;
  if (held.lost_since && held.queue.length > 0)
    return next_without_line(held.state, held.queue, held.spare);
  const { inquiry } = held.state;
  const first = inquiry?.questions[0] ?? (asks_on ? inquiry?.further?.[0] : undefined);
  return first ? asking_of(first) : null;
}

// The service would ask no more: the safety questions are answered, or a clinician should go on.
function is_finished(held: HeldCall): boolean {
  const asks = held.state?.inquiry?.state;
  return asks === "closed" || asks === "hand_over";
}

export function use_asking(held: HeldCall, store: CallStore) {
  const [chosen, set_chosen] = useState<Chosen | null>(null);
  const [opened, set_opened] = useState<Asking[]>([]);
  const [said_by_choice, set_said_by] = useState<SaidBy | null>(null);
  const [asks_on, set_asks_on] = useState(false);
  const given = useRef<Given | null>(null);

  const { state, queue, spare } = held;
  const said_by =
    said_by_choice ?? (state?.call.caller.is_the_person === false ? "proxy" : "caller");
  const answers = useMemo(
    () => (state ? shown_answers(state, queue, spare) : []),
    [state, queue, spare],
  );
  const answered = new Set(answers.map((answer) => answer.finding));
  const is_pending = queue.some((queued) => !is_acknowledgement(queued));
  const is_waiting = is_pending && held.lost_since === null && held.behind === null;

  const left = opened.filter((one) => !answered.has(one.finding));
  const is_done = is_finished(held) && !asks_on;
  const goes_on = !is_done && state?.inquiry?.state !== "emergency";
  const next =
    chosen?.asking ??
    (goes_on ? left[0] : undefined) ??
    (is_done ? null : suggested(held, asks_on));
  const shown = is_waiting && given.current ? given.current.asking : next;

  const send = (
    asking: Asking,
    values: { finding: string; value: AnswerValue }[],
    words: string,
  ) => {
    if (is_waiting) return;
    given.current = { asking, words };
    set_chosen(null);
    const sent: NewAnswer[] = values.map((value) => ({ ...value, said_by }));
    store.wish({ kind: "answers", answers: sent }, `${asking.lead_in || asking.name}: ${words}`);
  };

  return {
    asking: shown,
    answers,
    is_waiting,
    given_words: is_waiting && given.current?.asking === shown ? given.current?.words : undefined,
    was: shown === chosen?.asking ? chosen?.was : undefined,
    is_chosen: shown !== null && shown === chosen?.asking,
    is_opened: shown !== null && left.includes(shown),
    said_by,
    next_said_by: () => {
      const at = orders.indexOf(said_by);
      set_said_by(orders[(at + 1) % orders.length] ?? "caller");
    },
    ask_on: () => set_asks_on(true),
    set_said_by,
    choose: (asking: Asking, was: string) => set_chosen({ asking, was }),
    leave_chosen: () => set_chosen(null),
    answer: (value: AnswerValue) => {
      if (shown) send(shown, [{ finding: shown.finding, value }], value_words(value, shown.unit));
    },
    answer_of: (asking: Asking, value: AnswerValue, words: string) =>
      send(asking, [{ finding: asking.finding, value }], words),
    answer_together: (picked: ReadonlySet<string>) => {
      if (!shown) return;
      const { answers: values, by_itself } = bundle_answers(shown.items, picked);
      const named = shown.items.filter((item) => picked.has(item.finding)).map((item) => item.name);
      set_opened(by_itself.map((item) => asking_of_item(item, shown.rationale)));
      if (values.length === 0) return;
      send(shown, values, named.length === 0 ? "no to all" : `yes: ${named.join("; ")}`);
    },
    open_together: () => {
      if (shown) set_opened(shown.items.map((item) => asking_of_item(item, shown.rationale)));
    },
  };
}

export type AskingNow = ReturnType<typeof use_asking>;
