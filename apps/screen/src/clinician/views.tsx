// The views of a consultation, one at a time, and what they share: the answers, who they come from and
// which condition is being looked at.

import { useCallback, useMemo, useState } from "react";
import { shown_answers, type ShownAnswer } from "../call/asking";
import { refusal_words } from "../call/refusal_words";
import type { AnswerValue, BundleItem } from "../service/questions";
import type { State } from "../service/types";
import { Waiting } from "../shell/page";
import { AnswerView } from "./answer_view";
import type { Assessment } from "./assessment";
import { BodyPanel } from "./body/body_panel";
import { Evidence } from "./evidence";
import { use_finding_names } from "./finding_names";
import { given_of, no_to_others } from "./given";
import { NetworkView } from "./network/network_view";
import { RecordView } from "./record_view";
import { SaidByChoice } from "./said_by_choice";
import { ScoresView } from "./score/scores_view";
import { Tabs, type Tab } from "./tabs";
import type { Consultation } from "./use_consultation";
import type { Saying } from "./use_said_by";

export type View = "answer" | "why" | "examine" | "scores" | "network" | "record";

export const tabs: Tab<View>[] = [
  { id: "answer", name: "Answer" },
  { id: "why", name: "Why" },
  { id: "examine", name: "Body and nerves" },
  { id: "scores", name: "Posture and scores" },
  { id: "network", name: "Network" },
  { id: "record", name: "Record" },
];
const takes_answers: readonly View[] = ["answer", "examine", "record"];

interface Props {
  consultation: Consultation;
  state: State;
  answers: ShownAnswer[];
  saying: Saying;
  view: View;
  on_view: (view: View) => void;
}

export function Views({ consultation, state, answers, saying, view, on_view }: Props) {
  const [chosen, set_chosen] = useState<string | null>(null);
  const { store, assessment, answer: send, note_answered } = consultation;
  const { answer: say } = saying;
  const given = useMemo(() => given_of(answers), [answers]);
  const name_of = use_finding_names(
    useMemo(() => (assessment ? ids_in(assessment) : []), [assessment]),
    state,
  );
  const on_answer = useCallback(
    (finding: string, value: AnswerValue) => say([{ finding, value }]),
    [say],
  );
  // What waits is asked of the store at the press, for the page may show what was a moment ago.
  const on_no_to_others = useCallback(
    (items: BundleItem[]) => {
      const { queue, spare } = store.get();
      say(no_to_others(items, given_of(shown_answers(state, queue, spare))));
    },
    [say, state, store],
  );
  const on_why = useCallback(
    (condition: string) => {
      set_chosen(condition);
      on_view("why");
    },
    [on_view],
  );
  const { id, revision } = state.call;
  return (
    <Tabs label="Views of the consultation" tabs={tabs} view={view} on_show={on_view}>
      {takes_answers.includes(view) ? (
        <SaidByChoice said_by={saying.said_by} on_change={saying.choose} />
      ) : null}
      {view === "answer" ? (
        <AnswerView
          state={state}
          consultation={consultation}
          name_of={name_of}
          chosen={chosen}
          on_why={on_why}
          given={given}
          on_no_to_others={on_no_to_others}
          on_answer={on_answer}
        />
      ) : null}
      {view === "why" ? (
        assessment ? (
          <Evidence
            call={id}
            revision={revision}
            chosen={chosen ?? assessment.conditions[0]?.id ?? ""}
            assessment={assessment}
            name_of={name_of}
            on_choose={set_chosen}
          />
        ) : (
          <NoDetails state={state} />
        )
      ) : null}
      {view === "examine" ? (
        <BodyPanel
          call={id}
          shown={answers}
          on_answer={on_answer}
          on_answers={send}
          on_note={note_answered}
        />
      ) : null}
      {view === "scores" ? <ScoresView state={state} on_answers={send} /> : null}
      {view === "network" ? (
        state.refusal === "" ? (
          <NetworkView call={id} revision={revision} />
        ) : (
          <NoDetails state={state} />
        )
      ) : null}
      {view === "record" ? (
        <RecordView state={state} answers={answers} assessment={assessment} on_answer={on_answer} />
      ) : null}
    </Tabs>
  );
}

export function NoDetails({ state }: { state: State }) {
  return state.refusal === "" ? (
    <Waiting words="Working out the assessment" />
  ) : (
    <p>There is no assessment: {refusal_words(state.refusal)}</p>
  );
}

function ids_in(assessment: Assessment): string[] {
  return [
    ...assessment.changes.flatMap(({ answers }) => answers.map(({ finding }) => finding)),
    ...assessment.unexplained.map(({ finding }) => finding),
    ...assessment.ask_first,
  ];
}
