// What a screen reader hears of a call: an urgency that rose at once, all else when it is free.

import { useEffect, useRef } from "react";
import { level_names, type UrgencyLevel } from "../service/urgency";
import { announce } from "../shell/announce";
import { is_higher } from "./asking";
import { standing_gates, type HeldCall } from "./held_call";

export function use_announcements(held: HeldCall): void {
  const { state, lost_since, queue, refused } = held;
  const revision = useRef<number | null>(null);
  const level = useRef<UrgencyLevel | null>(null);
  const was_lost = useRef(false);
  const had_waiting = useRef(false);

  useEffect(() => {
    if (!state?.urgency) return;
    const before = level.current;
    if (revision.current === state.call.revision) return;
    revision.current = state.call.revision;
    level.current = state.urgency.level;
    if (!before || standing_gates(held).length > 0) return;
    const { name, because } = state.urgency;
    if (before === level.current) announce(`Urgency stays ${name}.`);
    else {
      const is_raised = is_higher(level.current, before);
      const why = state.changed?.because ?? because[0] ?? "";
      // The reason of a fall would read as an end of the call.
      announce(
        is_raised
          ? `Urgency raised from ${level_names[before]} to ${name}: ${why}`
          : `Urgency now ${name}.`,
        is_raised ? "assertive" : "polite",
      );
    }
  }, [held, state]);

  useEffect(() => {
    if (lost_since && !was_lost.current) {
      announce(
        "No connection. Answers are kept on this computer; the urgency may be too low.",
        "assertive",
      );
    }
    if (!lost_since && was_lost.current) {
      announce(
        had_waiting.current ? "Connected again. Kept answers are being sent." : "Connected again.",
      );
    }
    was_lost.current = lost_since !== null;
    had_waiting.current = queue.length > 0;
  }, [lost_since, queue]);

  useEffect(() => {
    if (refused) announce(`Not taken: ${refused}`, "assertive");
  }, [refused]);
}
