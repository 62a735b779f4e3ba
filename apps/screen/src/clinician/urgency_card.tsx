// How soon and where, as the NHS care card of that urgency: words first, then what made it so. It
// is never lower than what the service says, and higher where an answer that waits without a connection
// may mean more; an override stands beside it.

import { useEffect, useRef, type ReactNode } from "react";
import { raised_without_line, type Raise } from "../call/asking";
import type { HeldCall } from "../call/held_call";
import { refusal_words } from "../call/refusal_words";
import type { State } from "../service/types";
import { level_words, type Gate, type UrgencyNow } from "../service/urgency";
import { announce } from "../shell/announce";
import { UrgencyShape } from "../shell/urgency_look";
import { care_card, urgency_rank, verified_words } from "./words";

const before_heading = {
  "non-urgent": "Non-urgent advice: ",
  urgent: "Urgent advice: ",
  emergency: "Immediate action required: ",
};

interface Props {
  held: HeldCall;
  state: State;
  // With the reasons folded away, beside a view that needs the room.
  short: boolean;
}

// ": within 1 hour", where the name does not say so already.
function within_words({ name, contact_within }: UrgencyNow): string {
  const is_said = contact_within === "" || name.toLowerCase() === contact_within.toLowerCase();
  return is_said ? "" : `: ${contact_within}`;
}

export function UrgencyCard({ held, state, short }: Props) {
  use_announced(state);
  const raise = held.lost_since ? raised_without_line(state, held.queue, held.spare) : null;
  if (raise) return <RaisedCard raise={raise} state={state} />;
  const { urgency } = state;
  if (!urgency) return <NoAssessment state={state} />;
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
        {state.refusal ? (
          <p>
            <strong>No assessment beside it:</strong> {refusal_words(state.refusal)}
          </p>
        ) : null}
        {urgency.provisional ? (
          <p>
            <strong>Provisional:</strong> mandatory safety questions are not yet asked; it is not
            safe to close on this.
          </p>
        ) : null}
        {state.overridden ? <OverrideWords state={state} /> : null}
        {short ? (
          <Folded summary={`${gates_words(state)}; why, and the safety net`}>
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

function gates_words({ gates, inquiry }: State): string {
  const left = inquiry ? inquiry.safety_total - inquiry.safety_answered : 0;
  if (gates.length === 0) {
    return left > 0
      ? `No red flag has fired so far; ${left} of ${inquiry?.safety_total ?? left} safety questions are not answered`
      : "No red flag has fired";
  }
  return gates.length === 1 ? "One red flag has fired" : `${gates.length} red flags have fired`;
}

function Reasons({ state }: { state: State }) {
  const { gates, urgency } = state;
  return (
    <>
      <p className={gates.length > 0 ? "clinic-label" : undefined}>{gates_words(state)}</p>
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
          <strong>{gate.name}</strong> asks for {level_words(gate.urgency)}, because of:{" "}
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

function NoAssessment({ state: { refusal, before_refusal } }: { state: State }) {
  const before = before_refusal?.urgency;
  return (
    <section className="clinic-warning" aria-labelledby="urgency-heading">
      <h2 className="nhsuk-heading-m" id="urgency-heading">
        {before ? `${before.name} before; now no assessment` : "No assessment"}
      </h2>
      <p>{refusal_words(refusal) || "The service gave no urgency. Go by your own judgement."}</p>
      {before_refusal && before_refusal.gates.length > 0 ? (
        <>
          <p className="clinic-label">Red flags that had fired</p>
          <GateList gates={before_refusal.gates} />
        </>
      ) : null}
    </section>
  );
}

// Without a connection: what an answer that waits may mean, by the service's last word.
function RaisedCard({ raise, state }: { raise: Raise; state: State }) {
  const card = care_card(raise.level);
  return (
    <section
      className={`nhsuk-card nhsuk-card--care nhsuk-card--care--${card} clinic-urgency`}
      aria-labelledby="urgency-heading"
    >
      <div className="nhsuk-card--care__heading-container">
        <h2 className="nhsuk-card--care__heading" id="urgency-heading">
          <span className="nhsuk-u-visually-hidden">{before_heading[card]}</span>
          <UrgencyShape level={raise.level} /> Treat as {level_words(raise.level)}
        </h2>
        <span className="nhsuk-card--care__arrow" aria-hidden="true" />
      </div>
      <div className="nhsuk-card__content">
        <p>
          Raised on this computer by: {raise.because.join("; ")}. There is no connection, so the
          service has not confirmed it. Act on it now.
        </p>
        {state.urgency ? (
          <Folded summary={`What the service said before: ${state.urgency.name}`}>
            <p>{state.urgency.what_to_do}</p>
            <Reasons state={state} />
          </Folded>
        ) : null}
      </div>
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
      raised ? `Urgency raised to ${now.name}${because}` : `Urgency now ${now.name}`,
      raised ? "assertive" : "polite",
    );
  }, [state]);
}
