// The steps of the evidence as bars that join, before at the top and now at the bottom. Bars to the
// right are solid, bars to the left hatched, and each is named with its signed decibans.

import * as Plot from "@observablehq/plot";
import { useCallback } from "react";
import { in_people, probability_of, signed } from "../words";
import type { Step } from "../waterfall";
import { add_hatch, against_fill } from "./hatch";
import { PlotFigure } from "./plot_figure";

const for_fill = "#005eb8";
const against_edge = "#7c2855";

// In a wide chart the names stand left of the bars, in a narrow one above each bar. Bars lie from
// `top` to `bottom` of a row of height 1.
function form_of(width: number) {
  const names = 340;
  return width >= 720
    ? {
        row: 30,
        left: names,
        top: 0.16,
        bottom: 0.84,
        name_at: 0.5,
        name_shift: 12 - names,
        name_width: names - 24,
      }
    : {
        row: 46,
        left: 8,
        top: 0.52,
        bottom: 0.92,
        name_at: 0.26,
        name_shift: 0,
        name_width: width - 20,
      };
}

interface Props {
  name: string;
  steps: Step[];
}

function is_finding({ id }: Step): boolean {
  return id !== "before" && id !== "after";
}

function row_words(step: Step): string {
  if (!is_finding(step)) return `${step.name}: ${in_people(probability_of(step.to))}`;
  return `${signed(step.decibans)}  ${step.name}`;
}

// Ticks at odds a person can say: 1 in 1,000, 1 in 100, 1 in 10, half, 9 in 10, 99 in 100, of those
// in reach.
function probability_ticks(low: number, high: number, width: number): number[] {
  const ticks = [-40, -30, -20, -10, 0, 10, 20, 30].filter((tick) => tick >= low && tick <= high);
  return width < 500 && ticks.length > 4 ? ticks.filter((tick) => tick % 20 === 0) : ticks;
}

export function WaterfallChart({ name, steps }: Props) {
  const draw = useCallback(
    (width: number): Plot.PlotOptions => {
      const form = form_of(width);
      const ends = steps.flatMap((step) => [step.from, step.to]);
      const [low, high] = [Math.min(...ends, -10) - 2, Math.max(...ends, 0) + 2];
      const rows = steps.map((step, row) => ({
        ...step,
        words: row_words(step),
        top: row + form.top,
        bottom: row + form.bottom,
        name_at: row + form.name_at,
        middle: row + (form.top + form.bottom) / 2,
      }));
      const bars = rows.filter(is_finding);
      const marks = rows.filter((row) => !is_finding(row));
      const ticks = probability_ticks(low, high, width - form.left);
      const bar = { x1: "from", x2: "to", y1: "top", y2: "bottom" };
      return {
        width,
        height: rows.length * form.row + 70,
        marginLeft: form.left,
        marginRight: 12,
        marginTop: 26,
        marginBottom: 44,
        x: { domain: [low, high], label: null },
        y: { domain: [0, rows.length], reverse: true, axis: null },
        marks: [
          Plot.axisX(ticks, {
            anchor: "top",
            tickFormat: (tick: number) => in_people(probability_of(tick)),
            tickSize: 0,
            fontSize: 12,
          }),
          Plot.gridX(ticks, { stroke: "#aeb7bd", strokeOpacity: 0.7 }),
          Plot.axisX({
            anchor: "bottom",
            ticks: 5,
            fontSize: 12,
            label: "decibans of the odds (10 more is ten times)",
            labelAnchor: "center",
            labelArrow: "none",
          }),
          Plot.rect(
            bars.filter(({ decibans }) => decibans >= 0),
            { ...bar, fill: for_fill, stroke: for_fill },
          ),
          Plot.rect(
            bars.filter(({ decibans }) => decibans < 0),
            { ...bar, fill: against_fill, stroke: against_edge },
          ),
          Plot.link(rows.slice(0, -1), {
            x1: "to",
            x2: "to",
            y1: "bottom",
            y2: (row: { bottom: number }) => row.bottom + 1 - (form.bottom - form.top),
            stroke: "#212b32",
            strokeDasharray: "2,2",
          }),
          Plot.dot(marks, { x: "to", y: "middle", r: 6, fill: "#212b32" }),
          Plot.text(rows, {
            frameAnchor: "left",
            y: "name_at",
            dx: form.name_shift,
            text: "words",
            textAnchor: "start",
            fontSize: 14,
            fill: "#212b32",
            stroke: "#ffffff",
            strokeWidth: 4,
            lineWidth: form.name_width / 14,
            textOverflow: "ellipsis",
          }),
        ],
      };
    },
    [steps],
  );
  return (
    <PlotFigure
      label={`Evidence for ${name}, from before any answer to now; the figures stand in the table below`}
      draw={draw}
      finish={add_hatch}
    />
  );
}
