import { useState, type FormEvent } from "react";
import { Button } from "nhsuk-react-components";
import type { State } from "../service/types";
import { Field, Problem } from "../shell/field";
import { Overlay } from "../shell/overlay";
import { Tick } from "../shell/tick";
import { due_words, local_input, time_words } from "../shell/times";
import type { CallStore } from "./call_store";
import { is_far, proposed_minutes, wrong_number, wrong_time } from "./due_time";
import { failure_words } from "./failure_words";

interface CallBackFormProps {
  state: State;
  store: CallStore;
  on_leave: () => void;
}

const soon = [15, 30, 60, 120, 240, 1440];
// On the minute, and not sooner.
const in_minutes = (minutes: number) =>
  local_input(new Date((Math.ceil(Date.now() / 60_000) + minutes) * 60_000));
const minutes_words = (minutes: number) =>
  minutes < 60 ? `${minutes} minutes` : `${minutes / 60} ${minutes === 60 ? "hour" : "hours"}`;

// "2026-11-26T10:00:00Z", as the service takes times.
const service_time = (local: string) => `${new Date(local).toISOString().slice(0, 19)}Z`;

// Promises a call-back: when, why, and to which number.
export function CallBackForm({ state, store, on_leave }: CallBackFormProps) {
  const [due, set_due] = useState(() => in_minutes(proposed_minutes(state)));
  const [is_far_meant, set_far_meant] = useState(false);
  const [why, set_why] = useState("");
  const [telephone, set_telephone] = useState(state.call.caller.telephone);
  const [problem, set_problem] = useState("");
  const [is_sending, set_sending] = useState(false);
  const is_time = !Number.isNaN(new Date(due).getTime());

  const submitted = async (event: FormEvent) => {
    event.preventDefault();
    const now = new Date();
    const wrong = wrong_time(due, now) || wrong_number(telephone);
    if (wrong) set_problem(wrong);
    else if (is_far(due, now) && !is_far_meant)
      set_problem("That is more than a week from now: tick below that it is meant.");
    else if (!why.trim()) set_problem("Say why, for whoever calls back.");
    else {
      set_sending(true);
      try {
        await store.ask({
          kind: "call-back",
          due_at: service_time(due),
          why: why.trim(),
          telephone: telephone.trim(),
        });
        on_leave();
      } catch (failure) {
        set_problem(failure_words(failure));
        set_sending(false);
      }
    }
  };

  return (
    <Overlay title="Promise a call-back" on_leave={on_leave}>
      {state.call_backs.length > 0 && (
        <ul>
          {state.call_backs.map((one) => (
            <li key={one.id}>
              Promised: {time_words(one.due_at)} ({due_words(one.due_at, new Date())}) {one.why}
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={(event) => void submitted(event)} noValidate>
        <Problem words={problem} />
        <div className="row" role="group" aria-label="In">
          {soon.map((minutes) => (
            <button
              key={minutes}
              type="button"
              className="chip"
              onClick={() => set_due(in_minutes(minutes))}
            >
              In {minutes_words(minutes)}
            </button>
          ))}
        </div>
        <Field
          id="call-back-due"
          label="When"
          type="datetime-local"
          value={due}
          on_change={set_due}
          {...(is_time ? { hint: due_words(due, new Date()) } : {})}
        />
        {is_far(due, new Date()) && (
          <Tick id="call-back-far" is_ticked={is_far_meant} on_change={set_far_meant}>
            More than a week from now is meant
          </Tick>
        )}
        <Field
          id="call-back-telephone"
          label="Number to call"
          type="tel"
          value={telephone}
          on_change={set_telephone}
          autoComplete="off"
          width={20}
        />
        <Field id="call-back-why" label="Why" value={why} on_change={set_why} autoComplete="off" />
        <Button type="submit" disabled={is_sending}>
          Promise it
        </Button>
      </form>
    </Overlay>
  );
}
