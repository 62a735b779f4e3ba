// Feeling, strength and reflexes of the legs: the roots that would explain the signs, by the score
// `nerve_root`, and the findings that go into the case. The single signs are kept in this browser
// until the call is closed; the case and its notes hold what is put into it.

import { useEffect, useState } from "react";
import { looked_up, scored } from "../../service/client";
import type { AnswerValue } from "../../service/questions";
import type { NewAnswer } from "../../service/types";
import { keep, kept } from "../../shell/kept";
import type { Findings } from "../finding_names";
import { ScoreOutcome } from "../score/score_outcome";
import type { ScoreForm, ScoreValue } from "../score/score_types";
import { NerveFigure } from "./nerve_figure";
import { NerveTable } from "./nerve_table";
import { RegionFindings } from "./region_findings";
import { nerve_findings } from "./regions";
import type { Answers } from "./region_state";
import {
  answers_of,
  is_reduced,
  pressed,
  rest_normal,
  score_inputs,
  sides,
  sign_words,
  with_side,
  type Sign,
  type Signs,
} from "./signs";

interface Props {
  mode: "map" | "list";
  findings: Findings;
  answers: Answers;
  on_answer: (finding: string, value: AnswerValue) => void;
  on_answers: (answers: NewAnswer[]) => void;
  on_note: (text: string) => void;
  call: string;
}

export function NervePanel({
  mode,
  findings,
  answers,
  on_answer,
  on_answers,
  on_note,
  call,
}: Props) {
  const [signs, set_signs] = useState<Signs>(() => kept<Signs>(`sides.${call}`) ?? {});
  const [form, set_form] = useState<ScoreForm | null>(null);
  const [value, set_value] = useState<ScoreValue | null>(null);
  const [wrong, set_wrong] = useState("");

  useEffect(() => {
    looked_up<ScoreForm>("/scores/nerve_root").then(set_form, (failure: Error) =>
      set_wrong(failure.message),
    );
  }, []);
  useEffect(() => {
    let current = true;
    scored<ScoreValue>("nerve_root", score_inputs(signs)).then(
      (found) => current && set_value(found),
      (failure: Error) => current && set_wrong(failure.message),
    );
    return () => {
      current = false;
    };
  }, [signs]);

  const set_all = (next: Signs) => {
    set_signs(next);
    keep(`sides.${call}`, next);
  };
  const set_sign = (name: string, found: Sign | undefined) => {
    const { [name]: _before, ...others } = signs;
    set_all(found === undefined ? others : { ...others, [name]: found });
  };
  const rows = form?.inputs ?? [];
  const set_rest = () =>
    set_all(Object.fromEntries(rows.map(({ name }) => [name, rest_normal(signs[name])])));

  return (
    <section aria-labelledby="nerves-heading">
      <h2 id="nerves-heading" className="nhsuk-heading-m">
        Feeling, strength and reflexes of the legs
      </h2>
      {wrong ? (
        <p className="nhsuk-error-message" role="alert">
          The roots could not be worked out: {wrong}
        </p>
      ) : null}
      <div className="clinic-map">
        {mode === "map" ? (
          <NerveFigure
            signs={signs}
            on_press={(sign, side) => set_sign(sign, pressed(signs[sign], side))}
          />
        ) : null}
        <div className="clinic-map__panel">
          <NerveTable
            caption="Feeling, strength and reflexes"
            rows={rows}
            signs={signs}
            on_side={(sign, side, found) => set_sign(sign, with_side(signs[sign], side, found))}
          />
          <p className="clinic-buttons">
            <button
              type="button"
              className="nhsuk-button nhsuk-button--secondary clinic-button-small"
              onClick={set_rest}
            >
              The rest is tested and normal
            </button>
            <button
              type="button"
              className="nhsuk-button nhsuk-button--secondary clinic-button-small"
              onClick={() => set_all({})}
            >
              Clear all
            </button>
          </p>
        </div>
      </div>
      {value ? <Roots value={value} signs={signs} /> : null}
      <IntoCase
        signs={signs}
        rows={rows}
        findings={findings}
        answers={answers}
        on_answers={on_answers}
        on_note={on_note}
      />
      <h3 className="nhsuk-heading-s">Legs and nerves as a whole</h3>
      <RegionFindings
        ids={nerve_findings}
        findings={findings}
        answers={answers}
        on_answer={on_answer}
      />
    </section>
  );
}

function root_words(part: string): string {
  return part
    .replace("s2_to_s4", "S2 to S4")
    .replaceAll("_", " ")
    .replace(/\b([ls]\d)\b/, (root) => root.toUpperCase());
}

function Roots({ value, signs }: { value: ScoreValue; signs: Signs }) {
  if (!Object.values(signs).some(is_reduced))
    return <p>No sign is reduced so far. {value.caution}</p>;
  const sure = value.parts.filter(({ lowest }) => lowest >= 1).map(({ name }) => root_words(name));
  const half_tested = Object.values(signs).filter((sign) =>
    sides.some((side) => sign[side] === undefined),
  ).length;
  const may_be =
    value.missing.length + half_tested === 0
      ? value.parts
          .filter(({ lowest, highest }) => lowest < 1 && (highest ?? 1) > 0)
          .map(({ name }) => root_words(name))
      : [];
  return (
    <div className="clinic-outcome" role="status">
      <p>
        <strong>
          Fewest roots that explain the signs:{" "}
          {sure.length > 0 ? sure.join(", ") : "no single one is certain"}
        </strong>
        {may_be.length > 0 ? `; one of ${may_be.join(", ")} as well` : ""}.{" "}
        {value.missing.length > 0
          ? `${value.missing.length} signs are not tested, so more may be affected. `
          : ""}
        {half_tested > 0
          ? `${half_tested} ${half_tested === 1 ? "sign is" : "signs are"} tested on one side only; of the other nothing is said.`
          : ""}
      </p>
      <ScoreOutcome value={value} />
    </div>
  );
}

interface IntoCaseProps {
  signs: Signs;
  rows: { name: string; meaning: string }[];
  findings: Findings;
  answers: Answers;
  on_answers: Props["on_answers"];
  on_note: Props["on_note"];
}

function IntoCase({ signs, rows, findings, answers, on_answers, on_note }: IntoCaseProps) {
  const proposed = answers_of(signs).filter(({ finding }) => findings[finding]);
  if (proposed.length === 0)
    return (
      <p className="clinic-quiet">
        Once a sign is reduced, or all of a kind are tested on both sides, its finding can be put into the case
        here.
      </p>
    );
  const is_in = proposed.every(({ finding, value }) => answers.get(finding) === value);
  const put = () => {
    on_answers(proposed);
    const tested = rows
      .filter(({ name }) => signs[name])
      .map(({ name, meaning }) => `${meaning}: ${sign_words(signs[name])}`);
    on_note(`On examination. ${tested.join("; ")}.`);
  };
  return (
    <div className="clinic-into-case">
      <p className="clinic-label">Goes into the case, as found on examination:</p>
      <ul>
        {proposed.map(({ finding, value }) => (
          <li key={finding}>
            {findings[finding]?.name}: {value === "present" ? "yes" : "no"}
          </li>
        ))}
      </ul>
      <button type="button" className="nhsuk-button clinic-button-small" onClick={put}>
        Put into the case
      </button>
      <span role="status" className="clinic-done">
        {is_in ? "In the case; the single signs stand in its notes." : ""}
      </span>
    </div>
  );
}
