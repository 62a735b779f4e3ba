// The answer at one sight: what it may be, what must not be missed, what to ask next, and what
// would change it.

import type { AnswerValue, BundleItem } from "../service/questions";
import type { State } from "../service/types";
import { Waiting } from "../shell/page";
import { Advice } from "./advice";
import { AskFirst } from "./ask_first";
import { AnyFinding } from "./any_finding";
import type { NameOf } from "./finding_names";
import type { Given } from "./given";
import { MustNotMissList } from "./must_not_miss";
import { NextQuestion } from "./next_question";
import { RankedConditions } from "./ranked_conditions";
import type { Consultation } from "./use_consultation";
import { WhatWouldChange } from "./what_would_change";

interface Props {
  state: State;
  consultation: Consultation;
  name_of: NameOf;
  chosen: string | null;
  on_why: (condition: string) => void;
  on_answer: (finding: string, value: AnswerValue) => void;
  given: Given;
  on_no_to_others: (items: BundleItem[]) => void;
}

export function AnswerView({
  state,
  consultation,
  name_of,
  chosen,
  on_why,
  given,
  on_answer,
  on_no_to_others,
}: Props) {
  const { assessment, assessing, held } = consultation;
  const suspected =
    assessment?.gates
      .filter(({ state: gate }) => gate === "fired")
      .flatMap(({ suspects }) => suspects) ?? [];
  return (
    <div className="clinic-columns" aria-busy={assessing}>
      <div className="clinic-columns__main">
        <p className="clinic-quiet clinic-status" role="status">
          {assessing && assessment ? "Working out intervals and what would change this ..." : ""}
        </p>
        {assessment ? (
          <RankedConditions
            conditions={assessment.conditions}
            chosen={chosen}
            on_choose={on_why}
            draws={assessment.uncertainty?.draws ?? null}
          />
        ) : state.refusal === "" ? (
          <Waiting words="Working out the assessment" />
        ) : null}
        {assessment ? (
          <AskFirst ids={assessment.ask_first} given={given} on_answer={on_answer} />
        ) : null}
        <AnyFinding state={state} given={given} on_answer={on_answer} />
      </div>
      <div className="clinic-columns__side">
        {assessment ? (
          <MustNotMissList
            conditions={assessment.conditions}
            suspected={suspected}
            on_choose={on_why}
          />
        ) : null}
        <NextQuestion
          inquiry={state.inquiry}
          held={held}
          given={given}
          on_answer={on_answer}
          on_no_to_others={on_no_to_others}
        />
        {assessment ? (
          <WhatWouldChange assessment={assessment} assessing={assessing} name_of={name_of} />
        ) : null}
        <Advice advice={state.advice} />
      </div>
    </div>
  );
}
