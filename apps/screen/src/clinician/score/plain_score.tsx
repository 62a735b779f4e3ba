// Any score: a field for each input, the outcome beside it, and what of it goes into the case.

import { useState } from "react";
import type { NewAnswer, State } from "../../service/types";
import { IntoCase } from "./into_case";
import { answers_from } from "./score_findings";
import { ScoreField } from "./score_field";
import { ScoreOutcome, shown_number } from "./score_outcome";
import type { Inputs, ScorePart, ScoreValue } from "./score_types";
import { use_score, with_input } from "./use_score";

interface Props {
  state: State;
  name: string;
  // What stands in the fields at first, as the day of today.
  start: Inputs;
  on_answers: (answers: NewAnswer[]) => void;
}

export function PlainScore({ name, start, state, on_answers }: Props) {
  const [inputs, set_inputs] = useState<Inputs>(start);
  const { form, value, wrong } = use_score(name, inputs);
  if (!form)
    return wrong ? (
      <p className="nhsuk-error-message" role="alert">
        {wrong}
      </p>
    ) : (
      <p role="status">Loading the score ...</p>
    );
  return (
    <div className="clinic-map">
      <div className="clinic-map__panel">
        {form.inputs.map((input) => (
          <ScoreField
            key={input.name}
            input={input}
            entered={inputs[input.name]}
            on_enter={(entered) => set_inputs(with_input(inputs, input.name, entered))}
          />
        ))}
      </div>
      <Result
        value={value}
        wrong={wrong}
        touched={inputs !== start}
        inputs={inputs}
        state={state}
        on_answers={on_answers}
      />
    </div>
  );
}

interface ResultProps {
  state: State;
  value: ScoreValue | null;
  wrong: string;
  // Something was entered: before that, what the service misses is a hint and no error.
  touched?: boolean;
  inputs: Inputs;
  on_answers: Props["on_answers"];
}

export function Result({ value, wrong, touched = true, inputs, state, on_answers }: ResultProps) {
  return (
    <div className="clinic-result" role="group" aria-label="Result">
      {wrong && touched ? (
        <p className="nhsuk-error-message" role="alert">
          {wrong}
        </p>
      ) : null}
      {wrong && !touched ? <p className="clinic-quiet">{wrong}</p> : null}
      <div role="status">{value ? <ScoreOutcome value={value} /> : null}</div>
      {value && value.parts.length > 0 ? <Parts parts={value.parts} /> : null}
      {value ? (
        <IntoCase answers={answers_from(value, inputs)} state={state} on_answers={on_answers} />
      ) : null}
    </div>
  );
}

function part_words({ lowest, highest, unit }: ScorePart): string {
  const of = unit ? ` ${unit}` : "";
  if (highest === lowest) return shown_number(lowest) + of;
  return `${shown_number(lowest)} to ${highest === null ? "any" : shown_number(highest)}${of}`;
}

function Parts({ parts }: { parts: ScorePart[] }) {
  return (
    <details className="clinic-figures">
      <summary>How it is made up</summary>
      <dl>
        {parts.map((part) => (
          <div key={part.name}>
            <dt>{part.name.replaceAll("_", " ")}</dt>
            <dd>{part_words(part)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
