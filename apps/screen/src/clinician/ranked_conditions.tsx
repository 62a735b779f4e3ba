// The conditions by probability: each with its figure as people out of a hundred, its 90 %
// interval, what it was before any answer, and a picture of the three. What must not be missed and
// "other" are always among them.

import { useId, useState } from "react";
import type { Condition } from "./assessment";
import { IntervalStrip, StripAxis } from "./chart/interval_strip";
import { scale_words, type ScaleKind } from "./chart/scale";
import { MustNotMissTag } from "./must_not_miss";
import { in_people, interval_in_people } from "./words";

const at_first = 6;
const danger_shown_from = 0.001;

interface Props {
  conditions: Condition[];
  chosen: string | null;
  on_choose: (id: string) => void;
  draws: number | null;
}

// The likeliest, every danger of 1 in 1,000 or more, and "other": the order of the assessment is
// kept.
export function shown_first(conditions: Condition[]): Condition[] {
  return conditions.filter(
    (condition, place) =>
      place < at_first ||
      condition.role === "other" ||
      (condition.must_not_miss && condition.posterior >= danger_shown_from),
  );
}

export function RankedConditions({ conditions, chosen, on_choose, draws }: Props) {
  const [kind, set_kind] = useState<ScaleKind>("linear");
  const [all, set_all] = useState(false);
  const shown = all ? conditions : shown_first(conditions);
  return (
    <section aria-labelledby="ranked-heading">
      <h2 id="ranked-heading" className="nhsuk-heading-m">
        What it may be
      </h2>
      <p className="nhsuk-body-s">
        Of 100 people like this one, how many have it. Several may hold at once, so these do not add
        up to 100.
        {draws
          ? " The line is the 90 % interval of the figures behind it; the upright mark is where it stood before any answer."
          : " Intervals are being worked out."}
      </p>
      <ScaleChoice kind={kind} on_change={set_kind} />
      <table className="nhsuk-table clinic-ranked">
        <caption className="nhsuk-u-visually-hidden">
          Conditions, likeliest first, with 90 % interval and the figure before any answer
        </caption>
        <thead>
          <tr>
            <th scope="col">Condition</th>
            <th scope="col">People like this</th>
            <th scope="col" className="clinic-ranked__picture">
              <span className="nhsuk-u-visually-hidden">Picture</span>
              <StripAxis kind={kind} />
            </th>
            <th scope="col">Before</th>
            <th scope="col">
              <span className="nhsuk-u-visually-hidden">Reasons</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((condition) => (
            <Row
              key={condition.id}
              condition={condition}
              kind={kind}
              chosen={condition.id === chosen}
              on_choose={on_choose}
            />
          ))}
        </tbody>
      </table>
      {conditions.length > shown.length || all ? (
        <button
          type="button"
          className="nhsuk-button nhsuk-button--secondary nhsuk-button--small clinic-button-small"
          aria-expanded={all}
          onClick={() => set_all(!all)}
        >
          {all ? "Show the likeliest only" : `Show all ${conditions.length}`}
        </button>
      ) : null}
    </section>
  );
}

function Row({
  condition,
  kind,
  chosen,
  on_choose,
}: {
  condition: Condition;
  kind: ScaleKind;
  chosen: boolean;
  on_choose: (id: string) => void;
}) {
  const { interval } = condition;
  return (
    <tr className={chosen ? "clinic-ranked__chosen" : undefined}>
      <th scope="row" className="clinic-ranked__name">
        {condition.name}
        {condition.must_not_miss ? <MustNotMissTag /> : null}
      </th>
      <td className="clinic-ranked__people">
        <strong>{in_people(condition.posterior)}</strong>
        {interval ? (
          <span className="clinic-ranked__interval">
            90 %: {interval_in_people(interval.low, interval.high)}
          </span>
        ) : null}
      </td>
      <td className="clinic-ranked__picture">
        <IntervalStrip
          posterior={condition.posterior}
          interval={interval}
          pretest={condition.pretest}
          kind={kind}
        />
      </td>
      <td className="clinic-ranked__before">
        <span className="clinic-narrow-only">Before: </span>
        {in_people(condition.pretest)}
      </td>
      <td className="clinic-ranked__why">
        <button
          type="button"
          className="clinic-link-button"
          aria-pressed={chosen}
          onClick={() => on_choose(condition.id)}
        >
          Why<span className="nhsuk-u-visually-hidden"> {condition.name}</span>
        </button>
      </td>
    </tr>
  );
}

function ScaleChoice({
  kind,
  on_change,
}: {
  kind: ScaleKind;
  on_change: (kind: ScaleKind) => void;
}) {
  const name = useId();
  return (
    <fieldset className="clinic-choice">
      <legend className="nhsuk-u-visually-hidden">Scale of the pictures</legend>
      {(["linear", "log"] as const).map((choice) => (
        <label key={choice} className="clinic-choice__item">
          <input
            type="radio"
            name={name}
            checked={kind === choice}
            onChange={() => on_change(choice)}
          />
          {scale_words(choice)}
        </label>
      ))}
    </fieldset>
  );
}
