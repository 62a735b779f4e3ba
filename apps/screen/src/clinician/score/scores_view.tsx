// The published scores: postures with a drawn figure, pregnancy and fluid first, then all others
// the service has.

import { useEffect, useMemo, useState } from "react";
import { looked_up } from "../../service/client";
import type { NewAnswer, State } from "../../service/types";
import { LiftPanel } from "./lift_panel";
import { PlainScore } from "./plain_score";
import { PosturePanel } from "./posture_panel";
import type { Inputs, ScoreName } from "./score_types";

const first = ["rula", "reba", "niosh_lifting", "rosa", "gestation", "hydration"];

interface Props {
  state: State;
  on_answers: (answers: NewAnswer[]) => void;
}

export function ScoresView({ state, on_answers }: Props) {
  const [names, set_names] = useState<ScoreName[]>([]);
  const [wrong, set_wrong] = useState("");
  const [chosen, set_chosen] = useState("rula");
  useEffect(() => {
    looked_up<ScoreName[] | { scores: ScoreName[] }>("/scores").then(
      (found) => set_names(Array.isArray(found) ? found : found.scores),
      (failure: Error) => set_wrong(failure.message),
    );
  }, []);
  const start = useMemo(() => start_of(chosen, state), [chosen, state]);
  const asked_first = first.flatMap((id) => names.find(({ score }) => score === id) ?? []);
  const others = names.filter(({ score }) => !first.includes(score));
  const shared = { state, on_answers };
  return (
    <section aria-labelledby="scores-heading">
      <h2 id="scores-heading" className="nhsuk-heading-m">
        Posture and scores
      </h2>
      {wrong ? (
        <p className="nhsuk-error-message" role="alert">
          The scores could not be had: {wrong}
        </p>
      ) : null}
      <p>
        <label className="nhsuk-label" htmlFor="score-choice">
          Score
        </label>
        <select
          id="score-choice"
          className="nhsuk-select clinic-select"
          value={chosen}
          onChange={(event) => set_chosen(event.target.value)}
        >
          <optgroup label="Posture, pregnancy, fluid">
            {asked_first.map(({ score, name }) => (
              <option key={score} value={score}>
                {name}
              </option>
            ))}
          </optgroup>
          <optgroup label="Others">
            {others.map(({ score, name }) => (
              <option key={score} value={score}>
                {name}
              </option>
            ))}
          </optgroup>
        </select>
      </p>
      {chosen === "rula" || chosen === "reba" ? (
        <PosturePanel key={chosen} name={chosen} {...shared} />
      ) : chosen === "niosh_lifting" ? (
        <LiftPanel {...shared} />
      ) : (
        <PlainScore key={chosen} name={chosen} start={start} {...shared} />
      )}
    </section>
  );
}

// Today, where a score is of a day; and what the case already holds of its inputs is left to the
// service.
function start_of(score: string, state: State): Inputs {
  if (score === "gestation" || score === "postpartum") {
    const stated = (finding: string) =>
      state.answers.find((answer) => answer.finding === finding)?.value;
    const start: Record<string, string> = { as_of: today() };
    const [due, last] = [stated("edd"), stated("lmp")];
    if (score === "gestation" && typeof due === "string" && due.includes("-"))
      start["due_date"] = due;
    if (score === "gestation" && typeof last === "string" && last.includes("-"))
      start["last_period"] = last;
    return start;
  }
  return {};
}

function today(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
