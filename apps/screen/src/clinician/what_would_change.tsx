// The smallest changes of answers that would move the urgency on the evidence.

import type { Assessment, Change } from "./assessment";
import type { NameOf } from "./finding_names";
import { in_people, state_words, urgency_rank } from "./words";
import { level_words } from "../service/urgency";

interface Props {
  assessment: Assessment;
  assessing: boolean;
  name_of: NameOf;
}

export function WhatWouldChange({ assessment, assessing, name_of }: Props) {
  const { changes, urgency_on_evidence, uncertainty } = assessment;
  return (
    <section aria-labelledby="change-heading">
      <h2 id="change-heading" className="nhsuk-heading-m">
        What would change this
      </h2>
      <p className="nhsuk-body-s">
        On the evidence it is {level_words(urgency_on_evidence)}.
        {uncertainty
          ? ` With the figures drawn ${uncertainty.draws} times within their uncertainty, it is another in ${Math.round(uncertainty.p_urgency_differs * 100)} % of draws.`
          : ""}
      </p>
      {changes.length === 0 ? (
        <p>{assessing ? "Being worked out ..." : "No one or two answers would move it."}</p>
      ) : null}
      <ul className="clinic-changes">
        {changes.map((change) => (
          <ChangeWords key={key_of(change)} change={change} now={assessment} name_of={name_of} />
        ))}
      </ul>
    </section>
  );
}

function ChangeWords({
  change,
  now,
  name_of,
}: {
  change: Change;
  now: Assessment;
  name_of: NameOf;
}) {
  const up = urgency_rank(change.urgency) > urgency_rank(now.urgency_on_evidence);
  const stated = change.answers.some(({ from }) => from === "present" || from === "absent");
  return (
    <li>
      <strong>
        {up ? "\u25b2 up" : "\u25bc down"} to {level_words(change.urgency)}
      </strong>{" "}
      if{" "}
      {change.answers.map(({ finding, from, to }, place) => (
        <span key={finding}>
          {place > 0 ? " and " : ""}
          <em>{name_of(finding)}</em> were {state_words(to)} (
          {from === "not asked" ? "not asked yet" : `now ${state_words(from)}`})
        </span>
      ))}
      .{" "}
      {stated
        ? "It hangs on that answer being right."
        : `To be expected in ${in_people(change.probability)} like this.`}
    </li>
  );
}

function key_of(change: Change): string {
  return change.answers.map(({ finding, to }) => `${finding} ${to}`).join(", ");
}
