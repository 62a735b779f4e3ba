// A call: the banner, the question, what was answered, and what can be done, all by keyboard.

import { useEffect, useRef, useState } from "react";
import { finding } from "../service/client";
import type { State } from "../service/types";
import { level_names } from "../service/urgency";
import { announce } from "../shell/announce";
import { is_field, use_keys, type KeyMap } from "../shell/keys";
import { Page, Waiting } from "../shell/page";
import { address, go } from "../shell/router";
import { use_now } from "../shell/use_now";
import { remember_tab, saw_call } from "../calls/open_calls";
import { AnswersList } from "./answers_list";
import { asking_of_found, type Raise, type ShownAnswer } from "./asking";
import { Banner, standing_before } from "./banner";
import { ClosedCall } from "./closed_call";
import { ChartPersonWords } from "./chart_person";
import { failure_words } from "./failure_words";
import { KnowledgeChanged } from "./knowledge_changed";
import { standing_gates, type HeldCall } from "./held_call";
import { NothingToAsk } from "./nothing_to_ask";
import { Overlays, unseen_raise, type OpenTool } from "./overlays";
import { QuestionCard } from "./question_card";
import { Side } from "./side";
import { Toolbar, tool_keys, tool_of_key, type Tool } from "./toolbar";
import { use_announcements } from "./use_announcements";
import { use_asking } from "./use_asking";
import { use_call } from "./use_call";

const phases = {
  person: "About the person",
  life_threat: "Safety question",
  mandatory: "Safety question",
  value: "Next best question",
};

function phase_of({ state, spare }: HeldCall, asked: string): string {
  const question = [...(state?.inquiry?.questions ?? []), ...spare].find(
    (one) => one.finding === asked || one.bundle?.items.some((item) => item.finding === asked),
  );
  return phases[question?.phase ?? "value"];
}

function title_of(state: State): string {
  const name = state.call.caller.name || "Call without a name";
  if (!state.call.is_open) return `${name}: closed`;
  const { urgency } = state;
  if (!urgency) {
    const before = standing_before(state);
    return `${before ? `${before.name} before, now no urgency` : "No urgency"}: ${name}`;
  }
  return `${urgency.name || level_names[urgency.level]}${urgency.provisional ? ", provisional" : ""}: ${name}`;
}

// Ctrl or Cmd with P prints the summary in the place of the page.
function use_print_key(is_on: boolean, on_print: () => void): void {
  const latest = useRef(on_print);
  latest.current = on_print;
  useEffect(() => {
    if (!is_on) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [is_on]);
}

export function CallPage({ id }: { id: string }) {
  const { held, store } = use_call(id);
  const now = use_asking(held, store);
  const time = use_now(10_000);
  const [tool, set_tool] = useState<OpenTool | null>(null);
  const [raise_seen, set_raise_seen] = useState<Raise["level"] | null>(null);
  const [problem, set_problem] = useState("");
  const answers_list = useRef<HTMLElement>(null);
  const { state } = held;
  const is_open = state?.call.is_open ?? false;
  use_announcements(held);

  useEffect(() => {
    if (is_open) remember_tab(id);
  }, [id, is_open]);
  useEffect(() => {
    if (state) saw_call(state.call);
  }, [state]);
  useEffect(() => {
    if (standing_gates(held).length > 0 || unseen_raise(held, raise_seen)) set_tool(null);
    if (!held.lost_since) set_raise_seen(null);
  }, [held, raise_seen]);

  const use_tool = (wanted: Tool) => {
    set_problem("");
    if (wanted === "edit") answers_list.current?.querySelector("button")?.focus();
    else if (wanted !== "undo") set_tool(wanted);
    else if (!now.is_waiting) {
      store.undo();
      now.leave_chosen();
      announce("The last answers are taken back.");
    }
  };
  const keys: KeyMap = {};
  for (const key of tool_keys) {
    const found = tool_of_key(key);
    if (found && (is_open || !found.needs_open)) keys[key] = () => use_tool(found.tool);
  }
  use_keys(keys, { is_on: state !== null });
  use_print_key(state !== null && (tool === null || tool === "summary"), () => set_tool("print"));

  const edit = async (answer: ShownAnswer) => {
    set_problem("");
    try {
      now.choose(asking_of_found(await finding(answer.finding), ""), answer.shown);
      if (!is_field(document.activeElement))
        document.querySelector<HTMLElement>("#question-words")?.focus();
    } catch (failure) {
      set_problem(`${answer.name} cannot be changed now: ${failure_words(failure)}`);
    }
  };
  const take_back = (answer: ShownAnswer) => {
    if (now.is_waiting) return;
    const answers = [{ finding: answer.finding, value: null, said_by: now.said_by }];
    store.wish({ kind: "answers", answers }, `${answer.name}: taken back`);
    announce(`${answer.name}: taken back.`);
  };

  if (!state) {
    if (held.problem) {
      return (
        <Page title="This call cannot be shown">
          <p className="problem">{held.problem}</p>
        </Page>
      );
    }
    const words = held.lost_since
      ? "No connection, and nothing of this call is kept here. Trying again"
      : "Loading the call";
    return (
      <Page title="Call">
        <Waiting words={words} />
      </Page>
    );
  }
  return (
    <Page
      title={title_of(state)}
      shown_call={id}
      banner={<Banner held={held} state={state} now={time} />}
      heading={
        <h1 className="nhsuk-u-visually-hidden">
          Call with {state.call.caller.name || "a caller without a name"}
        </h1>
      }
    >
      <div className="call">
        <div className="call__main">
          <ChartPersonWords state={state} />
          <KnowledgeChanged state={state} store={store} />
          {(held.refused || problem) && (
            <p className="problem" role="alert">
              {held.refused ? `Not taken: ${held.refused}` : problem}
            </p>
          )}
          {!is_open ? (
            <ClosedCall state={state} store={store} />
          ) : now.asking ? (
            <QuestionCard
              now={now}
              asking={now.asking}
              phase={phase_of(held, now.asking.finding)}
            />
          ) : (
            <NothingToAsk
              state={state}
              is_without_line={held.lost_since !== null && held.queue.length > 0}
              on_ask_on={now.ask_on}
            />
          )}
          <Toolbar is_open={is_open} on_tool={use_tool} />
        </div>
        <div className="call__side">
          <AnswersList
            ref={answers_list}
            answers={now.answers}
            is_open={is_open}
            on_edit={(answer) => void edit(answer)}
            on_take_back={take_back}
          />
          <Side state={state} now={time} />
        </div>
      </div>
      <Overlays
        held={held}
        state={state}
        store={store}
        now={now}
        tool={tool}
        raise_seen={raise_seen}
        on_raise_seen={set_raise_seen}
        on_leave={() => set_tool(null)}
        on_closed={() => {
          set_tool(null);
          announce("The call is closed.");
          go(address.calls);
        }}
      />
    </Page>
  );
}
