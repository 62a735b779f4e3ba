// Beside the question: why this urgency, what it may be, and what has happened in the call.

import type { State } from "../service/types";
import { level_names, level_words } from "../service/urgency";
import { due_words, time_words, with_times } from "../shell/times";
import { UrgencyBadge } from "../shell/urgency_look";

function Why({ state }: { state: State }) {
  const { urgency, changed, gates, override_ended } = state;
  if (!urgency) return null;
  return (
    <section className="panel" aria-labelledby="why-title">
      <h2 id="why-title" className="panel__title">
        Why this urgency
      </h2>
      {changed && (
        <p className="why__changed">
          <strong>
            {changed.raised ? "Raised" : "Lowered"} from {level_words(changed.from)}
          </strong>{" "}
          by the last answer{changed.raised ? `: ${changed.because}` : "."}
        </p>
      )}
      {override_ended && <p className="why__changed">{override_ended}</p>}
      {gates.map((gate) => (
        <div key={gate.id} className="why__gate">
          <UrgencyBadge level={gate.urgency} name={level_names[gate.urgency]} />
          <p>
            <strong>{gate.name}</strong>: {gate.because.join("; ")}
          </p>
        </div>
      ))}
      {urgency.because.length > 0 && (
        <ul className="why__list">
          {urgency.because.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function frequency(share: number): string {
  const in_100 = share * 100;
  return in_100 >= 1 ? `about ${Math.round(in_100)} in 100` : "fewer than 1 in 100";
}

function Causes({ state }: { state: State }) {
  if (state.causes.length === 0) return null;
  return (
    <details className="panel">
      <summary className="panel__title">What it may be</summary>
      <p className="quiet">Of people like this; several can hold at once. Not a diagnosis.</p>
      <ul className="causes">
        {state.causes.map((cause) => (
          <li key={cause.id}>
            <span>
              {cause.name}
              {cause.is_suspected ? (
                <strong className="causes__flag"> suspected by a red flag</strong>
              ) : (
                cause.must_not_miss && <strong className="causes__flag"> must not be missed</strong>
              )}
            </span>
            <span className="causes__share">
              {cause.natural_frequency ?? frequency(cause.posterior)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Advised({ state }: { state: State }) {
  const shown = state.advice.filter((one) => one.status !== "withheld");
  const withheld = state.advice.filter((one) => one.status === "withheld");
  if (state.advice.length === 0) return null;
  return (
    <details className="panel">
      <summary className="panel__title">What can be advised</summary>
      <ul>
        {shown.map((one) => (
          <li key={one.text}>
            {one.text}
            {one.status === "cautioned" && <em> With care: {one.reason}</em>}
          </li>
        ))}
      </ul>
      {withheld.length > 0 && (
        <>
          <h3>Held back</h3>
          <ul>
            {withheld.map((one) => (
              <li key={one.text}>
                {one.text} <em>Because: {one.reason}</em>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

function History({ state }: { state: State }) {
  return (
    <details className="panel">
      <summary className="panel__title">Notes and history</summary>
      {state.notes.length > 0 && (
        <>
          <h3>Notes</h3>
          <ul>
            {state.notes.map((note) => (
              <li key={note.at + note.text}>
                {note.text}{" "}
                <span className="quiet">
                  {note.by}, {time_words(note.at)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>What happened</h3>
      <ol className="history">
        {[...state.events].reverse().map((event) => (
          <li key={event.revision}>
            <span className="quiet">{time_words(event.at)}</span> {with_times(event.words)}{" "}
            <span className="quiet">{event.by}</span>
          </li>
        ))}
      </ol>
      <p className="quiet">
        Knowledge {state.knowledge.version}, {state.knowledge.hash.slice(0, 12)}; software{" "}
        {state.software}
      </p>
    </details>
  );
}

function Promised({ state, now }: { state: State; now: Date }) {
  const due = state.call_backs.filter((one) => !one.done_at);
  if (due.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="promised-title">
      <h2 id="promised-title" className="panel__title">
        Call-backs promised
      </h2>
      <ul>
        {due.map((one) => (
          <li key={one.id}>
            {time_words(one.due_at, now)}, {due_words(one.due_at, now)}:{" "}
            {one.why || "no reason given"}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Side({ state, now }: { state: State; now: Date }) {
  return (
    <>
      <Promised state={state} now={now} />
      <Why state={state} />
      <Causes state={state} />
      <Advised state={state} />
      <History state={state} />
    </>
  );
}
