// What stands between this page and the service, in words: no connection, an answer that was
// refused, details that could not be worked out. Empty while all is well.

import { line_words } from "../call/banner";
import { use_now } from "../shell/use_now";
import type { Consultation } from "./use_consultation";

export function Trouble({ consultation: { held, store, wrong } }: { consultation: Consultation }) {
  const now = use_now(10_000);
  const line = line_words(held, now);
  const words = [
    held.problem,
    line,
    held.refused ? `Not taken: ${held.refused}` : "",
    wrong && !held.lost_since ? `The details of the assessment could not be had: ${wrong}` : "",
  ].filter((each) => each !== "");
  if (words.length === 0) return null;
  return (
    <div className="nhsuk-inset-text clinic-trouble" role="alert">
      {words.map((each) => (
        <p key={each}>{each}</p>
      ))}
      <button
        type="button"
        className="nhsuk-button nhsuk-button--secondary clinic-button-small"
        onClick={() => {
          store.refusal_seen();
          store.look_now();
        }}
      >
        Try again
      </button>
    </div>
  );
}
