// Any finding by its words, and its answer: the best next question is a suggestion only.

import { useEffect, useState } from "react";
import { findings as findings_of } from "../service/client";
import type { AnswerValue, FoundFinding } from "../service/questions";
import type { State } from "../service/types";
import { AnswerControl } from "./answer_control";
import type { Given } from "./given";

const pause_ms = 150;
const shown = 8;

interface Props {
  state: State;
  given: Given;
  on_answer: (finding: string, value: AnswerValue) => void;
}

export function AnyFinding({ state, given, on_answer }: Props) {
  const [words, set_words] = useState("");
  const [found, set_found] = useState<FoundFinding[]>([]);
  const [chosen, set_chosen] = useState<FoundFinding | null>(null);
  const [wrong, set_wrong] = useState("");
  const call = state.call.id;

  useEffect(() => {
    if (words.trim().length < 2) {
      set_found([]);
      return undefined;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      findings_of(words, call, stop.signal).then(
        (all) => {
          if (stop.signal.aborted) return;
          set_found(all.slice(0, shown));
          set_wrong("");
        },
        (failure: Error) => !stop.signal.aborted && set_wrong(failure.message),
      );
    }, pause_ms);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [words, call]);

  const answer = chosen ? given.get(chosen.id) : undefined;
  return (
    <section aria-labelledby="any-heading">
      <h2 id="any-heading" className="nhsuk-heading-m">
        Any other finding
      </h2>
      <label className="nhsuk-label" htmlFor="any-words">
        Find by its words
      </label>
      <input
        id="any-words"
        className="nhsuk-input nhsuk-input--width-20 clinic-input"
        type="search"
        autoComplete="off"
        value={words}
        onChange={(event) => set_words(event.target.value)}
      />
      {wrong ? (
        <p className="nhsuk-error-message" role="alert">
          {wrong}
        </p>
      ) : null}
      <div role="status" className="clinic-quiet">
        {words.trim().length < 2 ? "" : `${found.length} found`}
      </div>
      <ul className="clinic-found">
        {found.map((finding) => (
          <li key={finding.id}>
            <button
              type="button"
              className="clinic-link-button"
              aria-pressed={chosen?.id === finding.id}
              onClick={() => set_chosen(finding)}
            >
              {finding.name}
            </button>
            {finding.answered ? <span className="clinic-quiet"> answered</span> : null}
          </li>
        ))}
      </ul>
      {chosen ? (
        <div className="clinic-question">
          <h3 className="nhsuk-heading-s">{chosen.name}</h3>
          {chosen.wording ? (
            <p className="clinic-quote">
              {"\u201c"}
              {chosen.wording}
              {"\u201d"}
            </p>
          ) : null}
          {chosen.meaning ? (
            <p className="nhsuk-body-s">
              <strong>Points to:</strong> {chosen.meaning}
            </p>
          ) : null}
          <AnswerControl
            id={chosen.id}
            asked={chosen}
            value={answer?.value ?? undefined}
            waits={answer?.is_waiting}
            on_answer={(value) => on_answer(chosen.id, value)}
          />
        </div>
      ) : null}
    </section>
  );
}
