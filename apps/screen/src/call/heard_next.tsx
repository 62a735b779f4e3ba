// What becomes of words of a note: an answer when they were meant, a question when that says too
// little or they may deny it.

import { finding } from "../service/client";
import type { FoundFinding, Heard } from "../service/questions";
import { asking_of_found } from "./asking";
import type { CallStore } from "./call_store";
import { HeardWords } from "./heard";
import type { AskingNow } from "./use_asking";

// Without a connection it is taken for one that is answered by yes or no, as nearly all are; the
// service says so when it is not.
async function found(heard: Heard): Promise<FoundFinding> {
  try {
    return await finding(heard.finding);
  } catch {
    return { ...heard, id: heard.finding, plainer: "", meaning: "", type: "boolean" };
  }
}

interface HeardNextProps {
  heard: Heard;
  left: number;
  store: CallStore;
  now: AskingNow;
}

export function HeardNext({ heard, left, store, now }: HeardNextProps) {
  const because = `The note says "${heard.words}".`;
  const ask = async () => {
    now.choose(asking_of_found(await found(heard), because), "");
    store.heard_settled(heard);
  };
  const take = async () => {
    const asking = asking_of_found(await found(heard), because);
    if (asking.type !== "boolean") now.choose(asking, "");
    else now.answer_of(asking, "present", "yes");
    store.heard_settled(heard);
  };
  return (
    <HeardWords
      heard={heard}
      left={left}
      is_waiting={now.is_waiting}
      on_meant={() => void take()}
      on_not_meant={() => store.heard_settled(heard)}
      on_ask={() => void ask()}
    />
  );
}
