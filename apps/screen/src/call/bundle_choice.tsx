// Several questions in one breath: no to all, or the numbers of those that were named, or each by
// itself.

import { useState } from "react";
import { use_keys, type KeyMap } from "../shell/keys";
import { AnswerButton } from "./answer_button";
import type { Asking } from "./asking";
import type { AskingNow } from "./use_asking";

interface BundleChoiceProps {
  now: AskingNow;
  asking: Asking;
  is_plainer: boolean;
}

export function BundleChoice({ now, asking, is_plainer }: BundleChoiceProps) {
  const [picked, set_picked] = useState<ReadonlySet<string>>(new Set());
  const [word, set_word] = useState("");
  const is_any = picked.size > 0;

  const pick = (finding: string) => {
    if (now.is_waiting) return;
    const next = new Set(picked);
    if (!next.delete(finding)) next.add(finding);
    set_picked(next);
    set_word("");
  };
  const none = () => {
    if (is_any)
      set_word("Some are marked: Enter takes them as yes and the others as no; Esc unmarks them.");
    else if (!now.is_waiting) now.answer_together(picked);
  };
  const send_picked = () => now.answer_together(picked);
  const each = () => !now.is_waiting && now.open_together();

  const keys: KeyMap = { n: none, u: each, x: each, r: each, y: is_any ? send_picked : each };
  asking.items.slice(0, 9).forEach((item, index) => {
    keys[String(index + 1)] = () => pick(item.finding);
  });
  if (is_any) {
    keys["enter"] = send_picked;
    keys["escape"] = () => set_picked(new Set());
  }
  use_keys(keys);

  return (
    <>
      <ul className="breath">
        {asking.items.map((item, index) => (
          <li key={item.finding}>
            <label
              className={`breath__line${picked.has(item.finding) ? " breath__line--picked" : ""}`}
            >
              <input
                type="checkbox"
                checked={picked.has(item.finding)}
                onChange={() => pick(item.finding)}
              />
              <kbd aria-hidden="true">{index + 1}</kbd>
              <span className="breath__words">
                {item.in_bundle}
                {is_plainer && <span className="breath__plainer">{item.plainer}</span>}
              </span>
              {picked.has(item.finding) && <strong className="breath__yes">yes</strong>}
            </label>
          </li>
        ))}
      </ul>
      {word && (
        <p className="question__word" role="status">
          {word}
        </p>
      )}
      <div className="answers" role="group" aria-label="Answer">
        {is_any ? (
          <>
            <AnswerButton shortcut="Enter" on_press={send_picked} is_waiting={now.is_waiting}>
              Yes to {picked.size} marked, no to the others
            </AnswerButton>
            <AnswerButton
              shortcut="Esc"
              on_press={() => set_picked(new Set())}
              is_waiting={now.is_waiting}
              is_quiet
            >
              Unmark
            </AnswerButton>
          </>
        ) : (
          <>
            <AnswerButton shortcut="N" on_press={none} is_waiting={now.is_waiting}>
              No to all
            </AnswerButton>
            <AnswerButton shortcut="Y" on_press={each} is_waiting={now.is_waiting}>
              Yes to some: ask each by itself
            </AnswerButton>
            <AnswerButton shortcut="U" on_press={each} is_waiting={now.is_waiting} is_quiet>
              Cannot say: ask each
            </AnswerButton>
          </>
        )}
      </div>
    </>
  );
}
