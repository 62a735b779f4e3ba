// Without a connection: an answer that by the service's last word would mean an emergency. Said at
// once, as a red flag is, and marked as what it is: not confirmed.

import { useEffect } from "react";
import { level_names } from "../service/urgency";
import { announce } from "../shell/announce";
import { AlertScreen } from "./alert_screen";
import type { Raise } from "./asking";

export function RaisedHere({
  raise,
  on_acknowledged,
}: {
  raise: Raise;
  on_acknowledged: () => void;
}) {
  const name = level_names[raise.level];

  useEffect(() => {
    announce(
      `Stop. Without a connection: treat it as ${name} until the service confirms.`,
      "assertive",
    );
  }, [name]);

  return (
    <AlertScreen
      title="Stop: this answer may be a red flag"
      level={raise.level}
      level_words={<strong>Treat it as {name.toLowerCase()}</strong>}
      on_acknowledged={on_acknowledged}
    >
      <dl className="stop__gate">
        <dt>Because</dt>
        <dd className="stop__do">{raise.because.join("; ")}</dd>
        <dt>Not confirmed</dt>
        <dd>
          There is no connection, so the service was not asked. This is the most that it said such
          an answer could do. Act on it now; follow your local procedure for what to do and say.
        </dd>
      </dl>
    </AlertScreen>
  );
}
