// One input of a score. What is not known is left empty: the score is then a range.

import { useId, useState } from "react";
import { number_as_typed } from "../../call/typed_value";
import { input_kind } from "./input_kind";
import type { ScoreInput } from "./score_types";

interface Props {
  input: ScoreInput;
  entered: string | number | undefined;
  on_enter: (entered: string | number | null) => void;
}

function first_capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function ScoreField({ input, entered, on_enter }: Props) {
  const id = useId();
  const kind = input_kind(input.expected);
  const notes = [
    kind.kind === "number" || kind.kind === "text" ? `Expected: ${input.expected}.` : "",
    input.assumed
      ? `Left empty it counts as ${input.assumed}${input.assumed_because ? ` (${input.assumed_because})` : ""}.`
      : "",
    input.optional ? "May be left out." : "",
  ].filter((note) => note !== "");
  return (
    <div className="clinic-field">
      <label className="nhsuk-label" htmlFor={id}>
        {first_capital(input.meaning)}
      </label>
      {notes.length > 0 ? (
        <p className="clinic-quiet clinic-field__note" id={`${id}-note`}>
          {notes.join(" ")}
        </p>
      ) : null}
      {kind.kind === "choice" ? (
        <select
          id={id}
          className="nhsuk-select clinic-select"
          value={entered ?? ""}
          onChange={(event) => on_enter(event.target.value || null)}
        >
          <option value="">unknown</option>
          {kind.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice.replaceAll("_", " ")}
            </option>
          ))}
        </select>
      ) : kind.kind === "date" ? (
        <input
          id={id}
          type="date"
          className="nhsuk-input clinic-input"
          value={entered ?? ""}
          onChange={(event) => on_enter(event.target.value || null)}
        />
      ) : (
        <NumberField
          id={id}
          note={notes.length > 0 ? `${id}-note` : undefined}
          unit={input.unit}
          entered={entered}
          on_enter={on_enter}
        />
      )}
    </div>
  );
}

interface NumberProps {
  id: string;
  note: string | undefined;
  unit: string;
  entered: string | number | undefined;
  on_enter: Props["on_enter"];
}

function NumberField({ id, note, unit, entered, on_enter }: NumberProps) {
  const [text, set_text] = useState(entered === undefined ? "" : String(entered));
  const type = (typed: string) => {
    set_text(typed);
    const number = number_as_typed(typed.trim());
    on_enter(typed.trim() === "" ? null : Number.isFinite(number) ? number : typed);
  };
  return (
    <span className="clinic-field__number">
      <input
        id={id}
        className="nhsuk-input nhsuk-input--width-5 clinic-input"
        inputMode="decimal"
        aria-describedby={note}
        value={text}
        onChange={(event) => type(event.target.value)}
      />
      {unit ? ` ${unit}` : ""}
    </span>
  );
}
