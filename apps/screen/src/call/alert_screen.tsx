// What takes the whole screen at once and is left by Enter. Keys that were typed ahead for a question
// do not answer it: whatever is pressed in the first 300 ms, or held down, is swallowed, by when the key
// was pressed: a busy page takes it up later. The focus is on the words, so that the arrows scroll them
// where they are long.

import { useEffect, useRef, useState, type ReactNode } from "react";
import type { UrgencyLevel } from "../service/urgency";
import { use_keys } from "../shell/keys";
import { Overlay } from "../shell/overlay";
import { UrgencyShape, urgency_class } from "../shell/urgency_look";

const typed_ahead_ms = 300;

interface AlertScreenProps {
  title: string;
  level: UrgencyLevel;
  level_words: ReactNode;
  on_acknowledged: () => void;
  children: ReactNode;
}

export function AlertScreen({
  title,
  level,
  level_words,
  on_acknowledged,
  children,
}: AlertScreenProps) {
  const [is_ready, set_ready] = useState(false);
  const shown_at = useRef(performance.now());

  useEffect(() => {
    const swallow = (event: KeyboardEvent) => {
      const is_ahead = event.timeStamp - shown_at.current < typed_ahead_ms;
      if (!is_ahead && !event.repeat) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener("keydown", swallow, true);
    const timer = setTimeout(() => set_ready(true), typed_ahead_ms);
    return () => {
      window.removeEventListener("keydown", swallow, true);
      clearTimeout(timer);
    };
  }, []);
  use_keys({ enter: on_acknowledged }, { in_dialog: true });

  return (
    <Overlay title={title} is_alert described_by="alert-text">
      <div
        id="alert-text"
        className="stop__body"
        tabIndex={0}
        role="group"
        aria-label={title}
        data-first
      >
        <div className={`stop__level ${urgency_class(level)}`}>
          <UrgencyShape level={level} />
          <p>{level_words}</p>
        </div>
        {children}
      </div>
      <div className="stop__done">
        <button
          type="button"
          className="nhsuk-button"
          aria-disabled={!is_ready || undefined}
          onClick={() => is_ready && on_acknowledged()}
        >
          Understood: back to the call <kbd>Enter</kbd>
        </button>
      </div>
    </Overlay>
  );
}
