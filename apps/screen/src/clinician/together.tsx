// Several asked in one breath: each can be answered, and those that are neither answered nor on their
// way denied at once.

import type { AnswerValue, BundleItem } from "../service/questions";
import { AnswerControl } from "./answer_control";
import { still_open, type Given } from "./given";

interface Props {
  items: BundleItem[];
  given: Given;
  locked: boolean;
  on_answer: (finding: string, value: AnswerValue) => void;
  on_no_to_others: (items: BundleItem[]) => void;
}

export function Together({ items, given, locked, on_answer, on_no_to_others }: Props) {
  const open = still_open(items, given).length;
  return (
    <>
      {open > 0 ? (
        <button
          type="button"
          className="clinic-answer__button"
          aria-disabled={locked}
          onClick={() => !locked && on_no_to_others(items)}
        >
          {open === items.length ? `No to all ${open}` : `No to the other ${open}`}
        </button>
      ) : null}
      {items.map((item) => (
        <div key={item.finding} className="clinic-question__item">
          <p className="nhsuk-u-margin-bottom-1">{item.in_bundle || item.wording}</p>
          <AnswerControl
            id={item.finding}
            asked={item}
            value={given.get(item.finding)?.value ?? undefined}
            waits={given.get(item.finding)?.is_waiting}
            locked={locked}
            on_answer={(value) => on_answer(item.finding, value)}
          />
        </div>
      ))}
    </>
  );
}
