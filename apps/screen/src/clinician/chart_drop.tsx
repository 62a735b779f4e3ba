// A chart to begin with: a file dropped or chosen, or JSON pasted. What cannot be a chart is said
// in words at once; what becomes of each entry, the service's ledger says once the call is open.

import { useEffect, useId, useRef, useState, type DragEvent } from "react";
import "./chart_drop.scss";
import { read_chart } from "./read_chart";

interface Props {
  // A chart and where it is from; null with a name while one is read or when it cannot be sent,
  // so that it is never left out in silence; null and "" when there is none, and at the end.
  on_chart: (chart: unknown, name: string) => void;
}

export function ChartDrop({ on_chart }: Props) {
  const [text, set_text] = useState("");
  const [name, set_name] = useState("");
  const [over, set_over] = useState(false);
  const id = useId();
  const read = text === "" ? null : read_chart(text);

  const last = useRef(on_chart);
  last.current = on_chart;
  useEffect(() => () => last.current(null, ""), []);

  const take = (taken: string, from: string) => {
    set_text(taken);
    set_name(from);
    const chart = taken === "" ? null : read_chart(taken);
    on_chart(chart?.ok ? chart.chart : null, chart ? from : "");
  };
  const take_file = async (file: File | undefined) => {
    if (!file) return;
    on_chart(null, file.name);
    take((await file.text()) || "\n", file.name); // an empty file is no chart, and says so
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    set_over(false);
    const [file] = event.dataTransfer.files;
    if (file) void take_file(file);
    else take(event.dataTransfer.getData("text/plain"), "dropped text");
  };

  return (
    <fieldset
      className={over ? "nhsuk-fieldset chart-drop chart-drop--over" : "nhsuk-fieldset chart-drop"}
      onDragOver={(event) => {
        event.preventDefault();
        set_over(true);
      }}
      onDragLeave={() => set_over(false)}
      onDrop={dropped}
    >
      <legend className="nhsuk-fieldset__legend">Chart (optional)</legend>
      <p className="nhsuk-hint" id={`${id}-hint`}>
        A FHIR R4 bundle or a presentation of Paraspinal, in JSON: drop a file here, choose one, or
        paste it.
      </p>
      <p>
        <label className="nhsuk-label" htmlFor={`${id}-file`}>
          Choose a file
        </label>
        <input
          id={`${id}-file`}
          type="file"
          accept=".json,application/json,application/fhir+json"
          onChange={(event) => void take_file(event.target.files?.[0])}
        />
      </p>
      <label className="nhsuk-label" htmlFor={`${id}-text`}>
        Or paste it
      </label>
      <textarea
        id={`${id}-text`}
        className="nhsuk-textarea chart-drop__text"
        rows={4}
        spellCheck={false}
        value={text}
        aria-describedby={`${id}-hint`}
        onChange={(event) => take(event.target.value, "pasted text")}
      />
      <div role="status">
        {read ? (
          <p className={read.ok ? "chart-drop__read" : "nhsuk-error-message"}>
            {read.ok ? `${read.words} (${name}): it is sent when the call is opened.` : read.words}
          </p>
        ) : null}
        {text ? (
          <button type="button" className="chart-drop__away" onClick={() => take("", "")}>
            Take the chart away
          </button>
        ) : null}
      </div>
    </fieldset>
  );
}
