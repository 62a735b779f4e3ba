// Which findings of the case a score gives: its value as a finding of its own, and inputs that are
// findings themselves. score_findings.test.ts holds every finding against the knowledge base's own
// list.

import type { NewAnswer } from "../../service/types";
import type { Inputs, ScoreValue } from "./score_types";

interface Giving {
  // The finding that takes the score's value, to five digits.
  value?: string;
  // Findings that take an input as entered; "yes" and "no" become present and absent.
  inputs?: Record<string, string>;
}

export const givings: Record<string, Giving> = {
  rula: { value: "rula_score" },
  reba: { value: "reba_score" },
  rosa: { value: "rosa_score" },
  niosh_lifting: { value: "niosh_li" },
  gestation: { value: "gestational_age", inputs: { last_period: "lmp", due_date: "edd" } },
  hydration: {
    inputs: {
      sodium: "sodium",
      potassium: "potassium",
      glucose: "glucose",
      urea: "urea",
      creatinine: "creatinine",
      urine_gravity: "urine_sg",
      lying_pulse: "heart_rate",
      standing_pulse: "heart_rate_standing",
      lying_systolic: "sbp",
      standing_systolic: "sbp_standing",
      too_dizzy_to_stand: "postural_dizziness_severe",
    },
  },
  orthostatic: {
    inputs: {
      lying_pulse: "heart_rate",
      standing_pulse: "heart_rate_standing",
      lying_systolic: "sbp",
      standing_systolic: "sbp_standing",
      too_dizzy_to_stand: "postural_dizziness_severe",
    },
  },
  osmolarity: {
    inputs: { sodium: "sodium", potassium: "potassium", glucose: "glucose", urea: "urea" },
  },
  urea_creatinine: { inputs: { urea: "urea", creatinine: "creatinine" } },
  urine_gravity: { inputs: { urine_gravity: "urine_sg" } },
  dn4: { value: "dn4_score" },
  paindetect: { value: "paindetect_score" },
  asas_inflammatory_back_pain: { value: "asas_ibp_score" },
  berlin_inflammatory_back_pain: { value: "berlin_ibp" },
  start_back: { value: "startback_total" },
  statin_symptoms: { value: "sams_ci_score" },
  gad2: { value: "gad2_score" },
  phq2: { value: "phq2_score" },
  phq4: { value: "phq4_score" },
};

function given(entered: string | number): string | number {
  if (entered === "yes") return "present";
  return entered === "no" ? "absent" : entered;
}

// What can be put into the case now: the value once it is certain, and the inputs that are entered.
export function answers_from(value: ScoreValue, inputs: Inputs): NewAnswer[] {
  const giving = givings[value.score];
  const answers: NewAnswer[] = [];
  if (giving?.value && value.value !== null)
    answers.push({
      finding: giving.value,
      value: Number(value.value.toPrecision(5)),
      said_by: "examination",
    });
  for (const [input, finding] of Object.entries(giving?.inputs ?? {})) {
    const entered = inputs[input];
    if (entered !== undefined)
      answers.push({ finding, value: given(entered), said_by: "examination" });
  }
  return answers;
}
