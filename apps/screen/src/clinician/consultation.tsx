// The clinician's triage screen: the urgency always in view, and under it the answer, its evidence,
// the examination by maps, postures and scores, the network, and the record.

import { useCallback, useMemo } from "react";
import { raised_without_line, shown_answers } from "../call/asking";
import { ChartPersonWords } from "../call/chart_person";
import type { HeldCall } from "../call/held_call";
import { KnowledgeChanged } from "../call/knowledge_changed";
import type { AnswerValue } from "../service/questions";
import type { State } from "../service/types";
import { level_words } from "../service/urgency";
import { Page, Waiting } from "../shell/page";
import "./clinician.scss";
import { use_view } from "./tabs";
import { given_of } from "./given";
import { HeardWords } from "./heard_words";
import { Tools } from "./tools";
import { Trouble } from "./trouble";
import { UrgencyCard } from "./urgency_card";
import { use_consultation } from "./use_consultation";
import { use_said_by } from "./use_said_by";
import { tabs, Views } from "./views";
import { WhoSays } from "./who_says";

export function Consultation({ id }: { id: string }) {
  const consultation = use_consultation(id);
  const { held, store } = consultation;
  const [view, show] = use_view(tabs, "answer");
  const { state, queue, spare } = held;
  const saying = use_said_by(id, state?.call.setting, consultation.answer);
  const answers = useMemo(
    () => (state ? shown_answers(state, queue, spare) : []),
    [state, queue, spare],
  );
  const { answer } = saying;
  const on_answer = useCallback(
    (finding: string, value: AnswerValue) => answer([{ finding, value }]),
    [answer],
  );
  if (!state) {
    return (
      <Page title="Consultation">
        {held.problem || held.lost_since ? (
          <Trouble consultation={consultation} />
        ) : (
          <Waiting words="Loading the consultation" />
        )}
      </Page>
    );
  }
  return (
    <Page
      title={`${urgency_words(held, state)}: ${person_words(state)}`}
      shown_call={id}
      heading={<Heading state={state} />}
    >
      <Trouble consultation={consultation} />
      <ChartPersonWords state={state} />
      <KnowledgeChanged state={state} store={consultation.store} />
      <UrgencyCard held={held} state={state} short={view !== "answer"} />
      <Tools consultation={consultation} state={state} />
      <HeardWords
        heard={held.heard}
        store={store}
        given={given_of(answers)}
        said_by={saying.said_by}
        on_answer={on_answer}
      />
      <Views
        consultation={consultation}
        state={state}
        answers={answers}
        saying={saying}
        view={view}
        on_view={show}
      />
      <WhoSays saying={saying} />
    </Page>
  );
}

// For the title of the browser's tab: never lower than the card.
function urgency_words(held: HeldCall, state: State): string {
  const raise = held.lost_since ? raised_without_line(state, held.queue, held.spare) : null;
  if (raise) return `Treat as ${level_words(raise.level)}`;
  const { urgency } = state;
  if (!urgency) return "No assessment";
  return urgency.provisional ? `${urgency.name}, provisional` : urgency.name;
}

function Heading({ state }: { state: State }) {
  const { caller, setting, opened_at, opened_by } = state.call;
  const where = {
    telephone: "by telephone",
    primary_care: "in primary care",
    emergency_department: "in the emergency department",
  }[setting];
  return (
    <h1 className="nhsuk-heading-m clinic-heading">
      {person_words(state)}, {where}
      <span className="clinic-quiet clinic-block">
        {[caller.name, caller.reference].filter(Boolean).map((words) => `${words}, `)}
        opened{" "}
        {new Date(opened_at).toLocaleString("en-GB", {
          dateStyle: "medium",
          timeStyle: "short",
        })}{" "}
        by {opened_by}
      </span>
    </h1>
  );
}

function person_words({ person }: State): string {
  const sex =
    person.sex === "female" ? "Woman" : person.sex === "male" ? "Man" : "Person of unknown sex";
  if (person.age_years !== null && person.age_years < 16)
    return `Child of ${person.age_years}${person.sex ? `, ${person.sex}` : ""}`;
  if (person.age_years === null && person.sex === null) return "Person of unknown age and sex";
  return person.age_years === null ? `${sex} of unknown age` : `${sex} of ${person.age_years}`;
}
