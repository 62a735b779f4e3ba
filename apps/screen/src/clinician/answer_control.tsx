// The answer to one finding: yes, no, unknown or refused; a number in its unit; a date; or one of
// its states. It holds nothing but what is being typed: what is shown as answered is what is held, and
// what waits to be sent.

import { useEffect, useId, useState, type FormEvent } from "react";
import { read_date, read_number, type Typed } from "../call/typed_value";
import { state_words, unit_words } from "../call/words";
import type { AnswerValue, Asked } from "../service/questions";

const two_state = [
  ["present", "Yes"],
  ["absent", "No"],
] as const;
const open_ended = [
  ["unknown", "Unknown"],
  ["refused", "Refused"],
] as const;

interface Props {
  id: string;
  asked: Asked;
  value: AnswerValue | undefined;
  waits?: boolean | undefined; // the value is not acknowledged by the service yet
  locked?: boolean; // takes nothing now
  on_answer: (value: AnswerValue) => void;
}

export function AnswerControl({ id, asked, value, waits, locked = false, on_answer }: Props) {
  const give = (given: AnswerValue) => {
    if (!locked) on_answer(given);
  };
  const states =
    asked.type === "ordinal"
      ? (asked.states ?? []).map((state) => [state, state_words(state)] as const)
      : [];
  const choices = [...(asked.type === "boolean" ? two_state : states), ...open_ended];
  return (
    <div className="clinic-answer" role="group" aria-label={`Answer: ${asked.name}`}>
      {asked.type === "quantity" || asked.type === "date" ? (
        <TypedAnswer key={id} asked={asked} value={value} on_answer={give} />
      ) : null}
      <div className="clinic-answer__choices">
        {choices.map(([answer, words]) => (
          <button
            key={answer}
            type="button"
            className="clinic-answer__button"
            aria-pressed={value === answer}
            aria-disabled={locked}
            onClick={() => give(answer)}
          >
            {words}
          </button>
        ))}
        {value !== undefined && value !== null ? (
          <button
            type="button"
            className="clinic-link-button"
            aria-disabled={locked}
            onClick={() => give(null)}
          >
            Take back
          </button>
        ) : null}
        {waits ? <span className="clinic-quiet">waits to be sent</span> : null}
      </div>
    </div>
  );
}

function range_words({ lowest, highest, unit }: Asked): string {
  const of = unit_words(unit ?? "");
  if (lowest == null || highest == null) return of;
  return `${lowest} to ${highest} ${of}`.trim();
}

function read(text: string, asked: Asked): Typed<AnswerValue> {
  return asked.type === "date" ? read_date(text) : read_number(text, asked);
}

function TypedAnswer({ asked, value, on_answer }: Omit<Props, "id">) {
  const field = useId();
  const is_open = value === undefined || value === "unknown" || value === "refused";
  const answered = is_open || value === null ? "" : String(value);
  const [text, set_text] = useState(answered);
  const [problem, set_problem] = useState("");
  useEffect(() => set_text(answered), [answered]); // also when it was taken back elsewhere
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = read(text, asked);
    set_problem("problem" in typed ? typed.problem : "");
    if ("value" in typed) on_answer(typed.value);
  };
  return (
    <form className="clinic-answer__typed" onSubmit={submit} noValidate>
      <label htmlFor={field}>
        {asked.type === "date" ? "Date, as 2026-01-31" : `Number (${range_words(asked)})`}
      </label>
      <input
        id={field}
        className="nhsuk-input nhsuk-input--width-5 clinic-input"
        inputMode={asked.type === "date" ? undefined : "decimal"}
        autoComplete="off"
        value={text}
        aria-invalid={problem !== ""}
        aria-describedby={problem ? `${field}-problem` : undefined}
        onChange={(event) => set_text(event.target.value)}
      />
      <button type="submit" className="clinic-answer__button">
        Enter
      </button>
      {problem ? (
        <span id={`${field}-problem`} className="nhsuk-error-message clinic-wrong" role="alert">
          {problem}
        </span>
      ) : null}
    </form>
  );
}
