// The steps of RULA and REBA as choices at the bedside: an angle and what adds to it. Each part gives
// one input of the score of the service; its points are those of the words of that score (GET
// /score/rula, /score/reba).
// source: rula1993, reba2000

export interface Choice {
  words: string;
  points: number;
  // How far the limb is drawn, in degrees; forward and bent are positive.
  angle?: number;
}

export interface Part {
  input: string;
  name: string;
  choices: Choice[];
  // Added to the choice when ticked.
  additions: { words: string; points: number }[];
  lowest: number;
}

export interface PartEntry {
  // The place of the choice, and those of the additions ticked.
  choice: number;
  additions: number[];
}

const upper_arm: Choice[] = [
  { words: "20\u00b0 back to 20\u00b0 forward", points: 1, angle: 0 },
  { words: "over 20\u00b0 back", points: 2, angle: -35 },
  { words: "20\u00b0 to 45\u00b0 forward", points: 2, angle: 33 },
  { words: "45\u00b0 to 90\u00b0 forward", points: 3, angle: 68 },
  { words: "over 90\u00b0 forward", points: 4, angle: 115 },
];
const elbow: Choice[] = [
  { words: "bent 60\u00b0 to 100\u00b0", points: 1, angle: 80 },
  { words: "bent less than 60\u00b0", points: 2, angle: 30 },
  { words: "bent more than 100\u00b0", points: 2, angle: 125 },
];
const force: Choice[] = [
  { words: "under 2 kg, now and then", points: 0 },
  { words: "2 to 10 kg, now and then", points: 1 },
  { words: "2 to 10 kg held or repeated, or over 10 kg now and then", points: 2 },
  { words: "over 10 kg held or repeated, or a jolt", points: 3 },
];
const muscle: Choice[] = [
  { words: "neither held nor repeated", points: 0 },
  { words: "held over a minute, or 4 times a minute or more", points: 1 },
];
const twisted = { words: "twisted", points: 1 };
const bent_aside = { words: "bent to a side", points: 1 };
const one_of_both = { words: "twisted or bent to a side", points: 1 };

export const rula_parts: Part[] = [
  {
    input: "neck",
    name: "Neck",
    lowest: 1,
    additions: [twisted, bent_aside],
    choices: [
      { words: "bent 0\u00b0 to 10\u00b0", points: 1, angle: 5 },
      { words: "bent 10\u00b0 to 20\u00b0", points: 2, angle: 16 },
      { words: "bent over 20\u00b0", points: 3, angle: 38 },
      { words: "extended", points: 4, angle: -28 },
    ],
  },
  {
    input: "trunk",
    name: "Trunk",
    lowest: 1,
    additions: [twisted, bent_aside],
    choices: [
      { words: "upright, or well supported", points: 1, angle: 0 },
      { words: "bent 0\u00b0 to 20\u00b0", points: 2, angle: 14 },
      { words: "bent 20\u00b0 to 60\u00b0", points: 3, angle: 42 },
      { words: "bent over 60\u00b0", points: 4, angle: 78 },
    ],
  },
  {
    input: "upper_arm",
    name: "Upper arm",
    lowest: 1,
    choices: upper_arm,
    additions: [
      { words: "shoulder raised", points: 1 },
      { words: "abducted", points: 1 },
      { words: "leaning or supported", points: -1 },
    ],
  },
  {
    input: "lower_arm",
    name: "Lower arm",
    lowest: 1,
    choices: elbow,
    additions: [{ words: "across the midline or out to the side", points: 1 }],
  },
  {
    input: "wrist",
    name: "Wrist",
    lowest: 1,
    additions: [bent_aside],
    choices: [
      { words: "neutral", points: 1, angle: 0 },
      { words: "within 15\u00b0 up or down", points: 2, angle: 13 },
      { words: "beyond 15\u00b0", points: 3, angle: 40 },
    ],
  },
  {
    input: "wrist_twist",
    name: "Wrist twist",
    lowest: 1,
    additions: [],
    choices: [
      { words: "mid-range", points: 1 },
      { words: "at or near the end", points: 2 },
    ],
  },
  {
    input: "legs",
    name: "Legs",
    lowest: 1,
    additions: [],
    choices: [
      { words: "supported and even", points: 1 },
      { words: "not", points: 2 },
    ],
  },
  { input: "muscle_arm", name: "Muscle use of the arm", lowest: 0, additions: [], choices: muscle },
  { input: "force_arm", name: "Force of the arm", lowest: 0, additions: [], choices: force },
  {
    input: "muscle_trunk",
    name: "Muscle use of neck, trunk, legs",
    lowest: 0,
    additions: [],
    choices: muscle,
  },
  {
    input: "force_trunk",
    name: "Force on neck, trunk, legs",
    lowest: 0,
    additions: [],
    choices: force,
  },
];

