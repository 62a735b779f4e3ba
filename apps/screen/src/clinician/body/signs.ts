// The signs of the nerve roots of the legs, as the score `nerve_root` asks for them, and what of
// them goes into the case. A sign is `no` (tested, normal on both sides), or reduced on the left
// (of the right nothing is said), the right or both; absent here: not tested.

import type { NewAnswer } from "../../service/types";

export type Side = "left" | "right";
export type Sign = "no" | Side | "both";
export type Signs = Readonly<Record<string, Sign>>;

export function is_reduced(sign: Sign | undefined, side: Side): boolean {
  return sign === side || sign === "both";
}

// One side pressed: reduced there, or no longer. What was pressed by mistake becomes not tested, never
// normal: normal is said in the table only.
export function pressed(sign: Sign | undefined, side: Side): Sign | undefined {
  const left = is_reduced(sign, "left") !== (side === "left");
  const right = is_reduced(sign, "right") !== (side === "right");
  if (left && right) return "both";
  return left ? "left" : right ? "right" : undefined;
}

interface Feeding {
  finding: string;
  signs: string[];
}

// Each finding is present when any of its signs is reduced, and absent when all are tested and
// normal. The signs are the score's own; "lax_anal_tone" counts bladder control too, and so feeds
// no finding.
export const feedings: Feeding[] = [
  {
    finding: "sensory_loss_exam",
    signs: [
      "numb_front_of_thigh",
      "numb_inner_knee",
      "numb_inner_shin",
      "numb_top_of_foot",
      "numb_outer_foot",
    ],
  },
  { finding: "perianal_sensation_reduced", signs: ["numb_perineum"] },
  {
    finding: "paresis_leg",
    signs: [
      "weak_hip_flexion",
      "weak_knee_extension",
      "weak_ankle_lifting",
      "weak_big_toe_lifting",
      "weak_push_off",
    ],
  },
  { finding: "reflex_reduced", signs: ["knee_jerk_reduced", "ankle_jerk_reduced"] },
];

export function answers_of(signs: Signs): NewAnswer[] {
  return feedings.flatMap(({ finding, signs: those }): NewAnswer[] => {
    const tested = those.flatMap((sign) => signs[sign] ?? []);
    if (tested.some((sign) => sign !== "no"))
      return [{ finding, value: "present", said_by: "examination" }];
    if (tested.length === those.length)
      return [{ finding, value: "absent", said_by: "examination" }];
    return [];
  });
}

export function sign_words(sign: Sign | undefined): string {
  if (sign === undefined) return "not tested";
  return {
    no: "normal on both sides",
    left: "reduced on the left",
    right: "reduced on the right",
    both: "reduced on both sides",
  }[sign];
}
