import type { ReactNode } from "react";

interface AnswerButtonProps {
  shortcut: string;
  children: ReactNode;
  on_press: () => void;
  is_waiting: boolean; // stays in its place and keeps the focus, but answers nothing
  is_marked?: boolean;
  is_quiet?: boolean;
}

export function AnswerButton(props: AnswerButtonProps) {
  const { shortcut, children, on_press, is_waiting, is_marked, is_quiet } = props;
  return (
    <button
      type="button"
      className={`answer${is_quiet ? " answer--quiet" : ""}`}
      aria-disabled={is_waiting || undefined}
      aria-pressed={is_marked}
      onClick={() => !is_waiting && on_press()}
    >
      <kbd aria-hidden="true">{shortcut}</kbd>
      <span>{children}</span>
    </button>
  );
}
