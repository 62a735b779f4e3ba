// Asked once in a consultation, with the first answer: who it comes from.

import { Overlay } from "../shell/overlay";
import { sources, source_words } from "./said_by_choice";
import type { Saying } from "./use_said_by";

export function WhoSays({ saying }: { saying: Saying }) {
  if (saying.pending.length === 0) return null;
  return (
    <Overlay title="Who does this answer come from?" on_leave={saying.leave}>
      <p>
        It stands for the next answers too, until it is changed above them. Without it the answer is
        not recorded.
      </p>
      <div className="clinic-answer__choices" role="group" aria-label="Answers come from">
        {sources.map((source) => (
          <button
            key={source}
            type="button"
            className="clinic-answer__button"
            onClick={() => saying.choose(source)}
          >
            {source_words(source)}
          </button>
        ))}
      </div>
    </Overlay>
  );
}
