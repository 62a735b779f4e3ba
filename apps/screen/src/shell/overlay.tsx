// What lies over a page until it is done with: the browser's own modal dialog, so that the focus
// stays inside, the rest is inert, and Escape leaves it. The focus begins at what is marked data-first,
// or at the heading, and goes back where it was.

import { useEffect, useId, useRef, type ReactNode } from "react";

interface OverlayProps {
  title: string;
  on_leave?: () => void; // without it there is no way back but what the overlay itself offers
  children: ReactNode;
  wide?: boolean;
  // A red flag: takes the whole screen, and is read at once.
  is_alert?: boolean;
  described_by?: string;
}

// Where the focus goes when what had it is gone: the question, or what stands in its place.
function what_stands_now(): HTMLElement | null {
  const places = ["#question-words", "#nothing-title", "#main"];
  return places.map((place) => document.querySelector<HTMLElement>(place)).find(Boolean) ?? null;
}

export function Overlay({ title, on_leave, children, wide, is_alert, described_by }: OverlayProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();

  useEffect(() => {
    const before = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    const first = shown?.querySelector<HTMLElement>("[data-first]") ?? shown?.querySelector("h2");
    first?.focus();
    return () => {
      shown?.close();
      if (!(before instanceof HTMLElement)) return;
      const back = before.isConnected ? before : what_stands_now();
      back?.focus({ preventScroll: true });
    };
  }, []);

  const name = is_alert ? "overlay overlay--alert" : wide ? "overlay overlay--wide" : "overlay";
  return (
    <dialog
      ref={dialog}
      className={name}
      role={is_alert ? "alertdialog" : undefined}
      aria-labelledby={heading}
      aria-describedby={described_by}
      onCancel={(event) => {
        event.preventDefault();
        on_leave?.();
      }}
    >
      <div className="overlay__head">
        <h2 id={heading} className="overlay__title" tabIndex={-1}>
          {title}
        </h2>
        {on_leave && (
          <button type="button" className="overlay__leave" onClick={on_leave}>
            Back <kbd>Esc</kbd>
          </button>
        )}
      </div>
      {children}
    </dialog>
  );
}
