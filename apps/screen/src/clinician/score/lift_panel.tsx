// The NIOSH lifting equation with a figure that follows what is entered.

import { useState } from "react";
import type { NewAnswer, State } from "../../service/types";
import { LiftFigure } from "./lift_figure";
import { Result } from "./plain_score";
import { ScoreField } from "./score_field";
import type { Inputs, ScoreValue } from "./score_types";
import { shown_number } from "./score_outcome";
import { use_score, with_input } from "./use_score";

interface Props {
  state: State;
  on_answers: (answers: NewAnswer[]) => void;
}

export function LiftPanel({ state, on_answers }: Props) {
  const [inputs, set_inputs] = useState<Inputs>({});
  const { form, value, wrong } = use_score("niosh_lifting", inputs);
  const number = (name: string) => {
    const entered = inputs[name];
    return typeof entered === "number" ? entered : undefined;
  };
  return (
    <div className="clinic-posture">
      <div className="clinic-posture__shown">
        <LiftFigure
          horizontal={number("horizontal")}
          vertical={number("vertical")}
          distance={number("distance")}
          asymmetry={number("asymmetry")}
        />
        <Result value={value} wrong={wrong} inputs={inputs} state={state} on_answers={on_answers} />
        {value ? <WhatTakesMost value={value} /> : null}
      </div>
      <div className="clinic-posture__entered">
        {form?.inputs.map((input) => (
          <ScoreField
            key={input.name}
            input={input}
            entered={inputs[input.name]}
            on_enter={(entered) => set_inputs(with_input(inputs, input.name, entered))}
          />
        ))}
      </div>
    </div>
  );
}

// The multiplier that takes most off the load that can be recommended: where a change of the task
// helps most.
function WhatTakesMost({ value }: { value: ScoreValue }) {
  const known = value.parts.filter(
    (part) => part.name.endsWith("_multiplier") && part.lowest === part.highest && part.lowest < 1,
  );
  const [most] = [...known].sort((one, other) => one.lowest - other.lowest);
  if (!most) return null;
  const name = most.name.replace("_multiplier", "").replaceAll("_", " ");
  return (
    <p>
      What takes most off the recommended weight: <strong>{name}</strong> (times{" "}
      {shown_number(most.lowest)}).
    </p>
  );
}
