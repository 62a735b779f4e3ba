// One condition's probability now (dot), its 90 % interval (line) and before any answer (upright
// tick). Its figures stand as words in the same table row, so the picture itself is left out for
// screen readers.

import * as Plot from "@observablehq/plot";
import { useCallback } from "react";
import type { Interval } from "../assessment";
import { PlotFigure } from "./plot_figure";
import { on_scale, probability_scale, tick_words, type ScaleKind } from "./scale";

interface Props {
  posterior: number;
  interval: Interval | null;
  pretest: number;
  kind: ScaleKind;
}

export function IntervalStrip({ posterior, interval, pretest, kind }: Props) {
  const low = interval?.low ?? posterior;
  const high = interval?.high ?? posterior;
  const draw = useCallback(
    (width: number): Plot.PlotOptions => {
      const { type, domain, ticks } = probability_scale(kind);
      return {
        width,
        height: 32,
        marginLeft: 10,
        marginRight: 10,
        marginTop: 2,
        marginBottom: 2,
        x: { type, domain, axis: null },
        y: { domain: [0, 1], axis: null },
        marks: [
          Plot.ruleX(ticks, { stroke: "#d8dde0" }),
          Plot.link([0], {
            x1: on_scale(low, kind),
            x2: on_scale(high, kind),
            y1: 0.5,
            y2: 0.5,
            stroke: "#005eb8",
            strokeWidth: 5,
            strokeOpacity: 0.55,
          }),
          Plot.ruleX([on_scale(pretest, kind)], {
            y1: 0.1,
            y2: 0.9,
            stroke: "#212b32",
            strokeWidth: 2,
          }),
          Plot.dot([0], {
            x: on_scale(posterior, kind),
            y: 0.5,
            r: 6.5,
            fill: "#005eb8",
            stroke: "#ffffff",
            strokeWidth: 1.5,
          }),
        ],
      };
    },
    [posterior, low, high, pretest, kind],
  );
  return <PlotFigure label="" draw={draw} decorative />;
}

export function StripAxis({ kind }: { kind: ScaleKind }) {
  const draw = useCallback(
    (width: number): Plot.PlotOptions => {
      const { type, domain, named } = probability_scale(kind);
      return {
        width,
        height: 22,
        marginLeft: 10,
        marginRight: 10,
        marginTop: 0,
        marginBottom: 0,
        x: { type, domain, axis: null },
        y: { domain: [0, 1], axis: null },
        marks: [
          tick_text(named.slice(0, 1), "start"),
          tick_text(named.slice(1, -1), "middle"),
          tick_text(named.slice(-1), "end"),
        ],
      };
    },
    [kind],
  );
  return <PlotFigure label="" draw={draw} decorative />;
}

// The words at the two ends reach inwards, to stay inside the picture.
function tick_text(ticks: number[], anchor: "start" | "middle" | "end"): Plot.Text {
  const inwards = { start: -10, middle: 0, end: 10 }[anchor];
  return Plot.text(ticks, {
    x: (tick: number) => tick,
    y: 0.4,
    text: tick_words,
    textAnchor: anchor,
    dx: inwards,
    fontSize: 12,
    fill: "#4c6272",
  });
}
