// The signs of the nerve roots of the legs, as the score `nerve_root` asks for them, and what of
// them goes into the case. Each side of a sign was tested by itself: reduced, normal, or not tested,
// of which nothing is said.

import type { NewAnswer } from "../../service/types";

export type Side = "left" | "right";
export type Found = "reduced" | "normal";
export type Sign = Readonly<Partial<Record<Side, Found>>>;
export type Signs = Readonly<Record<string, Sign>>;

export const sides: readonly Side[] = ["left", "right"];

export function is_tested(sign: Sign | undefined): sign is Sign {
  return sign?.left !== undefined || sign?.right !== undefined;
}

export function is_reduced(sign: Sign | undefined): boolean {
  return sign?.left === "reduced" || sign?.right === "reduced";
}

// With one side found so, or not tested; nothing where neither side is tested any more.
export function with_side(
  sign: Sign | undefined,
  side: Side,
  found: Found | undefined,
): Sign | undefined {
  const { [side]: _before, ...other } = sign ?? {};
  const next = found === undefined ? other : { ...other, [side]: found };
  return is_tested(next) ? next : undefined;
}

// One side pressed: reduced there, or no longer. What was pressed by mistake becomes not tested, never
// normal: normal is said in the table only.
export const pressed = (sign: Sign | undefined, side: Side): Sign | undefined =>
  with_side(sign, side, sign?.[side] === "reduced" ? undefined : "reduced");

// Every side that was not tested is.
export const rest_normal = (sign: Sign | undefined): Sign => ({
  left: "normal",
  right: "normal",
  ...sign,
});

const words_of_score: Record<string, string> = {
  "normal normal": "no",
  "reduced normal": "left",
  "normal reduced": "right",
  "reduced reduced": "both",
  "normal -": "left_normal",
  "- normal": "right_normal",
  "reduced -": "left_only",
  "- reduced": "right_only",
};

// As the score takes them.
export function score_inputs(signs: Signs): Record<string, string> {
  const given = Object.entries(signs).flatMap(([name, { left, right }]) => {
    const word = words_of_score[`${left ?? "-"} ${right ?? "-"}`];
    return word === undefined ? [] : [[name, word] as const];
  });
  return Object.fromEntries(given);
}

interface Feeding {
  finding: string;
  signs: string[];
}

// Each finding is present when any of its signs is reduced, and absent when all are tested and
// normal on both sides. The signs are the score's own; "lax_anal_tone" counts bladder control too, and so
// feeds no finding.
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
    const found = those.map((sign) => signs[sign]);
    if (found.some(is_reduced)) return [{ finding, value: "present", said_by: "examination" }];
    const is_whole = found.every((sign) => sign?.left === "normal" && sign.right === "normal");
    return is_whole ? [{ finding, value: "absent", said_by: "examination" }] : [];
  });
}

export const found_words = (found: Found | undefined): string => found ?? "not tested";

// "left reduced, right not tested"; once what both sides have in common.
export function sign_words(sign: Sign | undefined): string {
  const { left, right } = sign ?? {};
  if (left === right) return left === undefined ? "not tested" : `${left} on both sides`;
  return `left ${found_words(left)}, right ${found_words(right)}`;
}
