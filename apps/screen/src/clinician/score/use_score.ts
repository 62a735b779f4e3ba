// A score of the service: its form, what is entered, and its value as the service works it out
// after each entry. Nothing is computed here: the scores live in knowledge/scores.

import { useEffect, useState } from "react";
import { looked_up, scored } from "../../service/client";
import type { Inputs, ScoreForm, ScoreValue } from "./score_types";

const pause_ms = 150;

interface Score {
  form: ScoreForm | null;
  value: ScoreValue | null;
  wrong: string;
}

export function use_score(name: string, inputs: Inputs): Score {
  const [form, set_form] = useState<ScoreForm | null>(null);
  const [value, set_value] = useState<ScoreValue | null>(null);
  const [wrong, set_wrong] = useState("");

  useEffect(() => {
    let current = true;
    looked_up<ScoreForm>(`/scores/${encodeURIComponent(name)}`).then(
      (found) => current && set_form(found),
      (failure: Error) => current && set_wrong(failure.message),
    );
    return () => {
      current = false;
    };
  }, [name]);

  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      scored<ScoreValue>(name, inputs).then(
        (found) => {
          if (!current) return;
          set_value(found);
          set_wrong("");
        },
        (failure: Error) => {
          if (!current) return;
          set_value(null);
          set_wrong(failure.message);
        },
      );
    }, pause_ms);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [name, inputs]);

  return { form, value, wrong };
}

// The inputs with one entered, or taken away when it is null.
export function with_input(inputs: Inputs, name: string, entered: string | number | null): Inputs {
  const { [name]: _before, ...others } = inputs;
  return entered === null ? others : { ...others, [name]: entered };
}
