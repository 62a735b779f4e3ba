// Another urgency beside the one that was concluded, with a coded reason. To go below a red flag that
// has fired a second clinician signs with name and password, which are kept nowhere.

import { useEffect, useState, type FormEvent } from "react";
import { Button } from "nhsuk-react-components";
import { reasons as ask_reasons } from "../service/client";
import type { Reason, State } from "../service/types";
import { level_names, urgency_levels, type UrgencyLevel } from "../service/urgency";
import { Field, Problem } from "../shell/field";
import { Overlay } from "../shell/overlay";
import { UrgencyBadge } from "../shell/urgency_look";
import { is_higher } from "./asking";
import type { CallStore } from "./call_store";
import { Choice } from "./choice";
import { failure_words } from "./failure_words";

interface OverrideFormProps {
  state: State;
  store: CallStore;
  on_leave: () => void;
}

// Below an emergency, or to self-care while safety questions are open: the service asks for a second
// clinician there too.
function is_unsafe({ urgency }: State, level: UrgencyLevel): boolean {
  if (!urgency) return false;
  const is_emergency = is_higher(urgency.level, "urgent_care");
  return (
    (is_emergency && is_higher(urgency.level, level)) ||
    (urgency.provisional && level === "self_care")
  );
}

export function OverrideForm({ state, store, on_leave }: OverrideFormProps) {
  const [level, set_level] = useState<UrgencyLevel | "">("");
  const [reasons, set_reasons] = useState<Reason[]>([]);
  const [reason, set_reason] = useState("");
  const [text, set_text] = useState("");
  const [name, set_name] = useState("");
  const [password, set_password] = useState("");
  const [problem, set_problem] = useState("");
  const [is_second_asked, set_second_asked] = useState(false);
  const [is_sending, set_sending] = useState(false);

  useEffect(() => {
    ask_reasons().then(set_reasons, (failure: unknown) => set_problem(failure_words(failure)));
  }, []);

  const is_below = level !== "" && state.gates.some((gate) => is_higher(gate.urgency, level));
  const needs_second = is_below || is_second_asked || (level !== "" && is_unsafe(state, level));

  const sent = async (urgency: UrgencyLevel | null) => {
    set_sending(true);
    set_problem("");
    try {
      const second = needs_second && urgency ? { second: { name, password } } : {};
      await store.ask({ kind: "override", urgency, reason, text, ...second });
      on_leave();
    } catch (failure) {
      const words = failure_words(failure);
      if (words.startsWith("second")) set_second_asked(true);
      set_password("");
      set_problem(words);
      set_sending(false);
    }
  };
  const submitted = (event: FormEvent) => {
    event.preventDefault();
    if (level === "") set_problem("Choose an urgency.");
    else if (reason === "") set_problem("Choose a reason.");
    else if (reason === "other" && !text.trim()) set_problem("Say the reason in words.");
    else if (needs_second && (!name || !password))
      set_problem("A second clinician must sign with name and password.");
    else void sent(level);
  };

  return (
    <Overlay title="Override the urgency" on_leave={on_leave} wide>
      {state.urgency && (
        <p>
          Concluded: <UrgencyBadge level={state.urgency.level} name={state.urgency.name} /> It
          stands beside the override.
        </p>
      )}
      {state.overridden && (
        <p>
          <Button type="button" secondary disabled={is_sending} onClick={() => void sent(null)}>
            End the override to {state.overridden.name}
          </Button>
        </p>
      )}
      <form onSubmit={submitted} noValidate>
        <Problem words={problem} />
        <Choice
          legend="Urgency"
          name="override-level"
          value={level}
          on_change={(value) => set_level(value as UrgencyLevel)}
          options={[...urgency_levels]
            .reverse()
            .map((one) => ({ value: one, words: level_names[one] }))}
        />
        <Choice
          legend="Reason"
          name="override-reason"
          value={reason}
          on_change={set_reason}
          options={reasons.map((one) => ({ value: one.code, words: one.name }))}
        />
        <label className="nhsuk-label" htmlFor="override-text">
          In words
        </label>
        <textarea
          id="override-text"
          className="nhsuk-textarea"
          rows={3}
          value={text}
          onChange={(event) => set_text(event.target.value)}
        />
        {needs_second && (
          <fieldset className="nhsuk-fieldset second">
            <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
              {is_below ? "A red flag has fired: a" : "To go so low a"} second clinician signs
            </legend>
            <Field
              id="second-name"
              label="Name of the second clinician"
              value={name}
              on_change={set_name}
              autoComplete="off"
            />
            <Field
              id="second-password"
              label="Password of the second clinician"
              type="password"
              value={password}
              on_change={set_password}
              autoComplete="off"
            />
          </fieldset>
        )}
        <Button type="submit" disabled={is_sending}>
          Override
        </Button>
      </form>
    </Overlay>
  );
}
