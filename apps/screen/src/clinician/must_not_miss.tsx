// What must not be missed, by word and sign wherever it stands, and the list of what is still open
// of it.

import type { Condition } from "./assessment";
import { in_people, interval_in_people } from "./words";

const open_from = 0.001;

export function MustNotMissTag() {
  return (
    <span className="clinic-must-not-miss">
      <svg viewBox="0 0 20 18" width="16" height="14" aria-hidden="true" focusable="false">
        <path
          d="M10 1 L19 17 L1 17 Z"
          fill="#fff4f3"
          stroke="#b10e1e"
          strokeWidth="2"
          strokeLinejoin="round"
        />
        <path d="M10 6 L10 11.5 M10 13.5 L10 15" stroke="#b10e1e" strokeWidth="2" />
      </svg>
      must not miss
    </span>
  );
}

interface Props {
  conditions: Condition[];
  suspected: string[];
  on_choose: (id: string) => void;
}

// Suspected are those that a fired red flag names: they are listed whatever their probability.
export function MustNotMissList({ conditions, suspected, on_choose }: Props) {
  const open = conditions.filter(
    (condition) =>
      condition.must_not_miss &&
      (suspected.includes(condition.id) || condition.posterior >= open_from),
  );
  const rest = conditions.filter((condition) => condition.must_not_miss).length - open.length;
  return (
    <section aria-labelledby="dangers-heading">
      <h2 id="dangers-heading" className="nhsuk-heading-m">
        Must not be missed
      </h2>
      {open.length === 0 ? (
        <p className="nhsuk-body-s">None is suspected by a red flag or as likely as 1 in 1,000.</p>
      ) : null}
      <ul className="clinic-dangers">
        {open.map((condition) => (
          <li key={condition.id}>
            <button
              type="button"
              className="clinic-link-button"
              onClick={() => on_choose(condition.id)}
            >
              {condition.name}
            </button>{" "}
            <MustNotMissTag />
            <br />
            {in_people(condition.posterior)}
            {condition.interval
              ? ` (90 %: ${interval_in_people(condition.interval.low, condition.interval.high)})`
              : ""}
            {suspected.includes(condition.id) ? (
              <strong className="clinic-suspected">suspected by a red flag</strong>
            ) : null}
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <p className="nhsuk-body-s">
          {rest} more are each below 1 in 1,000; they stand in the full list of conditions.
        </p>
      ) : null}
    </section>
  );
}
