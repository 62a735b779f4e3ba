// What the service says of a published score: what it asks for, and its value (apps/SERVICE.md,
// /score).

import type { Source } from "../assessment";

export interface ScoreInput {
  name: string;
  meaning: string;
  unit: string;
  expected: string;
  optional: boolean;
  assumed?: string;
  assumed_because?: string;
}

export interface Band {
  from: number;
  name: string;
  action: string;
}

export interface ScoreForm {
  score: string;
  name: string;
  caution: string;
  unit: string;
  inputs: ScoreInput[];
  bands: Band[];
  sources: Source[];
}

export interface ScorePart {
  name: string;
  lowest: number;
  highest: number | null;
  unit: string;
}

export interface ScoreValue {
  score: string;
  name: string;
  // Null while inputs are missing and the score is not certain yet: then it lies from lowest to
  // highest.
  value: number | null;
  lowest: number;
  highest: number | null;
  unit: string;
  // Those that the value may lie in.
  bands: Band[];
  parts: ScorePart[];
  missing: string[];
  assumed: unknown[];
  caution: string;
  sources: Source[];
}

// What is entered, by the name of the input; what is not entered is not there.
export type Inputs = Readonly<Record<string, string | number>>;

export interface ScoreName {
  score: string;
  name: string;
  caution: string;
}
