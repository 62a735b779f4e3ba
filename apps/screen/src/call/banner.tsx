// Always in view: how soon and where, whether that is provisional, about whom, and whether this page
// can reach the service. It changes with the service's answer only; without a connection it may rise
// by what the service said each answer would do, and says so.

import type { State } from "../service/types";
import { level_words, type CallUrgency, type UrgencyNow } from "../service/urgency";
import { time_words } from "../shell/times";
import { UrgencyBadge, UrgencyShape, urgency_class } from "../shell/urgency_look";
import { is_higher, raised_without_line } from "./asking";
import type { HeldCall } from "./held_call";
import { refusal_words } from "./refusal_words";

function person_words(state: State): string {
  const { age_years, sex } = state.person;
  const person = [sex, age_years === null ? "" : `${age_years}`].filter(Boolean).join(" ");
  const { name, is_the_person } = state.call.caller;
  const caller = name || "caller without a name";
  return [
    person || "age and sex not known",
    is_the_person ? caller : `${caller} calls for the person`,
  ].join(", ");
}

const many = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;

// What stands between this page and the service; empty while all is well.
export function line_words(held: HeldCall, now: Date): string {
  const waiting = held.queue.reduce(
    (sum, { wish }) =>
      sum + (wish.kind === "answers" ? wish.answers.length : wish.kind === "acknowledge" ? 0 : 1),
    0,
  );
  if (held.lost_since) {
    const since = time_words(held.lost_since, now);
    const kept =
      waiting > 0
        ? `${many(waiting, "answer")} kept on this computer`
        : "answers are kept on this computer";
    return `No connection since ${since}; ${kept}; the urgency may be too low.`;
  }
  if (held.was_kept > 0 && waiting > 0)
    return `Connected again: sending ${many(waiting, "kept answer")}.`;
  if (held.is_slow) return "Waiting for the service; the urgency is of before the last answer.";
  return "";
}

// What was urgent before an answer after which nothing can be concluded stays what the banner shows; a
// calm level of before does not, for it would hide that there is none now.
export function standing_before({ before_refusal }: State): CallUrgency | null {
  const urgency = before_refusal?.urgency;
  return urgency && is_higher(urgency.level, "within_3_days") ? urgency : null;
}

// What the level does not say already: within when, and where.
function where_words({ name, contact_within, disposition_name }: UrgencyNow): string {
  const parts = [contact_within, disposition_name];
  return parts.filter((part) => part && part.toLowerCase() !== name.toLowerCase()).join(" - ");
}

function Headline({ held, state }: { held: HeldCall; state: State }) {
  const raise = held.lost_since ? raised_without_line(state, held.queue, held.spare) : null;
  const { urgency } = state;
  const before = state.before_refusal?.urgency;
  const stands = standing_before(state);
  const flags = state.before_refusal?.gates ?? [];
  if (raise) {
    return (
      <div className="banner__words">
        <p className="banner__level">Treat as {level_words(raise.level)}</p>
        <p className="banner__where">
          Raised on this computer by: {raise.because.join("; ")}. Not confirmed by the service.
        </p>
      </div>
    );
  }
  if (!urgency) {
    return (
      <div className="banner__words">
        <p className="banner__level">
          {stands ? `${stands.name} before; now no urgency can be given` : "No urgency can be given"}
        </p>
        <p className="banner__where">{refusal_words(state.refusal)}</p>
        {before && !stands && <p>Before this answer: {before.name}</p>}
        {flags.length > 0 && (
          <p>
            Red {flags.length === 1 ? "flag" : "flags"} before:{" "}
            {flags.map((gate) => gate.name).join("; ")}
          </p>
        )}
      </div>
    );
  }
  const is_unsafe = urgency.provisional && urgency.level === "self_care";
  return (
    <div className="banner__words">
      <p className="banner__level">
        {is_unsafe ? "Not yet safe to close" : urgency.name}
        {urgency.provisional && <span className="banner__provisional">provisional</span>}
      </p>
      <p className="banner__where">{is_unsafe ? "Nothing urgent so far" : where_words(urgency)}</p>
      {state.refusal && <p>No assessment beside it: {refusal_words(state.refusal)}</p>}
    </div>
  );
}

function Override({ state }: { state: State }) {
  const { overridden } = state;
  if (!overridden) return null;
  return (
    <div className="banner__override">
      Overridden by {overridden.by}
      {overridden.second && ` with ${overridden.second}`}:{" "}
      <UrgencyBadge level={overridden.level} name={overridden.name} />{" "}
      {overridden.text || overridden.reason}
    </div>
  );
}

export function Banner({ held, state, now }: { held: HeldCall; state: State; now: Date }) {
  const raise = held.lost_since ? raised_without_line(state, held.queue, held.spare) : null;
  const level = raise?.level ?? (state.urgency ?? standing_before(state))?.level ?? null;
  const { call, inquiry } = state;
  const line = line_words(held, now);
  return (
    <section
      className={`banner ${urgency_class(level)}`}
      aria-label="Urgency"
      data-revision={call.revision}
      data-level={level ?? "none"}
    >
      <div className="banner__main">
        <UrgencyShape level={level} />
        <Headline held={held} state={state} />
        <div className="banner__facts">
          <p>{person_words(state)}</p>
          {inquiry && inquiry.safety_total > 0 && (
            <p>
              Safety questions: {inquiry.safety_answered} of {inquiry.safety_total}
            </p>
          )}
          {call.is_repeat_contact && (
            <p className="banner__repeat">Repeat contact: {call.contacts_7_days} in 7 days</p>
          )}
          {!call.is_open && <p>This call is closed</p>}
        </div>
      </div>
      <Override state={state} />
      {line && (
        <p className={`banner__line${held.lost_since ? " banner__line--lost" : ""}`}>{line}</p>
      )}
      {!held.is_keeping && (
        <p className="banner__line banner__line--lost">
          This computer cannot keep answers (its storage is full or closed): do not close this page
          while answers wait.
        </p>
      )}
    </section>
  );
}
