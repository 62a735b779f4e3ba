// A number or a date, typed, then Enter. A digit pressed anywhere on the page begins it.

import { useRef, useState, type FormEvent } from "react";
import { Field } from "../shell/field";
import { use_keys, type KeyMap } from "../shell/keys";
import type { Asking } from "./asking";
import { NoAnswer } from "./simple_answers";
import { read_date, read_number } from "./typed_value";
import type { AskingNow } from "./use_asking";
import { unit_words } from "./words";

function hint_of(asking: Asking): string {
  if (asking.type === "date") return "Day, month and year, such as 3/5/2026";
  const unit = unit_words(asking.unit ?? "");
  const range =
    asking.lowest !== undefined && asking.highest !== undefined
      ? `${asking.lowest} to ${asking.highest}`
      : "a number";
  const weeks = asking.unit === "wk" ? "; 28w3d is read too" : "";
  return `${unit ? `In ${unit}, ` : ""}${range}${weeks}`;
}

export function TypedAnswer({ now, asking }: { now: AskingNow; asking: Asking }) {
  const [text, set_text] = useState("");
  const [problem, set_problem] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const field = () => form.current?.querySelector("input");

  const keys: KeyMap = {};
  for (const digit of "0123456789") {
    keys[digit] = () => {
      set_text((was) => was + digit);
      field()?.focus();
    };
  }
  use_keys(keys, { is_on: !now.is_waiting });

  const submitted = (event: FormEvent) => {
    event.preventDefault();
    if (now.is_waiting) return;
    const typed = asking.type === "date" ? read_date(text) : read_number(text, asking);
    if ("problem" in typed) {
      set_problem(typed.problem);
      field()?.focus();
      return;
    }
    field()?.blur();
    now.answer(typed.value);
  };

  return (
    <form ref={form} className="typed" onSubmit={submitted} noValidate>
      <Field
        id="typed-answer"
        label={asking.name}
        hint={hint_of(asking)}
        problem={problem}
        value={text}
        on_change={(value) => {
          set_text(value);
          set_problem("");
        }}
        inputMode={asking.type === "date" ? "text" : "decimal"}
        autoComplete="off"
        width={10}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          event.currentTarget.blur();
        }}
      />
      <div className="answers">
        <button type="submit" className="answer" aria-disabled={now.is_waiting || undefined}>
          <kbd aria-hidden="true">Enter</kbd>
          <span>Answer</span>
        </button>
        <NoAnswer now={now} cannot_say_key="u" />
      </div>
    </form>
  );
}
