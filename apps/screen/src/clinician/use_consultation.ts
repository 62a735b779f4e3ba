// One consultation: the call as this page holds it (call_store.ts keeps, sends and sends again what
// is answered), and the full assessment behind its newest state.

import { useCallback, useEffect, useRef, useState } from "react";
import { use_call } from "../call/use_call";
import type { CallStore } from "../call/call_store";
import type { HeldCall } from "../call/held_call";
import { assessment } from "../service/client";
import type { NewAnswer } from "../service/types";
import type { Assessment } from "./assessment";
import { state_words } from "./words";

interface Found {
  revision: number;
  assessment: Assessment;
  is_whole: boolean;
}

export interface Consultation {
  held: HeldCall;
  store: CallStore;
  // Of the state's revision, or of one before or without intervals and changes while `assessing`;
  // null until the first has come.
  assessment: Assessment | null;
  assessing: boolean;
  wrong: string;
  answer: (answers: NewAnswer[]) => void;
  // Words that say what was answered by other means: what they may mean is not asked again.
  note_answered: (text: string) => void;
}

export function use_consultation(id: string): Consultation {
  const { held, store } = use_call(id);
  const [found, set_found] = useState<Found | null>(null);
  const [wrong, set_wrong] = useState("");
  const revision = held.state?.call.revision;
  const is_assessed = held.state !== null && held.state.refusal === "";

  // First the figures without intervals, which take a moment only; then all, which take seconds.
  useEffect(() => {
    if (revision === undefined || !is_assessed) return undefined;
    let current = true;
    const take = (answer: Assessment, is_whole: boolean) => {
      if (!current) return;
      set_found({ revision, assessment: answer, is_whole });
      set_wrong("");
    };
    const work_out = async () => {
      take(await assessment<Assessment>(id, 0, false), false);
      if (current) take(await assessment<Assessment>(id), true);
    };
    work_out().catch((failure: Error) => current && set_wrong(failure.message));
    return () => {
      current = false;
    };
  }, [id, revision, is_assessed]);

  const answer = useCallback(
    (answers: NewAnswer[]) => {
      const words = answers.map(
        ({ finding, value }) =>
          `${finding.replaceAll("_", " ")}: ${value === null ? "taken back" : state_words(String(value))}`,
      );
      store.wish({ kind: "answers", answers }, words.join(", "));
    },
    [store],
  );

  const own_note = useRef("");
  const note_answered = useCallback(
    (text: string) => {
      own_note.current = text;
      store.wish({ kind: "notes", text }, "A note");
    },
    [store],
  );
  useEffect(() => {
    if (own_note.current === "" || held.state?.notes.at(-1)?.text !== own_note.current) return;
    own_note.current = "";
    held.heard.forEach((heard) => store.heard_settled(heard));
  }, [held.state, held.heard, store]);

  return {
    held,
    store,
    assessment: is_assessed ? (found?.assessment ?? null) : null,
    assessing: is_assessed && (found === null || found.revision !== revision || !found.is_whole),
    wrong,
    answer,
    note_answered,
  };
}
