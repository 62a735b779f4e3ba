// The two ways to draw a probability: per cent on a line, or each step ten times the last.

export type ScaleKind = "linear" | "log";

const lowest = 0.0001;

interface ProbabilityScale {
  domain: [number, number];
  ticks: number[];
  // Of the ticks, those with words.
  named: number[];
  type: ScaleKind;
}

export function probability_scale(kind: ScaleKind): ProbabilityScale {
  return kind === "linear"
    ? { type: "linear", domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], named: [0, 0.5, 1] }
    : {
        type: "log",
        domain: [lowest, 1],
        ticks: [0.0001, 0.001, 0.01, 0.1, 1],
        named: [0.0001, 0.01, 1],
      };
}

// What lies left of a log scale is drawn at its left end; the words beside it say the true figure.
export function on_scale(probability: number, kind: ScaleKind): number {
  return kind === "log" ? Math.max(lowest, probability) : probability;
}

export function tick_words(probability: number): string {
  return `${Number((probability * 100).toPrecision(2))} %`;
}

export function scale_words(kind: ScaleKind): string {
  return kind === "linear"
    ? "Scale in per cent, even steps"
    : "Scale in tenfold steps (logarithmic)";
}
