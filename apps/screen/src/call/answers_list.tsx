// Every answer so far, newest first: what was said, by whom and when. Enter on one changes it, Delete
// takes it back; up and down go through them.

import { forwardRef, type KeyboardEvent } from "react";
import { time_words } from "../shell/times";
import type { ShownAnswer } from "./asking";
import { said_by_words } from "./words";

interface AnswersListProps {
  answers: ShownAnswer[];
  is_open: boolean; // of a closed call they are only read
  on_edit: (answer: ShownAnswer) => void;
  on_take_back: (answer: ShownAnswer) => void;
}

function source_words(answer: ShownAnswer): string {
  const who = answer.said_by === "caller" ? "" : `said by ${said_by_words[answer.said_by]}`;
  const when = answer.is_waiting ? "waiting" : answer.at ? time_words(answer.at) : "";
  return [who, when].filter(Boolean).join(", ");
}

function AnswerWords({ answer }: { answer: ShownAnswer }) {
  return (
    <>
      <span>
        {answer.name}
        <span className="said__source">{source_words(answer)}</span>
      </span>
      <span className="said__value">{answer.shown}</span>
    </>
  );
}

// To the next or the one before, as the arrows say.
function moved(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("button.said__answer")];
  const at = all.findIndex((one) => one === document.activeElement);
  all[at + step]?.focus();
  event.preventDefault();
}

export const AnswersList = forwardRef<HTMLElement, AnswersListProps>(function AnswersList(
  { answers, is_open, on_edit, on_take_back },
  list,
) {
  return (
    <section ref={list} className="panel said" aria-labelledby="answers-title" onKeyDown={moved}>
      <h2 id="answers-title" className="panel__title">
        Answers <span className="panel__count">{answers.length}</span>
      </h2>
      {answers.length === 0 ? (
        <p className="quiet">None yet.</p>
      ) : (
        <>
          {is_open && (
            <p className="quiet">
              <kbd>E</kbd> goes here, then <kbd>Enter</kbd> changes one and <kbd>Delete</kbd> takes
              it back.
            </p>
          )}
          <ul
            className="said__list"
            tabIndex={is_open ? undefined : 0}
            aria-labelledby="answers-title"
          >
            {answers.map((answer) => (
              <li key={answer.finding}>
                {is_open ? (
                  <button
                    type="button"
                    className={`said__answer${answer.is_waiting ? " said__answer--waiting" : ""}`}
                    onClick={() => on_edit(answer)}
                    onKeyDown={(event) => event.key === "Delete" && on_take_back(answer)}
                  >
                    <AnswerWords answer={answer} />
                  </button>
                ) : (
                  <div className="said__answer">
                    <AnswerWords answer={answer} />
                  </div>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
});
