// Who the next answers come from. It stands for all answers of the page until changed; in a room it is
// not chosen at the beginning (use_said_by.ts).

import { useId } from "react";
import { said_by_words } from "../call/words";
import type { SaidBy } from "../service/types";

export const sources: SaidBy[] = ["caller", "examination", "proxy", "record", "device"];

export const source_words = (source: SaidBy) =>
  source === "examination" ? "my examination" : said_by_words[source];

interface Props {
  said_by: SaidBy | null;
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
        value={said_by ?? ""}
        onChange={(event) => on_change(event.target.value as SaidBy)}
      >
        {said_by === null ? (
          <option value="" disabled>
            not said yet
          </option>
        ) : null}
        {sources.map((source) => (
          <option key={source} value={source}>
            {source_words(source)}
          </option>
        ))}
      </select>
    </p>
  );
}
