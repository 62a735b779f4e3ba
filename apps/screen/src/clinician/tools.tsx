// What can be done with a consultation beside answering: undo, a note, an override, the summary and
// FHIR, a call-back, closing and reopening; and what lies over the page because of it. The forms
// are those of the nurse's screen.

import { useState } from "react";
import { Behind } from "../call/behind";
import { CallBackForm } from "../call/call_back_form";
import { CloseForm } from "../call/close_form";
import { ClosedCall } from "../call/closed_call";
import { standing_gates } from "../call/held_call";
import { InterruptScreen } from "../call/interrupt";
import { NoteForm } from "../call/note";
import { unseen_raise } from "../call/overlays";
import { OverrideForm } from "../call/override_form";
import { RaisedHere } from "../call/raised_here";
import { SummaryView } from "../call/summary_view";
import type { State } from "../service/types";
import type { UrgencyLevel } from "../service/urgency";
import { address, go } from "../shell/router";
import type { Consultation } from "./use_consultation";

type Tool = "note" | "override" | "summary" | "call_back" | "close";

const tools: { tool: Tool; words: string; needs_open: boolean }[] = [
  { tool: "note", words: "Note", needs_open: true },
  { tool: "override", words: "Override", needs_open: true },
  { tool: "call_back", words: "Call-back", needs_open: true },
  { tool: "summary", words: "Summary and FHIR", needs_open: false },
  { tool: "close", words: "Close", needs_open: true },
];

interface Props {
  consultation: Consultation;
  state: State;
}

export function Tools({ consultation, state }: Props) {
  const [tool, set_tool] = useState<Tool | null>(null);
  const { store } = consultation;
  const { is_open } = state.call;
  return (
    <>
      <div className="clinic-tools" role="group" aria-label="What can be done">
        {is_open ? (
          <button type="button" className="clinic-answer__button" onClick={() => store.undo()}>
            Undo
          </button>
        ) : null}
        {tools
          .filter(({ needs_open }) => is_open || !needs_open)
          .map((one) => (
            <button
              key={one.tool}
              type="button"
              className="clinic-answer__button"
              onClick={() => set_tool(one.tool)}
            >
              {one.words}
            </button>
          ))}
      </div>
      {is_open ? null : <ClosedCall state={state} store={store} />}
      <Over consultation={consultation} state={state} tool={tool} on_leave={() => set_tool(null)} />
    </>
  );
}

// One at a time: a red flag first, or what would be one while the service cannot be asked, then
// what another page added, then what was asked for.
function Over({
  consultation: { held, store },
  state,
  tool,
  on_leave,
}: Props & { tool: Tool | null; on_leave: () => void }) {
  const [seen, set_seen] = useState<UrgencyLevel | null>(null);
  const raise = unseen_raise(held, seen);
  const standing = standing_gates(held);
  if (standing.length > 0)
    return (
      <InterruptScreen
        gates={standing}
        state={state}
        on_acknowledged={(gates) => store.acknowledge(gates)}
      />
    );
  if (raise) return <RaisedHere raise={raise} on_acknowledged={() => set_seen(raise.level)} />;
  if (held.behind)
    return (
      <Behind
        events={held.behind}
        queue={held.queue}
        on_settle={(mine) => store.settle_behind(mine)}
      />
    );
  switch (tool) {
    case null:
      return null;
    case "note":
      return (
        <NoteForm
          on_leave={on_leave}
          on_note={(text) => {
            on_leave();
            store.wish({ kind: "notes", text }, "A note");
          }}
        />
      );
    case "override":
      return <OverrideForm state={state} store={store} on_leave={on_leave} />;
    case "summary":
      return <SummaryView id={state.call.id} is_printed={false} on_leave={on_leave} />;
    case "call_back":
      return <CallBackForm state={state} store={store} on_leave={on_leave} />;
    case "close":
      return (
        <CloseForm
          state={state}
          store={store}
          on_leave={on_leave}
          on_closed={() => go(address.calls)}
        />
      );
  }
}
