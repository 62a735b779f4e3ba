// The best next question or examination, why it is worth asking, and its answer right there.

import type { AnswerValue, BundleItem, Inquiry, Question } from "../service/types";
import { AnswerControl } from "./answer_control";
import { in_people, urgency_name } from "./words";

interface Props {
  inquiry: Inquiry | null;
  on_answer: (finding: string, value: AnswerValue) => void;
  on_no_to_all: (items: BundleItem[]) => void;
}

export function NextQuestion({ inquiry, on_answer, on_no_to_all }: Props) {
  const [question, ...later] = inquiry?.questions ?? [];
  return (
    <section aria-labelledby="next-heading">
      <h2 id="next-heading" className="nhsuk-heading-m">
        Best next question or examination
      </h2>
      {inquiry ? (
        <p className="nhsuk-body-s">
          {first_capital(inquiry.reason)}. Safety questions answered: {inquiry.safety_answered} of{" "}
          {inquiry.safety_total}.
        </p>
      ) : null}
      {question ? (
        <Asking question={question} on_answer={on_answer} on_no_to_all={on_no_to_all} />
      ) : (
        <p>
          {inquiry
            ? "Nothing more needs asking for the urgency. Any finding can still be answered."
            : "The service proposes no question."}
        </p>
      )}
      {later.length > 0 ? (
        <details className="clinic-details">
          <summary>The next {later.length} after it</summary>
          <ol className="clinic-later">
            {later.map((each) => (
              <li key={each.finding}>
                {each.name}: {each.rationale}
              </li>
            ))}
          </ol>
        </details>
      ) : null}
    </section>
  );
}

interface AskingProps {
  question: Question;
  on_answer: Props["on_answer"];
  on_no_to_all: Props["on_no_to_all"];
}

function Asking({ question, on_answer, on_no_to_all }: AskingProps) {
  const { bundle } = question;
  return (
    <div className="clinic-question">
      <h3 className="nhsuk-heading-s">{bundle ? bundle.lead_in : question.name}</h3>
      {question.wording && !bundle ? (
        <p className="clinic-quote">
          {"\u201c"}
          {question.wording}
          {"\u201d"}
        </p>
      ) : null}
      {bundle ? (
        <Together items={bundle.items} on_answer={on_answer} on_no_to_all={on_no_to_all} />
      ) : (
        <AnswerControl
          id={question.finding}
          asked={question}
          value={undefined}
          on_answer={(value) => on_answer(question.finding, value)}
        />
      )}
      <Worth question={question} />
    </div>
  );
}

// Several asked in one breath: each can be answered, or all denied at once.
function Together({
  items,
  on_answer,
  on_no_to_all,
}: Omit<AskingProps, "question"> & { items: BundleItem[] }) {
  return (
    <>
      <button type="button" className="clinic-answer__button" onClick={() => on_no_to_all(items)}>
        No to all {items.length}
      </button>
      {items.map((item) => (
        <div key={item.finding} className="clinic-question__item">
          <p className="nhsuk-u-margin-bottom-1">{item.in_bundle || item.wording}</p>
          <AnswerControl
            id={item.finding}
            asked={item}
            value={undefined}
            on_answer={(value) => on_answer(item.finding, value)}
          />
        </div>
      ))}
    </>
  );
}

function Worth({ question }: { question: Question }) {
  const is_yes_or_no = question.type === "boolean" && question.phase !== "person";
  const moves = is_yes_or_no && question.if_present !== question.if_absent;
  return (
    <>
      {question.meaning ? (
        <p className="nhsuk-body-s">
          <strong>Points to:</strong> {question.meaning}
        </p>
      ) : null}
      <p className="nhsuk-body-s">
        <strong>Why:</strong> {question.rationale}
        {moves
          ? ` Yes: ${urgency_name(question.if_present)}; no: ${urgency_name(question.if_absent)}.`
          : ""}
        {is_yes_or_no ? ` Expected yes in ${in_people(question.p_present)} like this.` : ""}
      </p>
    </>
  );
}

function first_capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
