import type { ReactNode } from "react";

interface TickProps {
  id: string;
  is_ticked: boolean;
  on_change: (is_ticked: boolean) => void;
  children: ReactNode;
}

// A single tick with its words.
export function Tick({ id, is_ticked, on_change, children }: TickProps) {
  return (
    <div className="nhsuk-checkboxes tick">
      <div className="nhsuk-checkboxes__item">
        <input
          className="nhsuk-checkboxes__input"
          id={id}
          type="checkbox"
          checked={is_ticked}
          onChange={(event) => on_change(event.target.checked)}
        />
        <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={id}>
          {children}
        </label>
      </div>
    </div>
  );
}
