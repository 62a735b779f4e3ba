// The regions of the body map: where they lie on the figure and which findings they ask about.
// regions.test.ts holds every finding against the knowledge base's own list.

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  round?: number;
}

export interface Region {
  id: string;
  name: string;
  view: "back" | "front";
  // In the units of body_figure.tsx; clipped to the outline of the body. Left of a back view is the
  // person's left.
  boxes: Box[];
  findings: string[]; // whose answers colour it
  also?: string[]; // asked there too, but they do not say that it is here
  // Of two boxes, left and right: the finding that says on which side it is.
  side?: string;
}

export const asked_of = ({ findings, also }: Region) => [...findings, ...(also ?? [])];

const box = (x: number, y: number, width: number, height: number, round = 4): Box => ({
  x,
  y,
  width,
  height,
  round,
});

// The figure is 200 wide: a box and its mirror image.
const on_both_sides = (x: number, y: number, width: number, height: number): Box[] => [
  box(x, y, width, height),
  box(200 - x - width, y, width, height),
];

export const regions: Region[] = [
  {
    id: "neck",
    name: "Neck",
    view: "back",
    boxes: [box(88, 44, 24, 22)],
    findings: ["referred_neck_head", "neck_stiffness"],
  },
  {
    id: "upper_back",
    name: "Upper and middle back",
    view: "back",
    boxes: [box(60, 66, 80, 54)],
    findings: ["upper_back_location"],
    also: ["midline_bone_tenderness", "paraspinal_tenderness", "back_numbness"],
  },
  {
    id: "shoulder_blades",
    name: "Between the shoulder blades",
    view: "back",
    boxes: [box(88, 74, 24, 40, 12)],
    findings: ["thoracic_pain"],
  },
  {
    id: "side",
    name: "Side (loin)",
    view: "back",
    boxes: on_both_sides(60, 122, 20, 48),
    findings: ["flank_pain", "flank_colicky", "cva_tenderness"],
    also: ["pain_side"],
    side: "pain_side",
  },
  {
    id: "lower_back",
    name: "Lower back",
    view: "back",
    boxes: [box(82, 122, 36, 54)],
    findings: ["lower_back_location"],
    also: ["spasm_palpable", "paraspinal_tenderness", "midline_bone_tenderness", "back_stiffness"],
  },
  {
    id: "buttocks",
    name: "Buttock and hip",
    view: "back",
    boxes: [box(58, 178, 84, 36)],
    findings: ["buttock_hip_pain", "alternating_buttock", "buttock_leg_bilateral"],
  },
  {
    id: "legs",
    name: "Back of the legs",
    view: "back",
    boxes: on_both_sides(56, 216, 43, 74),
    findings: [
      "leg_pain_unilateral",
      "bilateral_leg_pain",
      "leg_pain_dermatomal",
      "leg_pain_worse_than_back",
      "claudication_neurogenic",
    ],
  },
  {
    id: "below_knee",
    name: "Below the knee",
    view: "back",
    boxes: on_both_sides(56, 292, 43, 82),
    findings: ["pain_below_knee"],
    also: ["cramp_elsewhere"],
  },
  {
    id: "shoulders",
    name: "Shoulders",
    view: "front",
    boxes: on_both_sides(48, 64, 22, 28),
    findings: ["shoulder_tip_pain", "shoulders_ache_both"],
  },
  {
    id: "chest",
    name: "Chest",
    view: "front",
    boxes: [box(72, 66, 56, 44)],
    findings: ["chest_pain", "pain_worse_on_breath", "pain_migrating"],
  },
  {
    id: "under_ribs",
    name: "Under the ribs",
    view: "front",
    boxes: [box(62, 112, 76, 22)],
    findings: ["epigastric_ruq_pain", "epigastric_radiating_back"],
  },
  {
    id: "abdomen",
    name: "Abdomen",
    view: "front",
    boxes: [box(62, 136, 76, 28)],
    findings: ["abdominal_pain", "constant_abdominal_pain", "abdomen_rigid"],
  },
  {
    id: "pelvis",
    name: "Low abdomen and pelvis",
    view: "front",
    boxes: [box(60, 166, 80, 26)],
    findings: ["unilateral_pelvic_pain", "pelvic_pressure", "period_like_cramps"],
  },
  {
    id: "between_legs",
    name: "Between the legs",
    view: "front",
    boxes: [box(86, 194, 28, 30, 10)],
    findings: ["saddle_anaesthesia", "urine_flow_sensation_reduced", "sexual_dysfunction_new"],
  },
  {
    id: "thighs",
    name: "Front of the thighs",
    view: "front",
    boxes: on_both_sides(56, 226, 43, 66),
    findings: ["muscle_tenderness_symmetric", "legs_cold_pulseless"],
  },
  {
    id: "feet",
    name: "Feet",
    view: "front",
    boxes: on_both_sides(56, 374, 40, 30),
    findings: ["tingling_numb_feet", "enthesitis"],
  },
];

// What is asked once for the legs and the nerves as a whole, beside the map of the dermatomes.
export const nerve_findings = [
  "leg_numbness",
  "leg_weakness",
  "foot_drop",
  "progressive_neuro",
  "gait_disturbance",
  "unable_to_walk",
  "slr_positive",
  "slr_crossed",
  "anal_tone_reduced",
  "reflex_absent",
];
