// Opens a call or a consultation. Nothing is needed but to press Enter: who calls can stay unknown.

import { lazy, Suspense, useRef, useState, type FormEvent } from "react";
import { Button } from "nhsuk-react-components";
import { new_request, open_call } from "../service/client";
import type { NewCall, Setting } from "../service/types";
import { Choice } from "../call/choice";
import { failure_words } from "../call/failure_words";
import { Field, Problem } from "../shell/field";
import { Overlay } from "../shell/overlay";
import { go } from "../shell/router";
import { use_session } from "../shell/session";
import { Tick } from "../shell/tick";
import { page_of } from "./call_tabs";
import { remember_tab } from "./open_calls";

const ChartDrop = lazy(async () => ({
  default: (await import("../clinician/chart_drop")).ChartDrop,
}));

const settings: { value: Setting; words: string }[] = [
  { value: "telephone", words: "Telephone" },
  { value: "primary_care", words: "General practice" },
  { value: "emergency_department", words: "Emergency department" },
];

export function NewCallForm({ on_leave }: { on_leave: () => void }) {
  const { user } = use_session();
  const [setting, set_setting] = useState<Setting>(
    user?.role === "clinician" ? "primary_care" : "telephone",
  );
  const [name, set_name] = useState("");
  const [telephone, set_telephone] = useState("");
  const [reference, set_reference] = useState("");
  const [is_other, set_other] = useState(false);
  const [chart, set_chart] = useState<{ chart: unknown; name: string } | null>(null);
  const [problem, set_problem] = useState("");
  const [is_sending, set_sending] = useState(false);
  const request = useRef(new_request()); // the same for every try: one call is opened, whatever is lost

  const submitted = async (event: FormEvent) => {
    event.preventDefault();
    if (chart && chart.chart === null) {
      set_problem(`The chart (${chart.name}) could not be read. Correct it or take it away.`);
      return;
    }
    set_sending(true);
    set_problem("");
    const caller = {
      name: name.trim(),
      telephone: telephone.trim(),
      reference: reference.trim(),
      is_the_person: !is_other,
    };
    const wanted: NewCall = chart ? { setting, caller, chart: chart.chart } : { setting, caller };
    try {
      const { call } = await open_call(request.current, wanted);
      remember_tab(call.id);
      go(page_of(call));
    } catch (failure) {
      set_problem(failure_words(failure));
      set_sending(false);
    }
  };

  return (
    <Overlay title="New call" on_leave={on_leave}>
      <form onSubmit={(event) => void submitted(event)} noValidate>
        <Problem words={problem} />
        <Field
          id="caller-name"
          label="Name of the caller"
          hint="All of this may stay empty"
          value={name}
          on_change={set_name}
          autoComplete="off"
          data-first
        />
        <Field
          id="caller-telephone"
          label="Telephone"
          hint="Finds earlier calls of the last 7 days"
          type="tel"
          value={telephone}
          on_change={set_telephone}
          autoComplete="off"
          width={20}
        />
        <Field
          id="caller-reference"
          label="Reference (record number)"
          value={reference}
          on_change={set_reference}
          autoComplete="off"
          width={20}
        />
        <Tick id="is-other" is_ticked={is_other} on_change={set_other}>
          The caller speaks for somebody else
        </Tick>
        <Choice
          legend="Where"
          name="setting"
          value={setting}
          on_change={(value) => set_setting(value as Setting)}
          options={settings}
        />
        {setting !== "telephone" && (
          <Suspense fallback={<p role="status">Loading ...</p>}>
            <ChartDrop
              on_chart={(given, from) =>
                set_chart(from === "" ? null : { chart: given, name: from })
              }
            />
          </Suspense>
        )}
        <Button type="submit" disabled={is_sending}>
          {setting === "telephone" ? "Begin the call" : "Begin the consultation"} <kbd>Enter</kbd>
        </Button>
      </form>
    </Overlay>
  );
}
