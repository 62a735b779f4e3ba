// The best next question or examination, why it is worth asking, and its answer right there.

import type { HeldCall } from "../call/held_call";
import type { AnswerValue, BundleItem, Inquiry, Question } from "../service/questions";
import { level_words } from "../service/urgency";
import { AnswerControl } from "./answer_control";
import { is_locked, standing_questions, type Given } from "./given";
import { Together } from "./together";
import { in_people } from "./words";

interface Props {
  inquiry: Inquiry | null;
  held: HeldCall;
  given: Given;
  on_answer: (finding: string, value: AnswerValue) => void;
  on_no_to_others: (items: BundleItem[]) => void;
}

export function NextQuestion({ inquiry, held, given, ...asking }: Props) {
  const [question, ...later] = standing_questions(inquiry?.questions ?? [], given, held);
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
        <Asking
          question={question}
          given={given}
          locked={is_locked(question, given, held)}
          {...asking}
        />
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

interface AskingProps extends Pick<Props, "given" | "on_answer" | "on_no_to_others"> {
  question: Question;
  locked: boolean;
}

function Asking({ question, given, locked, on_answer, on_no_to_others }: AskingProps) {
  const { bundle, finding } = question;
  return (
    <div className="clinic-question" aria-busy={locked}>
      <h3 className="nhsuk-heading-s">{bundle ? bundle.lead_in : question.name}</h3>
      {question.wording && !bundle ? (
        <p className="clinic-quote">
          {"\u201c"}
          {question.wording}
          {"\u201d"}
        </p>
      ) : null}
      {bundle ? (
        <Together
          items={bundle.items}
          given={given}
          locked={locked}
          on_answer={on_answer}
          on_no_to_others={on_no_to_others}
        />
      ) : (
        <AnswerControl
          id={finding}
          asked={question}
          value={given.get(finding)?.value ?? undefined}
          waits={given.get(finding)?.is_waiting}
          locked={locked}
          on_answer={(value) => on_answer(finding, value)}
        />
      )}
      <Worth question={question} />
    </div>
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
          ? ` Yes: ${level_words(question.if_present)}; no: ${level_words(question.if_absent)}.`
          : ""}
        {is_yes_or_no ? ` Expected yes in ${in_people(question.p_present)} like this.` : ""}
      </p>
    </>
  );
}

function first_capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
