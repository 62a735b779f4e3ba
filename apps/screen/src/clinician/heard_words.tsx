// What the words of a note may mean. Nothing is assumed: each is asked in the finding's own wording, and
// the answer to that is what is sent, so that a yes is never taken for a denial, nor a denial for a yes.

import type { CallStore } from "../call/call_store";
import type { AnswerValue, FoundFinding, Heard } from "../service/questions";
import type { SaidBy } from "../service/types";
import { AnswerControl } from "./answer_control";
import { use_findings } from "./finding_names";
import type { Given } from "./given";

interface Props {
  heard: readonly Heard[];
  store: CallStore;
  given: Given;
  said_by: SaidBy | null;
  on_answer: (finding: string, value: AnswerValue) => void;
}

export function HeardWords({ heard, store, given, said_by, on_answer }: Props) {
  const findings = use_findings([...new Set(heard.map(({ finding }) => finding))]);
  if (heard.length === 0) return null;
  return (
    <section className="clinic-warning" aria-labelledby="heard-heading">
      <h2 id="heard-heading" className="nhsuk-heading-s">
        The note may mean: answer what is asked
      </h2>
      <ul className="clinic-heard">
        {heard.map((one) => (
          <HeardItem
            key={one.finding + one.words}
            heard={one}
            asked={findings[one.finding] ?? as_asked(one)}
            value={given.get(one.finding)?.value ?? undefined}
            on_answer={(value) => {
              if (said_by !== null) store.heard_settled(one); // else it is asked first who says it
              on_answer(one.finding, value);
            }}
            on_not_meant={() => store.heard_settled(one)}
          />
        ))}
      </ul>
    </section>
  );
}

// Without a connection it is taken for one that is answered by yes or no, as nearly all are; the
// service says so when it is not.
const as_asked = (heard: Heard): FoundFinding => ({
  ...heard,
  id: heard.finding,
  plainer: "",
  meaning: "",
  type: "boolean",
});

interface ItemProps {
  heard: Heard;
  asked: FoundFinding;
  value: AnswerValue | undefined;
  on_answer: (value: AnswerValue) => void;
  on_not_meant: () => void;
}

function HeardItem({ heard, asked, value, on_answer, on_not_meant }: ItemProps) {
  return (
    <li>
      <p className="nhsuk-u-margin-bottom-1">
        The note says {"\u201c"}
        {heard.words}
        {"\u201d"}
        {heard.denied ? ", which sounds like a no to this" : ""}:
      </p>
      <p className="clinic-quote nhsuk-u-margin-bottom-1">{heard.wording || `${heard.name}?`}</p>
      <AnswerControl id={heard.finding} asked={asked} value={value} on_answer={on_answer} />
      <button type="button" className="clinic-link-button" onClick={on_not_meant}>
        {value === undefined ? "Not meant" : "Leave it as answered"}
        <span className="nhsuk-u-visually-hidden">: {heard.name}</span>
      </button>
    </li>
  );
}
