// What a score gives to the case, and the button that puts it there.

import type { NewAnswer, State } from "../../service/types";
import { state_words } from "../words";
import { use_findings } from "../finding_names";

interface Props {
  state: State;
  answers: NewAnswer[];
  on_answers: (answers: NewAnswer[]) => void;
}

export function IntoCase({ state, answers, on_answers }: Props) {
  const findings = use_findings(answers.map(({ finding }) => finding));
  const taken = answers.filter(({ finding }) => findings[finding]);
  if (taken.length === 0) return null;
  const is_in = taken.every(({ finding, value }) =>
    state.answers.some((answer) => answer.finding === finding && answer.value === value),
  );
  return (
    <div className="clinic-into-case">
      <p className="clinic-label">Goes into the case:</p>
      <ul>
        {taken.map(({ finding, value }) => (
          <li key={finding}>
            {findings[finding]?.name}: {state_words(String(value))}{" "}
            {findings[finding]?.unit === "1" ? "" : findings[finding]?.unit}
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="nhsuk-button clinic-button-small"
        onClick={() => on_answers(taken)}
      >
        Put into the case
      </button>
      <span role="status" className="clinic-done">
        {is_in ? "In the case." : ""}
      </span>
    </div>
  );
}
