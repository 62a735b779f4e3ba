// What a screen reader is told without moving the focus. Both regions stand in the page from the
// start, for a region that appears with its words is often not read.

import { useSyncExternalStore } from "react";

type Manner = "polite" | "assertive";

let said = { polite: "", assertive: "", turn: 0 };
const listeners = new Set<() => void>();

// `assertive` interrupts what is being read: for an urgency that rises and a red flag only.
export function announce(words: string, manner: Manner = "polite"): void {
  said = { ...said, [manner]: words, turn: said.turn + 1 };
  listeners.forEach((told) => told());
}

function subscribe(told: () => void): () => void {
  listeners.add(told);
  return () => listeners.delete(told);
}

// The same words twice are told twice: every other time they end in a space that is not read.
export function Announcements() {
  const now = useSyncExternalStore(subscribe, () => said);
  const ending = now.turn % 2 === 0 ? "" : "\u00a0";
  return (
    <>
      <div className="nhsuk-u-visually-hidden" role="status" aria-live="polite" aria-atomic="true">
        {now.polite && now.polite + ending}
      </div>
      <div
        className="nhsuk-u-visually-hidden"
        role="alert"
        aria-live="assertive"
        aria-atomic="true"
      >
        {now.assertive && now.assertive + ending}
      </div>
    </>
  );
}
