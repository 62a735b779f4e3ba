import { Button } from "nhsuk-react-components";
import type { CallEvent } from "../service/types";
import { use_keys } from "../shell/keys";
import { Overlay } from "../shell/overlay";
import { time_words, with_times } from "../shell/times";
import type { Queued } from "./kept_call";

interface BehindProps {
  events: readonly CallEvent[];
  queue: readonly Queued[];
  on_settle: (send_mine: boolean) => void;
}

// Another page has added to this call in the meantime: shown first, and then the own answers are
// offered again.
export function Behind({ events, queue, on_settle }: BehindProps) {
  use_keys({ y: () => on_settle(true), n: () => on_settle(false) }, { in_dialog: true });
  return (
    <Overlay title="Another page has added to this call" on_leave={() => on_settle(false)}>
      <h3>What was added</h3>
      <ul>
        {events.map((event) => (
          <li key={event.revision}>
            {with_times(event.words)} ({event.by}, {time_words(event.at)})
          </li>
        ))}
      </ul>
      <h3>What you were about to send</h3>
      <ul>
        {queue.map((queued) => (
          <li key={queued.request}>{queued.words}</li>
        ))}
      </ul>
      <div className="row">
        <Button type="button" onClick={() => on_settle(true)}>
          Send mine too <kbd>Y</kbd>
        </Button>
        <Button type="button" secondary onClick={() => on_settle(false)}>
          Drop mine <kbd>N</kbd>
        </Button>
      </div>
    </Overlay>
  );
}
