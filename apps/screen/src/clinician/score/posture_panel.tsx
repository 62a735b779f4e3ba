// RULA or REBA: the posture by choices, the figure that follows them, and the score as the service
// works it out.

import { useMemo, useState } from "react";
import type { NewAnswer, State } from "../../service/types";
import type { Posture } from "./figure_geometry";
import { Result } from "./plain_score";
import { PostureFigure } from "./posture_figure";
import { points_of, reba_parts, rula_parts, type Part, type PartEntry } from "./posture_parts";
import { ScoreField } from "./score_field";
import type { Inputs } from "./score_types";
import { use_score, with_input } from "./use_score";

interface Props {
  state: State;
  name: "rula" | "reba";
  on_answers: (answers: NewAnswer[]) => void;
}

type Entries = Readonly<Record<string, PartEntry>>;

export function PosturePanel({ name, state, on_answers }: Props) {
  const parts = name === "rula" ? rula_parts : reba_parts;
  const [entries, set_entries] = useState<Entries>({});
  const [others, set_others] = useState<Inputs>({});
  const inputs = useMemo<Inputs>(
    () => ({ ...inputs_of(parts, entries), ...others }),
    [parts, entries, others],
  );
  const { form, value, wrong } = use_score(name, inputs);
  const drawn = parts.map((part) => {
    const entry = entries[part.input];
    return {
      input: part.input,
      name: part.name,
      points: entry ? points_of(part, entry) : null,
      words: entry ? (part.choices[entry.choice]?.words ?? "") : "",
      added: entry ? entry.additions.map((place) => part.additions[place]?.words ?? "") : [],
    };
  });
  const rest =
    form?.inputs.filter((input) => !parts.some((part) => part.input === input.name)) ?? [];
  return (
    <div className="clinic-posture">
      <div className="clinic-posture__shown">
        <PostureFigure posture={posture_of(parts, entries)} parts={drawn} />
        <Result value={value} wrong={wrong} inputs={inputs} state={state} on_answers={on_answers} />
      </div>
      <div className="clinic-posture__entered">
        {parts.map((part) => (
          <PartFields
            key={part.input}
            part={part}
            entry={entries[part.input]}
            on_change={(entry) => set_entries(with_entry(entries, part.input, entry))}
          />
        ))}
        {rest.map((input) => (
          <ScoreField
            key={input.name}
            input={input}
            entered={others[input.name]}
            on_enter={(entered) => set_others(with_input(others, input.name, entered))}
          />
        ))}
      </div>
    </div>
  );
}

function with_entry(entries: Entries, input: string, entry: PartEntry | null): Entries {
  const { [input]: _before, ...others } = entries;
  return entry ? { ...others, [input]: entry } : others;
}

function inputs_of(parts: Part[], entries: Entries): Inputs {
  const inputs: Record<string, number> = {};
  for (const part of parts) {
    const entry = entries[part.input];
    if (entry) inputs[part.input] = points_of(part, entry);
  }
  return inputs;
}

function posture_of(parts: Part[], entries: Entries): Posture {
  const angle = (input: string, usual: number) => {
    const part = parts.find((each) => each.input === input);
    return part?.choices[entries[input]?.choice ?? -1]?.angle ?? usual;
  };
  return {
    neck: angle("neck", 0),
    trunk: angle("trunk", 0),
    upper_arm: angle("upper_arm", 0),
    lower_arm: angle("lower_arm", 20),
    wrist: angle("wrist", 0),
    knee: angle("legs", 0),
  };
}

interface PartFieldsProps {
  part: Part;
  entry: PartEntry | undefined;
  on_change: (entry: PartEntry | null) => void;
}

function PartFields({ part, entry, on_change }: PartFieldsProps) {
  const id = `part-${part.input}`;
  const tick = (place: number) => {
    if (!entry) return;
    const additions = entry.additions.includes(place)
      ? entry.additions.filter((each) => each !== place)
      : [...entry.additions, place];
    on_change({ ...entry, additions });
  };
  return (
    <fieldset className="clinic-part">
      <legend>
        {part.name}
        {entry ? `: ${points_of(part, entry)}` : ""}
      </legend>
      <label className="nhsuk-u-visually-hidden" htmlFor={id}>
        {part.name}
      </label>
      <select
        id={id}
        className="nhsuk-select clinic-select"
        value={entry?.choice ?? ""}
        onChange={(event) =>
          on_change(
            event.target.value === ""
              ? null
              : { choice: Number(event.target.value), additions: entry?.additions ?? [] },
          )
        }
      >
        <option value="">unknown</option>
        {part.choices.map((choice, place) => (
          <option key={choice.words} value={place}>
            {choice.words} ({choice.points})
          </option>
        ))}
      </select>
      {part.additions.map((addition, place) => (
        <label key={addition.words} className="clinic-part__addition">
          <input
            type="checkbox"
            disabled={!entry}
            checked={entry?.additions.includes(place) ?? false}
            onChange={() => tick(place)}
          />
          {addition.words} ({addition.points > 0 ? "+" : "\u2212"}
          {Math.abs(addition.points)})
        </label>
      ))}
    </fieldset>
  );
}
