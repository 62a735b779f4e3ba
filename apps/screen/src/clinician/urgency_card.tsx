// How soon and where, as the NHS care card of that urgency: words first, then what made it so. It
// is never lower than what the service says; an override stands beside it.

import { useEffect, useRef, type ReactNode } from "react";
import type { Gate, State, UrgencyNow } from "../service/types";
import { announce } from "../shell/announce";
import { UrgencyShape } from "../shell/urgency_look";
import { care_card, urgency_name, urgency_rank, verified_words } from "./words";

const before_heading = {
  "non-urgent": "Non-urgent advice: ",
  urgent: "Urgent advice: ",
  emergency: "Immediate action required: ",
};

interface Props {
  state: State;
  // With the reasons folded away, beside a view that needs the room.
  short: boolean;
}

// ": within 1 hour", where the name does not say so already.
function within_words({ name, contact_within }: UrgencyNow): string {
  const is_said = contact_within === "" || name.toLowerCase() === contact_within.toLowerCase();
  return is_said ? "" : `: ${contact_within}`;
}

export function UrgencyCard({ state, short }: Props) {
  use_announced(state);
  const { urgency } = state;
  if (!urgency) return <NoAssessment refusal={state.refusal} />;
  const card = care_card(urgency.level);
  const name = `nhsuk-card nhsuk-card--care nhsuk-card--care--${card} clinic-urgency`;
  return (
    <section className={name} aria-labelledby="urgency-heading">
      <div className="nhsuk-card--care__heading-container">
        <h2 className="nhsuk-card--care__heading" id="urgency-heading">
          <span className="nhsuk-u-visually-hidden">{before_heading[card]}</span>
          <UrgencyShape level={urgency.level} /> {urgency.name}
          {within_words(urgency)}
          {urgency.provisional ? " (provisional)" : ""}
        </h2>
        <span className="nhsuk-card--care__arrow" aria-hidden="true" />
      </div>
      <div className="nhsuk-card__content">
        {urgency.disposition_name !== urgency.name ? (
          <p className="nhsuk-u-font-weight-bold">{urgency.disposition_name}</p>
        ) : null}
        <p>{urgency.what_to_do}</p>
        {urgency.provisional ? (
          <p>
            <strong>Provisional:</strong> mandatory safety questions are not yet asked; it is not
            safe to close on this.
          </p>
        ) : null}
        {state.overridden ? <OverrideWords state={state} /> : null}
        {short ? (
          <Folded summary={`${gates_words(state.gates)}; why, and the safety net`}>
            <Reasons state={state} />
          </Folded>
        ) : (
          <Reasons state={state} />
        )}
      </div>
    </section>
  );
}

function Folded({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details className="clinic-details">
      <summary>{summary}</summary>
      <div>{children}</div>
    </details>
  );
}

function gates_words(gates: Gate[]): string {
  if (gates.length === 0) return "No red flag has fired";
  return gates.length === 1 ? "One red flag has fired" : `${gates.length} red flags have fired`;
}

function Reasons({ state: { gates, urgency } }: { state: State }) {
  return (
    <>
      <p className="clinic-label">{gates_words(gates)}</p>
      {gates.length > 0 ? (
        <Gates gates={gates} />
      ) : (
        <ul>{urgency?.because.map((reason) => <li key={reason}>{reason}</li>)}</ul>
      )}
      {urgency?.safety_net ? (
        <Folded summary="Safety net to give">
          <p>{urgency.safety_net}</p>
        </Folded>
      ) : null}
    </>
  );
}

// Those that ask for the most stand open; the lesser ones are folded away, with their number.
function Gates({ gates }: { gates: Gate[] }) {
  const highest = Math.max(...gates.map(({ urgency }) => urgency_rank(urgency)));
  const first = gates.filter(({ urgency }) => urgency_rank(urgency) === highest);
  const lesser = gates.filter(({ urgency }) => urgency_rank(urgency) < highest);
  return (
    <>
      <GateList gates={first} />
      {lesser.length > 0 ? (
        <Folded summary={`${lesser.length} that ask for less`}>
          <GateList gates={lesser} />
        </Folded>
      ) : null}
    </>
  );
}

function GateList({ gates }: { gates: Gate[] }) {
  return (
    <ul className="clinic-gates">
      {gates.map((gate) => (
        <li key={gate.id}>
          <strong>{gate.name}</strong> asks for {urgency_name(gate.urgency)}, because of:{" "}
          {gate.because.join("; ")}.{" "}
          <span className="clinic-quiet">
            Source {gate.source}, {verified_words(gate.verified)}; no clinician has signed the rule
            off.
          </span>
        </li>
      ))}
    </ul>
  );
}

function OverrideWords({ state }: { state: State }) {
  const { overridden } = state;
  if (!overridden) return null;
  const second = overridden.second ? `, with ${overridden.second} as second clinician` : "";
  return (
    <p className="nhsuk-inset-text clinic-inset">
      <strong>Overridden to {overridden.name}</strong> by {overridden.by}
      {second}: {overridden.reason}. {overridden.text}
    </p>
  );
}

function NoAssessment({ refusal }: { refusal: string }) {
  return (
    <section className="clinic-warning" aria-labelledby="urgency-heading">
      <h2 className="nhsuk-heading-m" id="urgency-heading">
        No assessment
      </h2>
      <p>{refusal || "The service gave no urgency. Go by your own judgement."}</p>
    </section>
  );
}

// A rise is said at once, a fall in its turn; the first state is not a change.
function use_announced(state: State) {
  const before = useRef<State["urgency"]>(state.urgency);
  useEffect(() => {
    const [was, now] = [before.current, state.urgency];
    before.current = now;
    if (!was || !now || was.level === now.level) return;
    const raised = urgency_rank(now.level) > urgency_rank(was.level);
    const because = state.changed?.because ? `, because ${state.changed.because}` : "";
    announce(
      `Urgency ${raised ? "raised" : "lowered"} to ${now.name}${because}`,
      raised ? "assertive" : "polite",
    );
  }, [state]);
}
