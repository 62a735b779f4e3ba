// Who the next answers come from. It stands for all answers of the page until changed.

import { useId } from "react";
import { said_by_words } from "../call/words";
import type { SaidBy } from "../service/types";

const choices: SaidBy[] = ["examination", "caller", "proxy", "record", "device"];

interface Props {
  said_by: SaidBy;
  on_change: (said_by: SaidBy) => void;
}

export function SaidByChoice({ said_by, on_change }: Props) {
  const id = useId();
  return (
    <p className="clinic-said-by">
      <label htmlFor={id}>Answers come from</label>{" "}
      <select
        id={id}
        className="nhsuk-select clinic-select"
        value={said_by}
        onChange={(event) => on_change(event.target.value as SaidBy)}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice === "examination" ? "my examination" : said_by_words[choice]}
          </option>
        ))}
      </select>
    </p>
  );
}
