import { use_keys } from "../shell/keys";
import { AnswerButton } from "./answer_button";
import type { AskingNow } from "./use_asking";

// Yes, no, cannot say, refused.
export function SimpleAnswers({ now }: { now: AskingNow }) {
  const yes = () => now.answer("present");
  const no = () => now.answer("absent");
  use_keys({ y: yes, n: no });
  return (
    <div className="answers" role="group" aria-label="Answer">
      <AnswerButton shortcut="Y" on_press={yes} is_waiting={now.is_waiting}>
        Yes
      </AnswerButton>
      <AnswerButton shortcut="N" on_press={no} is_waiting={now.is_waiting}>
        No
      </AnswerButton>
      <NoAnswer now={now} cannot_say_key="u" />
    </div>
  );
}

// What every question may be answered: that the person cannot say, or will not.
export function NoAnswer({ now, cannot_say_key }: { now: AskingNow; cannot_say_key: "u" | "x" }) {
  const cannot_say = () => now.answer("unknown");
  const refused = () => now.answer("refused");
  use_keys({ [cannot_say_key]: cannot_say, x: cannot_say, r: refused });
  return (
    <>
      <AnswerButton
        shortcut={cannot_say_key.toUpperCase()}
        on_press={cannot_say}
        is_waiting={now.is_waiting}
        is_quiet
      >
        Cannot say
      </AnswerButton>
      <AnswerButton shortcut="R" on_press={refused} is_waiting={now.is_waiting} is_quiet>
        Refused
      </AnswerButton>
    </>
  );
}
