// The findings of one region with the control for each, the same beside the map and in the list.

import type { AnswerValue } from "../../service/questions";
import { AnswerControl } from "../answer_control";
import type { Findings } from "../finding_names";
import type { Answers } from "./region_state";

interface Props {
  ids: string[];
  findings: Findings;
  answers: Answers;
  on_answer: (finding: string, value: AnswerValue) => void;
}

export function RegionFindings({ ids, findings, answers, on_answer }: Props) {
  return (
    <ul className="clinic-findings">
      {ids.map((id) => {
        const finding = findings[id];
        if (!finding) return null;
        return (
          <li key={id}>
            <p className="clinic-findings__name">
              <strong>{finding.name}</strong>
              {finding.wording ? (
                <span className="clinic-quiet clinic-block">
                  {"\u201c"}
                  {finding.wording}
                  {"\u201d"}
                </span>
              ) : null}
            </p>
            <AnswerControl
              id={id}
              asked={finding}
              value={answers.get(id) ?? undefined}
              on_answer={(value) => on_answer(id, value)}
            />
          </li>
        );
      })}
    </ul>
  );
}
