import { useState } from "react";
import { Button } from "nhsuk-react-components";
import type { State } from "../service/types";
import { time_words } from "../shell/times";
import type { CallStore } from "./call_store";
import { failure_words } from "./failure_words";

// A call that has ended: its urgency and summary stay, and it can be opened again.
export function ClosedCall({ state, store }: { state: State; store: CallStore }) {
  const [problem, set_problem] = useState("");
  const reopen = () => {
    set_problem("");
    store.ask({ kind: "reopen" }).catch((failure: unknown) => set_problem(failure_words(failure)));
  };
  return (
    <section className="question" aria-labelledby="closed-title">
      <h2 id="closed-title" className="question__words question__words--smaller">
        This call was closed{state.call.closed_at ? ` at ${time_words(state.call.closed_at)}` : ""}
      </h2>
      {problem && <p className="problem">{problem}</p>}
      <p>
        <kbd>S</kbd> shows its summary.
      </p>
      <Button type="button" secondary onClick={reopen}>
        Open it again
      </Button>
    </section>
  );
}
