// What is answered in a region, from the service's own answers: so that map and list always say the
// same.

import type { AnswerValue } from "../../service/questions";

export type Answers = ReadonlyMap<string, AnswerValue>;

// `yes` when any finding of it is present (or has a state or number), else `open` when any is
// unknown or refused, else `no` when all are absent, `partly` when some are, else `not_asked`.
export type RegionState = "yes" | "no" | "open" | "partly" | "not_asked";

export function region_state(findings: string[], answers: Answers): RegionState {
  const values = findings.flatMap((finding) => answers.get(finding) ?? []);
  if (values.some((value) => value !== "absent" && value !== "unknown" && value !== "refused"))
    return "yes";
  if (values.some((value) => value === "unknown" || value === "refused")) return "open";
  if (values.length === 0) return "not_asked";
  return values.length === findings.length ? "no" : "partly";
}

// That of one box of a region with two, left first: where the side is known, a yes is of that side only.
export function box_state(
  region: { findings: string[]; side?: string },
  place: number,
  answers: Answers,
): RegionState {
  const state = region_state(region.findings, answers);
  const side = region.side === undefined ? undefined : answers.get(region.side);
  const is_other = side === (place === 0 ? "right" : "left");
  return state === "yes" && is_other ? "not_asked" : state;
}

export function region_words(
  region: { findings: string[]; side?: string },
  answers: Answers,
): string {
  const state = region_state(region.findings, answers);
  const side = region.side === undefined ? undefined : answers.get(region.side);
  const is_one_sided = state === "yes" && (side === "left" || side === "right");
  return is_one_sided ? `yes, on the ${side}` : state_words[state];
}

export const state_words: Record<RegionState, string> = {
  yes: "yes",
  no: "no",
  open: "unknown",
  partly: "partly asked",
  not_asked: "not asked",
};
