// Mandatory safety questions that nobody has answered; until then the answer is provisional or
// rests on other signs.

import { useId } from "react";
import type { ShownAnswer } from "../call/asking";
import type { AnswerValue, FoundFinding } from "../service/questions";
import { AnswerControl } from "./answer_control";
import { use_findings } from "./finding_names";
import type { Given } from "./given";

interface Props {
  ids: string[];
  given: Given;
  on_answer: (finding: string, value: AnswerValue) => void;
}

export function AskFirst({ ids, given, on_answer }: Props) {
  const findings = use_findings(ids);
  if (ids.length === 0) return null;
  const open = ids.filter((id) => !given.has(id));
  return (
    <section aria-labelledby="ask-first-heading">
      <h2 id="ask-first-heading" className="nhsuk-heading-m">
        Safety questions not yet asked: {open.length}
      </h2>
      <ul className="clinic-ask-first">
        {ids
          .flatMap((id) => findings[id] ?? [])
          .map((finding) => (
            <Item
              key={finding.id}
              finding={finding}
              answer={given.get(finding.id)}
              on_answer={on_answer}
            />
          ))}
      </ul>
    </section>
  );
}

interface ItemProps {
  finding: FoundFinding;
  answer: ShownAnswer | undefined;
  on_answer: Props["on_answer"];
}

const choices = [
  ["present", "Yes"],
  ["absent", "No"],
] as const;

function Item({ finding, answer, on_answer }: ItemProps) {
  const name = useId();
  if (finding.type !== "boolean") {
    return (
      <li className="clinic-ask-first__wide">
        {finding.name}
        <AnswerControl
          id={finding.id}
          asked={finding}
          value={answer?.value ?? undefined}
          waits={answer?.is_waiting}
          on_answer={(value) => on_answer(finding.id, value)}
        />
      </li>
    );
  }
  return (
    <li>
      <span id={name}>{finding.name}</span>
      <span role="group" aria-labelledby={name} className="clinic-ask-first__choices">
        {answer?.is_waiting ? <span className="clinic-quiet">waits to be sent</span> : null}
        {choices.map(([value, words]) => (
          <button
            key={value}
            type="button"
            className="clinic-answer__button"
            aria-pressed={answer?.value === value}
            onClick={() => on_answer(finding.id, value)}
          >
            {words}
          </button>
        ))}
      </span>
    </li>
  );
}
