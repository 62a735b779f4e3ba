// Ends a call: the safety net is said, the person repeats it back, and that is ticked.

import { useState, type FormEvent } from "react";
import { Button } from "nhsuk-react-components";
import type { State } from "../service/types";
import { Problem } from "../shell/field";
import { Overlay } from "../shell/overlay";
import { Tick } from "../shell/tick";
import { UrgencyBadge } from "../shell/urgency_look";
import type { CallStore } from "./call_store";
import { failure_words } from "./failure_words";
import { refusal_words } from "./refusal_words";

interface CloseFormProps {
  state: State;
  store: CallStore;
  on_leave: () => void;
  on_closed: () => void;
}

function Warnings({ state }: { state: State }) {
  const { urgency, inquiry } = state;
  if (!urgency?.provisional) return null;
  return (
    <p className="problem">
      The urgency is provisional
      {inquiry
        ? `: ${inquiry.safety_answered} of ${inquiry.safety_total} safety questions are answered`
        : ""}
      . It may be too low; say below why the call ends now.
    </p>
  );
}

export function CloseForm({ state, store, on_leave, on_closed }: CloseFormProps) {
  const [repeated_back, set_repeated_back] = useState(false);
  const [accepted, set_accepted] = useState(false);
  const [text, set_text] = useState("");
  const [problem, set_problem] = useState("");
  const [is_sending, set_sending] = useState(false);
  const { urgency, overridden } = state;
  const needs_words = !accepted || !repeated_back || urgency === null || urgency.provisional;

  const submitted = async (event: FormEvent) => {
    event.preventDefault();
    if (needs_words && !text.trim()) {
      set_problem("Tick both, or say in words why the call ends without.");
      return;
    }
    set_sending(true);
    try {
      await store.ask({
        kind: "close",
        repeated_back,
        disposition_accepted: accepted,
        text: text.trim(),
      });
      on_closed();
    } catch (failure) {
      set_problem(failure_words(failure));
      set_sending(false);
    }
  };

  return (
    <Overlay title="Close the call" on_leave={on_leave}>
      <Warnings state={state} />
      {urgency ? (
        <>
          <p>
            <UrgencyBadge
              level={urgency.level}
              name={urgency.name}
              provisional={urgency.provisional}
            />
            {overridden && (
              <>
                {" "}
                overridden to <UrgencyBadge level={overridden.level} name={overridden.name} />
              </>
            )}
          </p>
          <h3>Say what to do</h3>
          <p className="say">{urgency.contact || urgency.what_to_do}</p>
          <h3>Say the safety net</h3>
          <p className="say">{urgency.safety_net}</p>
        </>
      ) : (
        <p>{refusal_words(state.refusal)}</p>
      )}
      <form onSubmit={(event) => void submitted(event)} noValidate>
        <Problem words={problem} />
        <Tick id="repeated-back" is_ticked={repeated_back} on_change={set_repeated_back}>
          The caller repeated it back: what to watch for, how soon, whom to call
        </Tick>
        <Tick id="accepted" is_ticked={accepted} on_change={set_accepted}>
          The caller accepts what is to be done
        </Tick>
        <label className="nhsuk-label" htmlFor="close-text">
          {needs_words ? "Why the call ends without these" : "Anything else (may stay empty)"}
        </label>
        <textarea
          id="close-text"
          className="nhsuk-textarea"
          rows={3}
          value={text}
          onChange={(event) => set_text(event.target.value)}
        />
        <Button type="submit" disabled={is_sending}>
          Close the call
        </Button>
      </form>
    </Overlay>
  );
}
