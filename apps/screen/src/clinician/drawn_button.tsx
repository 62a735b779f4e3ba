// A part of a drawing that is a button: named, reached by Tab, pressed by Enter or Space. What is
// written on it lies beside it in the document, so that its name is what is heard (WCAG 2.5.3).

import type { KeyboardEvent, ReactNode } from "react";

interface Props {
  name: string;
  pressed: boolean;
  on_press: () => void;
  // Of the group; with "--pressed" as well while it is pressed.
  class_name: string;
  marks?: ReactNode;
  children: ReactNode;
}

export function DrawnButton({ name, pressed, on_press, class_name, marks, children }: Props) {
  const key_pressed = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    on_press();
  };
  return (
    <>
      <g
        role="button"
        tabIndex={0}
        aria-label={name}
        aria-pressed={pressed}
        className={pressed ? `${class_name} ${class_name}--pressed` : class_name}
        onClick={on_press}
        onKeyDown={key_pressed}
      >
        <title>{name}</title>
        {children}
      </g>
      {marks ? <g aria-hidden="true">{marks}</g> : null}
    </>
  );
}