export const reba_parts: Part[] = [
  {
    input: "neck",
    name: "Neck",
    lowest: 1,
    additions: [one_of_both],
    choices: [
      { words: "bent 0\u00b0 to 20\u00b0", points: 1, angle: 8 },
      { words: "bent over 20\u00b0", points: 2, angle: 38 },
      { words: "extended", points: 2, angle: -28 },
    ],
  },
  {
    input: "trunk",
    name: "Trunk",
    lowest: 1,
    additions: [one_of_both],
    choices: [
      { words: "upright", points: 1, angle: 0 },
      { words: "bent 0\u00b0 to 20\u00b0", points: 2, angle: 14 },
      { words: "extended 0\u00b0 to 20\u00b0", points: 2, angle: -14 },
      { words: "bent 20\u00b0 to 60\u00b0", points: 3, angle: 42 },
      { words: "extended over 20\u00b0", points: 3, angle: -30 },
      { words: "bent over 60\u00b0", points: 4, angle: 78 },
    ],
  },
  {
    input: "legs",
    name: "Legs",
    lowest: 1,
    additions: [],
    choices: [
      { words: "weight on both, walking or sitting", points: 1, angle: 0 },
      { words: "weight on both, knees bent 30\u00b0 to 60\u00b0", points: 2, angle: 45 },
      { words: "weight on both, knees bent over 60\u00b0 (not sitting)", points: 3, angle: 80 },
      { words: "weight on one, or unstable", points: 2, angle: 0 },
      { words: "on one or unstable, knee bent 30\u00b0 to 60\u00b0", points: 3, angle: 45 },
      { words: "on one or unstable, knee bent over 60\u00b0", points: 4, angle: 80 },
    ],
  },
  {
    input: "load",
    name: "Load",
    lowest: 0,
    additions: [{ words: "jolt or rapid force", points: 1 }],
    choices: [
      { words: "under 5 kg", points: 0 },
      { words: "5 to 10 kg", points: 1 },
      { words: "over 10 kg", points: 2 },
    ],
  },
  {
    input: "upper_arm",
    name: "Upper arm",
    lowest: 1,
    choices: upper_arm,
    additions: [
      { words: "abducted or rotated", points: 1 },
      { words: "shoulder raised", points: 1 },
      { words: "leaning, supported or helped by gravity", points: -1 },
    ],
  },
  { input: "lower_arm", name: "Lower arm", lowest: 1, choices: elbow, additions: [] },
  {
    input: "wrist",
    name: "Wrist",
    lowest: 1,
    additions: [{ words: "bent to a side or twisted", points: 1 }],
    choices: [
      { words: "within 15\u00b0", points: 1, angle: 6 },
      { words: "beyond 15\u00b0", points: 2, angle: 40 },
    ],
  },
  {
    input: "coupling",
    name: "Grip",
    lowest: 0,
    additions: [],
    choices: [
      { words: "good", points: 0 },
      { words: "fair", points: 1 },
      { words: "poor", points: 2 },
      { words: "unacceptable", points: 3 },
    ],
  },
];

// The score's input: the choice and its additions, never below the part's lowest.
export function points_of(part: Part, entry: PartEntry): number {
  const base = part.choices[entry.choice]?.points ?? part.lowest;
  return Math.max(
    part.lowest,
    entry.additions.reduce((sum, place) => sum + (part.additions[place]?.points ?? 0), base),
  );
}
