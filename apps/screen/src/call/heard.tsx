import type { Heard } from "../service/questions";
import { use_keys } from "../shell/keys";
import { Overlay } from "../shell/overlay";
import { AnswerButton } from "./answer_button";

interface HeardProps {
  heard: Heard;
  left: number; // others that wait after it
  on_meant: () => void;
  on_not_meant: () => void;
  on_ask: () => void;
  is_waiting: boolean;
}

// Words of a note that may be a finding: confirmed, dropped, or asked as a question. What is heard
// as denied has no key that answers no: the question is put in its own words first.
export function HeardWords({
  heard,
  left,
  on_meant,
  on_not_meant,
  on_ask,
  is_waiting,
}: HeardProps) {
  use_keys(
    {
      y: () => (heard.denied ? on_ask() : !is_waiting && on_meant()),
      n: on_not_meant,
      a: on_ask,
    },
    { in_dialog: true },
  );
  return (
    <Overlay title="Is this what was meant?" on_leave={on_not_meant}>
      <p>
        The note says <q className="heard__words">{heard.words}</q>.
      </p>
      <p className="heard__meaning">
        {heard.name}
        {heard.denied ? ": it may say no" : ""}
      </p>
      <p className="quiet">Asked as: {heard.wording}</p>
      <div className="answers" role="group" aria-label="Is this what was meant?">
        {heard.denied ? (
          <AnswerButton shortcut="Y" on_press={on_ask} is_waiting={false}>
            Yes: ask it now
          </AnswerButton>
        ) : (
          <AnswerButton shortcut="Y" on_press={on_meant} is_waiting={is_waiting}>
            Yes: answer yes to it
          </AnswerButton>
        )}
        <AnswerButton shortcut="N" on_press={on_not_meant} is_waiting={false}>
          Not meant
        </AnswerButton>
        {!heard.denied && (
          <AnswerButton shortcut="A" on_press={on_ask} is_waiting={false} is_quiet>
            Ask the person
          </AnswerButton>
        )}
      </div>
      {left > 0 && (
        <p className="quiet">
          {left} more {left === 1 ? "waits" : "wait"}.
        </p>
      )}
    </Overlay>
  );
}
