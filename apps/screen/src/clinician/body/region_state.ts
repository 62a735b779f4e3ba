// What is answered in a region, from the service's own answers: so that map and list always say the
// same.

import type { AnswerValue } from "../../service/types";

export type Answers = ReadonlyMap<string, AnswerValue>;

// `yes` when any finding of it is present (or has a state or number), else `open` when any is
// unknown or refused, else `no` when any is absent, else `not_asked`.
export type RegionState = "yes" | "no" | "open" | "not_asked";

export function region_state(findings: string[], answers: Answers): RegionState {
  const values = findings.flatMap((finding) => answers.get(finding) ?? []);
  if (values.some((value) => value !== "absent" && value !== "unknown" && value !== "refused"))
    return "yes";
  if (values.some((value) => value === "unknown" || value === "refused")) return "open";
  return values.length > 0 ? "no" : "not_asked";
}

export const state_words: Record<RegionState, string> = {
  yes: "yes",
  no: "no",
  open: "unknown",
  not_asked: "not asked",
};
