// Where it hurts and what the nerves do: as maps of the body or as lists. Both show what the
// service holds, so that they are always in step; the choice of the one or the other is the
// reader's and is kept in this browser.

import { useId, useMemo, useState } from "react";
import type { ShownAnswer } from "../../call/asking";
import type { AnswerValue } from "../../service/questions";
import type { NewAnswer } from "../../service/types";
import { keep, kept } from "../../shell/kept";
import { use_findings, type Findings } from "../finding_names";
import { BodyFigure } from "./body_figure";
import { NervePanel } from "./nerve_panel";
import { BodyPatterns, PatternKey } from "./patterns";
import { RegionFindings } from "./region_findings";
import { asked_of, nerve_findings, regions, type Region } from "./regions";
import { feedings } from "./signs";
import { region_state, region_words, type Answers } from "./region_state";

const all_findings = [
  ...new Set([
    ...regions.flatMap(asked_of),
    ...nerve_findings,
    ...feedings.map(({ finding }) => finding),
  ]),
];

export type MapMode = "map" | "list";

interface Props {
  call: string;
  shown: ShownAnswer[];
  on_answer: (finding: string, value: AnswerValue) => void;
  on_answers: (answers: NewAnswer[]) => void;
  on_note: (text: string) => void;
}

export function BodyPanel({ call, shown, on_answer, on_answers, on_note }: Props) {
  const [mode, set_mode] = useState<MapMode>(() => kept<MapMode>("choice.body") ?? "map");
  const findings = use_findings(all_findings);
  const answers = useMemo(
    () => new Map(shown.map(({ finding, value }) => [finding, value])),
    [shown],
  );
  const choose = (to: MapMode) => {
    set_mode(to);
    keep("choice.body", to);
  };
  const offered = regions.filter((region) => asked_of(region).some((id) => findings[id]));
  const shared = { findings, answers, on_answer };
  return (
    <>
      <BodyPatterns />
      <ModeChoice mode={mode} on_change={choose} />
      <section aria-labelledby="body-heading">
        <h2 id="body-heading" className="nhsuk-heading-m">
          Where it hurts
        </h2>
        {mode === "map" ? (
          <RegionMap regions={offered} {...shared} />
        ) : (
          <RegionList regions={offered} {...shared} />
        )}
      </section>
      <NervePanel mode={mode} call={call} on_note={on_note} on_answers={on_answers} {...shared} />
    </>
  );
}

function ModeChoice({ mode, on_change }: { mode: MapMode; on_change: (mode: MapMode) => void }) {
  const name = useId();
  return (
    <fieldset className="clinic-choice">
      <legend>Show as</legend>
      {(["map", "list"] as const).map((choice) => (
        <label key={choice} className="clinic-choice__item">
          <input
            type="radio"
            name={name}
            checked={mode === choice}
            onChange={() => on_change(choice)}
          />
          {choice === "map" ? "maps of the body" : "lists"}
        </label>
      ))}
    </fieldset>
  );
}

interface RegionsProps {
  regions: Region[];
  findings: Findings;
  answers: Answers;
  on_answer: (finding: string, value: AnswerValue) => void;
}

function RegionMap({ regions: offered, answers, ...rest }: RegionsProps) {
  const [chosen, set_chosen] = useState<string | null>("lower_back");
  const region = offered.find(({ id }) => id === chosen);
  const figure = (view: Region["view"]) => (
    <BodyFigure
      view={view}
      regions={offered.filter((each) => each.view === view)}
      answers={answers}
      chosen={chosen}
      on_choose={set_chosen}
    />
  );
  return (
    <div className="clinic-map">
      <div className="clinic-map__figures">
        {figure("back")}
        {figure("front")}
        <PatternKey />
      </div>
      <div className="clinic-map__panel" aria-live="polite">
        {region ? (
          <>
            <h3 className="nhsuk-heading-s">{region.name}</h3>
            <RegionFindings ids={asked_of(region)} answers={answers} {...rest} />
          </>
        ) : (
          <p>Choose a region on the map to answer what is asked about it.</p>
        )}
      </div>
    </div>
  );
}

function RegionList({ regions: offered, answers, ...rest }: RegionsProps) {
  return (
    <div className="clinic-region-list">
      {offered.map((region) => (
        <details
          key={region.id}
          className="clinic-details"
          open={region_state(region.findings, answers) === "yes"}
        >
          <summary>
            {region.name}: {region_words(region, answers)}
          </summary>
          <RegionFindings ids={asked_of(region)} answers={answers} {...rest} />
        </details>
      ))}
    </div>
  );
}
