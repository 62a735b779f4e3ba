import { Card } from "nhsuk-react-components";
import type { State } from "../service/types";
import type { UrgencyLevel } from "../service/urgency";
import { use_keys } from "../shell/keys";
import { AnswerButton } from "./answer_button";
import { refusal_words } from "./refusal_words";
import { how_soon } from "./words";

const titles = {
  emergency: "Act now: nothing more needs asking",
  closed: "Enough is asked",
  hand_over: "A clinician goes on from here",
  ask: "No question is left on this page",
};

// The care card of the NHS design system that fits.
function care_type(level: UrgencyLevel): "emergency" | "urgent" | "non-urgent" {
  if (level === "ambulance" || level === "emergency_department") return "emergency";
  return level === "urgent_care" || level === "same_day" ? "urgent" : "non-urgent";
}

// As many as the terminal reads out.
const most_further = 5;

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

interface NothingToAskProps {
  state: State;
  is_without_line: boolean;
  on_ask_on: () => void;
}

// In the place of a question, when none is to be asked: what to do and say instead.
export function NothingToAsk({ state, is_without_line, on_ask_on }: NothingToAskProps) {
  const { urgency, inquiry, refusal } = state;
  const further = inquiry?.further ?? [];
  const left = is_without_line ? 0 : (inquiry?.questions.length ?? 0) + further.length;
  use_keys({ c: on_ask_on }, { is_on: left > 0 });
  const is_least = inquiry?.state === "hand_over" && urgency?.level !== "self_care";
  const title = is_without_line
    ? "No question is left on this page until the connection is back"
    : refusal
      ? "No assessment can be made"
      : titles[inquiry?.state ?? "ask"];
  return (
    <section className="question" aria-labelledby="nothing-title">
      <h2 id="nothing-title" tabIndex={-1} className="question__words question__words--smaller">
        {title}
      </h2>
      {refusal && <p className="problem">{refusal_words(refusal)}</p>}
      {urgency && (
        <Card cardType={care_type(urgency.level)}>
          <Card.Heading headingLevel="h3">
            {is_least ? `At least: ${how_soon(urgency)}` : how_soon(urgency)}
          </Card.Heading>
          <Card.Content>
            <h4>Do</h4>
            <p>{state.gates[0]?.action ?? urgency.what_to_do}</p>
            {urgency.contact && (
              <>
                <h4>Say</h4>
                <p className="say">{urgency.contact}</p>
              </>
            )}
            <h4>Say the safety net</h4>
            <p className="say">{urgency.safety_net}</p>
          </Card.Content>
        </Card>
      )}
      {further.length > 0 && (
        <>
          <h3>Ask, if it delays nothing: a yes would make it an ambulance</h3>
          <ul>
            {further.slice(0, most_further).map((question) => (
              <li key={question.finding}>{question.wording}</li>
            ))}
          </ul>
        </>
      )}
      {left > 0 && (
        <div className="answers">
          <AnswerButton shortcut="C" on_press={on_ask_on} is_waiting={false} is_quiet>
            {further.length > 0 ? "Ask these" : "Ask on all the same"}
          </AnswerButton>
        </div>
      )}
      <p className="quiet">
        {inquiry?.reason ? `${sentence(inquiry.reason)} ` : ""}
        <kbd>/</kbd> searches and asks anything else, <kbd>S</kbd> shows the summary, <kbd>Q</kbd>{" "}
        closes the call.
      </p>
    </section>
  );
}
