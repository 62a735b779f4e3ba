// Why one condition stands where it stands: the evidence as a waterfall, each piece with its
// figures, mechanism and source, and the present findings that nothing explains.

import { useEffect, useMemo, useState } from "react";
import { explanation } from "../service/client";
import type { Assessment, ExplainedCondition, Explanation } from "./assessment";
import { WaterfallChart } from "./chart/waterfall_chart";
import { EvidenceTable, SourceWords } from "./evidence_table";
import type { NameOf } from "./finding_names";
import { MustNotMissTag } from "./must_not_miss";
import { steps_of, strong_count } from "./waterfall";
import { in_people, interval_in_people } from "./words";

const most_bars = 10;

interface Props {
  call: string;
  revision: number;
  chosen: string;
  assessment: Assessment;
  name_of: NameOf;
  on_choose: (id: string) => void;
}

export function Evidence({ call, revision, chosen, assessment, name_of, on_choose }: Props) {
  const [shown, set_shown] = useState<ExplainedCondition | null>(null);
  const [wrong, set_wrong] = useState("");

  useEffect(() => {
    let current = true;
    explanation<Explanation>(call, chosen).then(
      ({ condition }) => {
        if (!current) return;
        set_shown(condition);
        set_wrong("");
      },
      (failure: Error) => current && set_wrong(failure.message),
    );
    return () => {
      current = false;
    };
  }, [call, revision, chosen]);

  const all = [...assessment.conditions, ...assessment.contributors];
  return (
    <section aria-labelledby="evidence-heading">
      <h2 id="evidence-heading" className="nhsuk-heading-m">
        Why: the evidence for one condition
      </h2>
      <p className="nhsuk-form-group nhsuk-u-margin-bottom-3">
        <label className="nhsuk-label" htmlFor="evidence-choice">
          Condition
        </label>
        <select
          id="evidence-choice"
          className="nhsuk-select clinic-select"
          value={chosen}
          onChange={(event) => on_choose(event.target.value)}
        >
          {all.map(({ id, name, posterior, must_not_miss }) => (
            <option key={id} value={id}>
              {name}: {in_people(posterior)}
              {must_not_miss ? " (must not miss)" : ""}
            </option>
          ))}
        </select>
      </p>
      {wrong ? (
        <p className="nhsuk-error-message" role="alert">
          The evidence could not be had: {wrong}
        </p>
      ) : null}
      {shown?.id === chosen ? (
        <OneCondition condition={shown} assessment={assessment} name_of={name_of} />
      ) : (
        <p role="status">Looking up the evidence ...</p>
      )}
    </section>
  );
}

function OneCondition({
  condition,
  assessment,
  name_of,
}: {
  condition: ExplainedCondition;
  assessment: Assessment;
  name_of: NameOf;
}) {
  const interval =
    condition.interval ??
    assessment.conditions.find(({ id }) => id === condition.id)?.interval ??
    null;
  const steps = useMemo(() => steps_of(condition, most_bars), [condition]);
  return (
    <>
      <h3 className="nhsuk-heading-s">
        {condition.name} {condition.must_not_miss ? <MustNotMissTag /> : null}
      </h3>
      <p>
        Before any answer <strong>{in_people(condition.pretest)}</strong> people of this setting,
        age and sex with this complaint; now <strong>{in_people(condition.posterior)}</strong>
        {interval ? ` (90 %: ${interval_in_people(interval.low, interval.high)})` : ""}.
      </p>
      <p className="nhsuk-body-s clinic-key">
        <span className="clinic-key__for" aria-hidden="true" /> solid, to the right: speaks for it.{" "}
        <span className="clinic-key__against" aria-hidden="true" /> hatched, to the left: speaks
        against it.
      </p>
      <div className="clinic-chart">
        <WaterfallChart name={condition.name} steps={steps} />
      </div>
      <p className="nhsuk-body-s">
        Before: <SourceWords source={condition.pretest_source} />
      </p>
      <EvidenceTable condition={condition} strong={strong_count(condition, most_bars)} />
      <Unexplained assessment={assessment} name_of={name_of} condition={condition} />
    </>
  );
}

// Of the whole answer, and of this condition: what is present and speaks against it or not at all.
function Unexplained({
  assessment,
  condition,
  name_of,
}: {
  assessment: Assessment;
  condition: ExplainedCondition;
  name_of: NameOf;
}) {
  const against = condition.weights.filter(
    ({ state, decibans }) => state === "present" && decibans < 0.5,
  );
  return (
    <>
      <h3 className="nhsuk-heading-s">What it does not explain</h3>
      {against.length > 0 ? (
        <p>
          Present, and not made likelier by {condition.name}:{" "}
          {against.map(({ name }) => name).join("; ")}.
        </p>
      ) : (
        <p>Every present finding that carries weight here is made likelier by it.</p>
      )}
      {assessment.unexplained.length > 0 ? (
        <>
          <p className="clinic-label">
            Explained by none of the conditions, more probably than not:
          </p>
          <ul>
            {assessment.unexplained.map(({ finding, by_chance }) => (
              <li key={finding}>
                {name_of(finding)}: there without a cause that is known here in{" "}
                {in_people(by_chance)} like this
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
