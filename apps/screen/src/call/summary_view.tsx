import { useEffect, useState } from "react";
import { Button } from "nhsuk-react-components";
import { fhir_address, summary } from "../service/client";
import { announce } from "../shell/announce";
import { use_keys } from "../shell/keys";
import { Overlay } from "../shell/overlay";
import { with_whole_times } from "../shell/times";
import { failure_words } from "./failure_words";
import { print_text } from "./print_sheet";

interface SummaryViewProps {
  id: string;
  is_printed: boolean; // printed as soon as it is there
  on_leave: () => void;
}

// The SBAR summary, to read, copy, print, or take along as FHIR.
export function SummaryView({ id, is_printed, on_leave }: SummaryViewProps) {
  const [text, set_text] = useState("");
  const [problem, set_problem] = useState("");

  useEffect(() => {
    let is_here = true;
    summary(id).then(
      (said) => {
        if (!is_here) return;
        const words = with_whole_times(said);
        set_text(words);
        if (is_printed) print_text(words);
      },
      (failure: unknown) => is_here && set_problem(failure_words(failure)),
    );
    return () => {
      is_here = false;
    };
  }, [id, is_printed]);

  const print = () => text && print_text(text);
  const copy = () =>
    void navigator.clipboard
      ?.writeText(text)
      .then(() => announce("Copied."))
      .catch(() =>
        set_problem("The browser does not allow copying here: select the text and copy it."),
      );
  const download = () => document.querySelector<HTMLAnchorElement>("#fhir-download")?.click();
  use_keys({ p: print, c: copy, d: download }, { in_dialog: true });

  return (
    <Overlay title="Summary (SBAR)" on_leave={on_leave} wide>
      <div className="row">
        <Button type="button" onClick={print} disabled={!text}>
          Print <kbd>P</kbd>
        </Button>
        <Button type="button" secondary onClick={copy} disabled={!text}>
          Copy <kbd>C</kbd>
        </Button>
        <a
          id="fhir-download"
          className="nhsuk-button nhsuk-button--secondary"
          href={fhir_address(id)}
          download={`call-${id}.fhir.json`}
        >
          Download FHIR <kbd>D</kbd>
        </a>
      </div>
      {problem && <p className="problem">{problem}</p>}
      {!text && !problem && <p role="status">The summary is being written ...</p>}
      {text && (
        <pre className="summary" tabIndex={0} aria-label="Summary">
          {text}
        </pre>
      )}
    </Overlay>
  );
}
