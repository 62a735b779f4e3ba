import { use_keys, type KeyMap } from "../shell/keys";
import { AnswerButton } from "./answer_button";
import type { Asking } from "./asking";
import { NoAnswer } from "./simple_answers";
import type { AskingNow } from "./use_asking";
import { state_words } from "./words";

// One of several states, by its number. Where U is the name of a state, X says "cannot say".
export function StateChoice({ now, asking }: { now: AskingNow; asking: Asking }) {
  const states = asking.states ?? [];
  const keys: KeyMap = {};
  states.slice(0, 9).forEach((state, index) => {
    keys[String(index + 1)] = () => now.answer(state);
  });
  use_keys(keys);
  return (
    <div className="answers answers--column" role="group" aria-label="Answer">
      {states.map((state, index) => (
        <AnswerButton
          key={state}
          shortcut={String(index + 1)}
          on_press={() => now.answer(state)}
          is_waiting={now.is_waiting}
        >
          {state_words(state)}
        </AnswerButton>
      ))}
      <div className="answers">
        <NoAnswer now={now} cannot_say_key={states.includes("U") ? "x" : "u"} />
      </div>
    </div>
  );
}
