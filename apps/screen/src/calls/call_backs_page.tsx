// Who is to be called back, soonest first; those that are late are said to be.

import { useState } from "react";
import { call_back_done } from "../service/client";
import type { CallBack } from "../service/types";
import { announce } from "../shell/announce";
import { Link } from "../shell/link";
import { Page, Waiting } from "../shell/page";
import { address } from "../shell/router";
import { due_words, time_words } from "../shell/times";
import { UrgencyBadge } from "../shell/urgency_look";
import { use_now } from "../shell/use_now";
import { failure_words } from "../call/failure_words";
import { is_late, look_at_calls, use_calls } from "./open_calls";

type Outcome = "reached" | "not_reached" | "cancelled";

const outcomes: { outcome: Outcome; words: string }[] = [
  { outcome: "reached", words: "Reached" },
  { outcome: "not_reached", words: "Not reached" },
  { outcome: "cancelled", words: "Cancelled" },
];

interface CallBackRowProps {
  one: CallBack;
  now: Date;
  on_done: (one: CallBack, outcome: Outcome) => void;
}

function CallBackRow({ one, now, on_done }: CallBackRowProps) {
  const name = one.caller.name || one.caller.reference || "Caller without a name";
  return (
    <li className={`due${is_late(one, now) ? " due--late" : ""}`}>
      <div className="due__when">
        <strong>{due_words(one.due_at, now)}</strong>
        <span>due {time_words(one.due_at, now)}</span>
      </div>
      <div className="due__who">
        <h2 className="due__name">
          <Link href={address.call(one.call)}>{name}</Link>
        </h2>
        <p>
          {one.telephone ? (
            <a href={`tel:${one.telephone.replace(/[^+\d]/g, "")}`}>{one.telephone}</a>
          ) : (
            "no number"
          )}
          {one.why && `: ${one.why}`}
        </p>
        <p className="quiet">Promised by {one.made_by}</p>
      </div>
      <div className="due__urgency">{one.urgency && <UrgencyBadge {...one.urgency} />}</div>
      <div className="due__done" role="group" aria-label={`Outcome for ${name}`}>
        {outcomes.map(({ outcome, words }) => (
          <button
            key={outcome}
            type="button"
            className="chip"
            onClick={() => on_done(one, outcome)}
          >
            {words}
          </button>
        ))}
      </div>
    </li>
  );
}

export function CallBacksPage() {
  const now = use_now(15_000);
  const { due, problem: list_problem } = use_calls();
  const [done_problem, set_problem] = useState("");
  const problem = done_problem || list_problem;

  const done = async (one: CallBack, outcome: Outcome) => {
    set_problem("");
    try {
      await call_back_done(one.id, outcome);
      announce(`${one.caller.name || "The caller"}: ${outcome.replace("_", " ")}.`);
      document.querySelector<HTMLElement>("#main")?.focus();
      await look_at_calls();
    } catch (failure) {
      set_problem(failure_words(failure));
    }
  };

  const late = (due ?? []).filter((one) => is_late(one, now)).length;
  return (
    <Page
      title={late > 0 ? `Call-backs, ${late} late` : "Call-backs"}
      heading={<h1 className="nhsuk-heading-l page-title">Call-backs</h1>}
    >
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {due === null ? (
        !problem && <Waiting words="Reading the call-backs" />
      ) : due.length === 0 ? (
        <p>Nobody is to be called back.</p>
      ) : (
        <ul className="due-list">
          {due.map((one) => (
            <CallBackRow
              key={one.id}
              one={one}
              now={now}
              on_done={(which, outcome) => void done(which, outcome)}
            />
          ))}
        </ul>
      )}
    </Page>
  );
}
