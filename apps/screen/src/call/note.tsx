import { useRef, useState, type KeyboardEvent } from "react";
import { Button } from "nhsuk-react-components";
import { Overlay } from "../shell/overlay";

// A note in the person's own words. What it may mean is asked afterwards; nothing is assumed.
export function NoteForm({
  on_note,
  on_leave,
}: {
  on_note: (text: string) => void;
  on_leave: () => void;
}) {
  const [text, set_text] = useState("");
  const [problem, set_problem] = useState("");
  const area = useRef<HTMLTextAreaElement>(null);

  const send = () => {
    if (text.trim()) on_note(text.trim());
    else {
      set_problem("Write a note first.");
      area.current?.focus();
    }
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  return (
    <Overlay title="Note" on_leave={on_leave}>
      <label className="nhsuk-label" htmlFor="note-text">
        What the person says, in their words
      </label>
      <div className="nhsuk-hint" id="note-hint">
        Words that may be a red flag are shown afterwards; you say whether they are meant.
      </div>
      {problem && (
        <span className="nhsuk-error-message" id="note-problem">
          {problem}
        </span>
      )}
      <textarea
        id="note-text"
        ref={area}
        className="nhsuk-textarea"
        rows={6}
        data-first
        value={text}
        aria-describedby={problem ? "note-hint note-problem" : "note-hint"}
        aria-invalid={problem ? true : undefined}
        onChange={(event) => set_text(event.target.value)}
        onKeyDown={pressed}
      />
      <Button type="button" onClick={send}>
        Keep the note <kbd>Ctrl Enter</kbd>
      </Button>
    </Overlay>
  );
}
