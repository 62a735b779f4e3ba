// The record behind the answer: what was sent, each answer with who said it, and what was not
// reasoned on.

import type { ShownAnswer } from "../call/asking";
import { said_by_words } from "../call/words";
import type { AnswerValue } from "../service/questions";
import type { State } from "../service/types";
import type { Assessment } from "./assessment";
import { with_names } from "./finding_names";
import { Ledger } from "./ledger";

interface Props {
  state: State;
  answers: ShownAnswer[];
  assessment: Assessment | null;
  on_answer: (finding: string, value: AnswerValue) => void;
}

export function RecordView({ state, answers, assessment, on_answer }: Props) {
  return (
    <>
      <section aria-labelledby="ledger-heading">
        <h2 id="ledger-heading" className="nhsuk-heading-m">
          What was sent
        </h2>
        <Ledger lines={state.ledger} state={state} />
      </section>
      <section aria-labelledby="answers-heading">
        <h2 id="answers-heading" className="nhsuk-heading-m">
          Answers
        </h2>
        <Answers answers={answers} on_answer={on_answer} />
      </section>
      <section aria-labelledby="basis-heading">
        <h2 id="basis-heading" className="nhsuk-heading-m">
          What it rests on
        </h2>
        <p>
          Paraspinal {state.software}, knowledge {state.knowledge.version} (
          <span className="clinic-where">{state.knowledge.hash}</span>). Probabilities and rules
          come from published figures and judgements that no clinician has signed off yet; each says
          how far it was checked.
        </p>
      </section>
      {assessment && assessment.not_used.length > 0 ? (
        <section aria-labelledby="not-used-heading">
          <h2 id="not-used-heading" className="nhsuk-heading-m">
            Known, but not reasoned on
          </h2>
          <ul>
            {assessment.not_used.map(({ what, why }) => (
              <li key={what}>
                {with_names(what, state)}: {with_names(why, state)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {assessment && assessment.conflicts.length > 0 ? (
        <section className="clinic-warning" aria-labelledby="conflicts-heading">
          <h2 id="conflicts-heading" className="nhsuk-heading-m">
            What contradicts itself
          </h2>
          <ul>
            {assessment.conflicts.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function Answers({
  answers,
  on_answer,
}: {
  answers: ShownAnswer[];
  on_answer: Props["on_answer"];
}) {
  if (answers.length === 0) return <p>Nothing is answered yet.</p>;
  return (
    <table className="nhsuk-table clinic-answers">
      <caption className="nhsuk-u-visually-hidden">Answers, with who said each</caption>
      <thead>
        <tr>
          <th scope="col">Finding</th>
          <th scope="col">Answer</th>
          <th scope="col">From</th>
          <th scope="col">
            <span className="nhsuk-u-visually-hidden">Change</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {answers.map((answer) => (
          <tr key={answer.finding}>
            <th scope="row">{answer.name}</th>
            <td>
              {answer.shown}
              {answer.is_waiting ? (
                <span className="clinic-quiet clinic-block">waits to be sent</span>
              ) : null}
            </td>
            <td>
              {said_by_words[answer.said_by]}
              {answer.origin ? (
                <span className="clinic-quiet clinic-block">{answer.origin}</span>
              ) : null}
            </td>
            <td>
              <button
                type="button"
                className="clinic-link-button"
                onClick={() => on_answer(answer.finding, null)}
              >
                Take back<span className="nhsuk-u-visually-hidden">: {answer.name}</span>
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
