// Mandatory safety questions that nobody has answered; until then the answer is provisional or
// rests on other signs.

import { useId } from "react";
import type { AnswerValue, FoundFinding } from "../service/types";
import { AnswerControl } from "./answer_control";
import { use_findings } from "./finding_names";

interface Props {
  ids: string[];
  on_answer: (finding: string, value: AnswerValue) => void;
}

export function AskFirst({ ids, on_answer }: Props) {
  const findings = use_findings(ids);
  if (ids.length === 0) return null;
  return (
    <section aria-labelledby="ask-first-heading">
      <h2 id="ask-first-heading" className="nhsuk-heading-m">
        Safety questions not yet asked: {ids.length}
      </h2>
      <ul className="clinic-ask-first">
        {ids
          .flatMap((id) => findings[id] ?? [])
          .map((finding) => (
            <Item key={finding.id} finding={finding} on_answer={on_answer} />
          ))}
      </ul>
    </section>
  );
}

function Item({ finding, on_answer }: { finding: FoundFinding; on_answer: Props["on_answer"] }) {
  const name = useId();
  if (finding.type !== "boolean") {
    return (
      <li className="clinic-ask-first__wide">
        {finding.name}
        <AnswerControl
          id={finding.id}
          asked={finding}
          value={undefined}
          on_answer={(value) => on_answer(finding.id, value)}
        />
      </li>
    );
  }
  return (
    <li>
      <span id={name}>{finding.name}</span>
      <span role="group" aria-labelledby={name} className="clinic-ask-first__choices">
        <button
          type="button"
          className="clinic-answer__button"
          onClick={() => on_answer(finding.id, "present")}
        >
          Yes
        </button>
        <button
          type="button"
          className="clinic-answer__button"
          onClick={() => on_answer(finding.id, "absent")}
        >
          No
        </button>
      </span>
    </li>
  );
}
