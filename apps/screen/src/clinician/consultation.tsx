// The clinician's triage screen: the urgency always in view, and under it the answer, its evidence,
// the examination by maps, postures and scores, the network, and the record.

import type { State } from "../service/types";
import { Page, Waiting } from "../shell/page";
import "./clinician.scss";
import { use_view } from "./tabs";
import { HeardWords, Tools } from "./tools";
import { Trouble } from "./trouble";
import { UrgencyCard } from "./urgency_card";
import { use_consultation } from "./use_consultation";
import { tabs, Views } from "./views";

export function Consultation({ id }: { id: string }) {
  const consultation = use_consultation(id);
  const { held } = consultation;
  const [view, show] = use_view(tabs, "answer");
  const { state } = held;
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
      title={`Consultation: ${person_words(state)}`}
      shown_call={id}
      heading={<Heading state={state} />}
    >
      <Trouble consultation={consultation} />
      <UrgencyCard state={state} short={view !== "answer"} />
      <Tools consultation={consultation} state={state} />
      <HeardWords consultation={consultation} />
      <Views consultation={consultation} state={state} view={view} on_view={show} />
    </Page>
  );
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
  if (person.age_years === null && person.sex === null) return "Person of unknown age and sex";
  return person.age_years === null ? `${sex} of unknown age` : `${sex} of ${person.age_years}`;
}
