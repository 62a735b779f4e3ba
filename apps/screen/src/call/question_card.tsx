// The question that stands on the page: words to read aloud, what can be answered, and on demand
// plainer words, what it means, and why it is asked now.

import { useEffect, useRef, useState } from "react";
import { keep, kept } from "../shell/kept";
import { use_keys, type KeyMap } from "../shell/keys";
import type { Asking } from "./asking";
import { BundleChoice } from "./bundle_choice";
import { Help, type HelpShown } from "./question_help";
import { SimpleAnswers } from "./simple_answers";
import { StateChoice } from "./state_choice";
import { TypedAnswer } from "./typed_answer";
import type { AskingNow } from "./use_asking";
import { said_by_words } from "./words";

const no_help: HelpShown = { plainer: false, meaning: false, why: false };

function title_of(now: AskingNow, asking: Asking, phase: string): string {
  if (now.was) return `Changing an earlier answer, now "${now.was}"`;
  if (now.is_chosen) return "Chosen by you";
  if (now.is_opened) return "Each by itself";
  if (asking.items.length > 0) return "Read all of it in one breath";
  return phase;
}

export function QuestionCard({
  now,
  asking,
  phase,
}: {
  now: AskingNow;
  asking: Asking;
  phase: string;
}) {
  const [help, set_help] = useState<HelpShown>(() => kept<HelpShown>("choice.help") ?? no_help);
  const card = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const name = `${asking.finding} ${asking.items.length}`;

  // The next question is read by a screen reader when the focus was on the one before.
  useEffect(() => {
    const focused = document.activeElement;
    const is_free =
      focused === null || focused === document.body || card.current?.contains(focused);
    if (is_free && !document.querySelector("dialog[open]"))
      heading.current?.focus({ preventScroll: true });
  }, [name]);

  const toggle = (part: keyof HelpShown) =>
    set_help((was) => {
      const shown = { ...was, [part]: !was[part] };
      keep("choice.help", shown);
      return shown;
    });
  const keys: KeyMap = {
    p: () => toggle("plainer"),
    m: () => toggle("meaning"),
    w: () => toggle("why"),
    t: now.next_said_by,
  };
  if (now.is_chosen) keys["escape"] = now.leave_chosen;
  use_keys(keys);

  const is_many = asking.items.length > 0;
  return (
    <section
      ref={card}
      className="question"
      aria-labelledby="question-words"
      aria-busy={now.is_waiting}
    >
      <div className="question__head">
        <p className="question__kind">
          {title_of(now, asking, phase)}
          {now.is_chosen && (
            <button type="button" className="link-button" onClick={now.leave_chosen}>
              Back to the suggestion <kbd>Esc</kbd>
            </button>
          )}
          {now.was && (
            <button type="button" className="link-button" onClick={() => now.answer(null)}>
              Take it back
            </button>
          )}
        </p>
        <p className="question__said-by">
          Answered by <strong>{said_by_words[now.said_by]}</strong>
          <button type="button" className="link-button" onClick={now.next_said_by}>
            Change <kbd>T</kbd>
          </button>
        </p>
      </div>
      <h2 id="question-words" ref={heading} tabIndex={-1} className="question__words">
        {is_many ? asking.lead_in : asking.wording}
      </h2>
      {help.plainer && !is_many && (
        <p className="question__plainer">
          <span className="question__label">Plainer:</span>{" "}
          {asking.plainer || "No plainer words are known."}
        </p>
      )}
      {is_many ? (
        <BundleChoice key={name} now={now} asking={asking} is_plainer={help.plainer} />
      ) : asking.type === "ordinal" ? (
        <StateChoice key={name} now={now} asking={asking} />
      ) : asking.type === "boolean" ? (
        <SimpleAnswers now={now} />
      ) : (
        <TypedAnswer key={name} now={now} asking={asking} />
      )}
      {now.given_words && (
        <p className="question__given">
          Answered: <strong>{now.given_words}</strong>
        </p>
      )}
      <Help asking={asking} shown={help} toggle={toggle} />
    </section>
  );
}
