// The evidence for one condition as steps on the scale of decibans, from before any answer to now.

import type { ExplainedCondition } from "./assessment";
import { decibans_of, state_words } from "./words";

export interface Step {
  // The finding's id; "before", "others", "after" for the three that are no finding.
  id: string;
  name: string;
  // Where the step starts and ends; equal for "before" and "after".
  from: number;
  to: number;
  decibans: number;
}

const least_decibans = 0.2;

// How many of the weights stand for themselves, at most `most`: those that move the odds by more
// than a twentieth.
export function strong_count({ weights }: ExplainedCondition, most: number): number {
  return Math.min(
    most,
    weights.filter(({ decibans }) => Math.abs(decibans) >= least_decibans).length,
  );
}

// The strong findings in the order of the answer, the rest as one step. The steps join, and end
// where the weights sum to; a condition's weights sum to the whole change of its log-odds
// (fhir/ASSESSMENT.md).
export function steps_of(condition: ExplainedCondition, most: number): Step[] {
  const strong = strong_count(condition, most);
  const start = decibans_of(condition.pretest);
  const steps: Step[] = [
    { id: "before", name: "Before any answer", from: start, to: start, decibans: 0 },
  ];
  let at = start;
  const step = (id: string, name: string, decibans: number) => {
    steps.push({ id, name, from: at, to: at + decibans, decibans });
    at += decibans;
  };
  const strongest = condition.weights.slice(0, strong);
  for (const weight of strongest)
    step(weight.finding, `${weight.name}: ${state_words(weight.state)}`, weight.decibans);
  const rest = condition.weights.slice(strong);
  if (rest.length > 0) {
    step(
      "others",
      `${rest.length} weaker findings together`,
      rest.reduce((sum, weight) => sum + weight.decibans, 0),
    );
  }
  steps.push({ id: "after", name: "Now", from: at, to: at, decibans: at - start });
  return steps;
}
