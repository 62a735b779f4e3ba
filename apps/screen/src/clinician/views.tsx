// The views of a consultation, one at a time, and what they share: who the answers come from and
// which condition is being looked at.

import { useCallback, useMemo, useState } from "react";
import { bundle_answers, shown_answers } from "../call/asking";
import type { AnswerValue, BundleItem, SaidBy, State } from "../service/types";
import { Waiting } from "../shell/page";
import { AnswerView } from "./answer_view";
import type { Assessment } from "./assessment";
import { BodyPanel } from "./body/body_panel";
import { Evidence } from "./evidence";
import { use_finding_names } from "./finding_names";
import { NetworkView } from "./network/network_view";
import { RecordView } from "./record_view";
import { SaidByChoice } from "./said_by_choice";
import { ScoresView } from "./score/scores_view";
import { Tabs, type Tab } from "./tabs";
import type { Consultation } from "./use_consultation";

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
  view: View;
  on_view: (view: View) => void;
}

export function Views({ consultation, state, view, on_view }: Props) {
  const [chosen, set_chosen] = useState<string | null>(null);
  const [said_by, set_said_by] = useState<SaidBy>(
    state.call.setting === "telephone" ? "caller" : "examination",
  );
  const { held, assessment, answer, note_answered } = consultation;
  const name_of = use_finding_names(
    useMemo(() => (assessment ? ids_in(assessment) : []), [assessment]),
    state,
  );
  const on_answer = useCallback(
    (finding: string, value: AnswerValue) => answer([{ finding, value, said_by }]),
    [answer, said_by],
  );
  const on_no_to_all = useCallback(
    (items: BundleItem[]) =>
      answer(bundle_answers(items, new Set()).answers.map((one) => ({ ...one, said_by }))),
    [answer, said_by],
  );
  const on_why = useCallback(
    (condition: string) => {
      set_chosen(condition);
      on_view("why");
    },
    [on_view],
  );
  const { id, revision } = state.call;
  const answers = useMemo(() => shown_answers(state, held.queue), [state, held.queue]);
  return (
    <Tabs label="Views of the consultation" tabs={tabs} view={view} on_show={on_view}>
      {takes_answers.includes(view) ? (
        <SaidByChoice said_by={said_by} on_change={set_said_by} />
      ) : null}
      {view === "answer" ? (
        <AnswerView
          state={state}
          consultation={consultation}
          name_of={name_of}
          chosen={chosen}
          on_why={on_why}
          on_no_to_all={on_no_to_all}
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
          on_answers={answer}
          on_note={note_answered}
        />
      ) : null}
      {view === "scores" ? <ScoresView state={state} on_answers={answer} /> : null}
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
    <p>There is no assessment: {state.refusal}</p>
  );
}

function ids_in(assessment: Assessment): string[] {
  return [
    ...assessment.changes.flatMap(({ answers }) => answers.map(({ finding }) => finding)),
    ...assessment.unexplained.map(({ finding }) => finding),
    ...assessment.ask_first,
  ];
}
