// What may lie over a call's page, one at a time: a red flag first, then what another page added,
// then what a note may mean, then what the user asked for.

import type { State } from "../service/types";
import { raised_without_line, type Raise } from "./asking";
import { Behind } from "./behind";
import { CallBackForm } from "./call_back_form";
import type { CallStore } from "./call_store";
import { standing_gates, type HeldCall } from "./held_call";
import { CloseForm } from "./close_form";
import { HeardNext } from "./heard_next";
import { HelpKeys } from "./help_keys";
import { InterruptScreen } from "./interrupt";
import { NoteForm } from "./note";
import { OverrideForm } from "./override_form";
import { RaisedHere } from "./raised_here";
import { Search } from "./search";
import { SummaryView } from "./summary_view";
import type { Tool } from "./toolbar";
import type { AskingNow } from "./use_asking";

export type OpenTool = Exclude<Tool, "edit" | "undo"> | "print";

interface OverlaysProps {
  held: HeldCall;
  state: State;
  store: CallStore;
  now: AskingNow;
  tool: OpenTool | null;
  raise_seen: Raise["level"] | null;
  on_raise_seen: (level: Raise["level"]) => void;
  on_leave: () => void;
  on_closed: () => void;
}

export const is_emergency = (level: Raise["level"]) =>
  level === "emergency_department" || level === "ambulance";

// An emergency by an answer that the service could not be asked about, and not acknowledged yet.
export function unseen_raise(held: HeldCall, seen: Raise["level"] | null): Raise | null {
  if (!held.state || !held.lost_since) return null;
  const raise = raised_without_line(held.state, held.queue, held.spare);
  return raise && is_emergency(raise.level) && raise.level !== seen ? raise : null;
}

export function Overlays(props: OverlaysProps) {
  const { held, state, store, now, tool, raise_seen, on_raise_seen, on_leave, on_closed } = props;
  const standing = standing_gates(held);
  if (standing.length > 0) {
    return (
      <InterruptScreen
        gates={standing}
        state={state}
        on_acknowledged={(gates) => store.acknowledge(gates)}
      />
    );
  }
  const raise = unseen_raise(held, raise_seen);
  if (raise) return <RaisedHere raise={raise} on_acknowledged={() => on_raise_seen(raise.level)} />;
  if (held.behind) {
    return (
      <Behind
        events={held.behind}
        queue={held.queue}
        on_settle={(mine) => store.settle_behind(mine)}
      />
    );
  }
  const [heard, ...others] = held.heard;
  if (heard) {
    return (
      <HeardNext
        key={heard.finding + heard.words}
        heard={heard}
        left={others.length}
        store={store}
        now={now}
      />
    );
  }
  switch (tool) {
    case null:
      return null;
    case "search":
      return (
        <Search
          state={state}
          answers={now.answers}
          on_leave={on_leave}
          on_choose={(asking, was) => {
            on_leave();
            now.choose(asking, was);
          }}
        />
      );
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
    case "call_back":
      return <CallBackForm state={state} store={store} on_leave={on_leave} />;
    case "override":
      return <OverrideForm state={state} store={store} on_leave={on_leave} />;
    case "summary":
    case "print":
      return <SummaryView id={state.call.id} is_printed={tool === "print"} on_leave={on_leave} />;
    case "close":
      return <CloseForm state={state} store={store} on_leave={on_leave} on_closed={on_closed} />;
    case "help":
      return <HelpKeys on_leave={on_leave} />;
  }
}
