// The skin areas of the roots L2 to S4 on both legs from the front, and between the legs, as
// buttons: pressed where there is less feeling. The person's right leg is on the reader's left.

import { DrawnButton } from "../drawn_button";
import { RegionMark } from "./region_mark";
import type { Box } from "./regions";
import type { Side, Sign, Signs } from "./signs";

// Of a drawing of 320 by 340; areas are of the leg on the reader's left and mirrored for the other.
const leg =
  "M46 8 C46 60 54 100 62 130 C56 168 62 212 74 262 C66 284 48 300 50 314 C52 324 84 324 100 318 L114 314 C116 296 110 280 110 262 C120 220 126 182 122 142 C128 110 142 74 148 40 L148 8 Z";

interface Area {
  sign: string;
  root: string;
  name: string;
  box: Box;
}

const areas: Area[] = [
  {
    sign: "numb_front_of_thigh",
    root: "L2",
    name: "front of the thigh",
    box: { x: 50, y: 26, width: 92, height: 70, round: 10 },
  },
  {
    sign: "numb_inner_knee",
    root: "L3",
    name: "inner side of the knee",
    box: { x: 92, y: 104, width: 40, height: 48, round: 10 },
  },
  {
    sign: "numb_inner_shin",
    root: "L4",
    name: "inner side of the shin",
    box: { x: 94, y: 160, width: 36, height: 88, round: 10 },
  },
  {
    sign: "numb_top_of_foot",
    root: "L5",
    name: "top of the foot, first web",
    box: { x: 76, y: 264, width: 42, height: 60, round: 6 },
  },
  {
    sign: "numb_outer_foot",
    root: "S1",
    name: "outer edge of the foot",
    box: { x: 44, y: 264, width: 28, height: 60, round: 6 },
  },
];
const width = 320;
const between = { x: width / 2, y: 264, radius: 38 };

interface Props {
  signs: Signs;
  on_press: (sign: string, side: Side) => void;
}

export function NerveFigure({ signs, on_press }: Props) {
  return (
    <figure className="clinic-nerves">
      <figcaption>Press where there is less feeling</figcaption>
      <svg
        viewBox="30 0 260 345"
        role="group"
        aria-label="Skin areas of the nerve roots, legs from the front and between the legs"
      >
        <clipPath id="clip-leg-right">
          <path d={leg} />
        </clipPath>
        <clipPath id="clip-leg-left">
          <path d={leg} transform={`translate(${width} 0) scale(-1 1)`} />
        </clipPath>
        <path d={leg} className="clinic-body__outline" />
        <path
          d={leg}
          className="clinic-body__outline"
          transform={`translate(${width} 0) scale(-1 1)`}
        />
        {(["right", "left"] as const).map((side) =>
          areas.map((area) => (
            <SkinArea
              key={side + area.sign}
              area={area}
              side={side}
              sign={signs[area.sign]}
              on_press={on_press}
            />
          )),
        )}
        {(["right", "left"] as const).map((side) => (
          <Between key={side} side={side} sign={signs["numb_perineum"]} on_press={on_press} />
        ))}
        <text x={between.x} y={between.y - 46} textAnchor="middle" className="clinic-body__side">
          between
        </text>
        <text x={between.x} y={between.y + 54} textAnchor="middle" className="clinic-body__side">
          S2 to S4
        </text>
        <text x="36" y="340" className="clinic-body__side">
          right
        </text>
        <text x="284" y="340" className="clinic-body__side" textAnchor="end">
          left
        </text>
      </svg>
    </figure>
  );
}

// Each side is told by itself; what was not tested is never shown as normal.
function look(sign: Sign | undefined, side: Side): { fill: string; words: string; mark: string } {
  switch (sign?.[side]) {
    case undefined:
      return { fill: "#ffffff", words: "not tested", mark: "" };
    case "reduced":
      return { fill: "url(#body-yes)", words: "less feeling", mark: "less" };
    case "normal":
      return { fill: "url(#body-no)", words: "normal", mark: "ok" };
  }
}

interface AreaProps {
  side: Side;
  sign: Sign | undefined;
  on_press: Props["on_press"];
}

function SkinArea({ area, side, sign, on_press }: AreaProps & { area: Area }) {
  const { fill, words, mark } = look(sign, side);
  const { box } = area;
  const x = side === "right" ? box.x : width - box.x - box.width;
  const middle = { x: x + box.width / 2, y: box.y + box.height / 2 };
  return (
    <DrawnButton
      name={`${area.root}, ${area.name}, ${side}: ${words}`}
      pressed={sign?.[side] === "reduced"}
      on_press={() => on_press(area.sign, side)}
      class_name="clinic-region"
      marks={
        <>
          <RegionMark x={middle.x} y={middle.y + (mark ? -2 : 4)} words={area.root} />
          <RegionMark x={middle.x} y={middle.y + 11} words={mark} />
        </>
      }
    >
      <g clipPath={`url(#clip-leg-${side})`}>
        <rect
          x={x}
          y={box.y}
          width={box.width}
          height={box.height}
          rx={box.round}
          fill={fill}
          className="clinic-region__shape"
        />
      </g>
    </DrawnButton>
  );
}

function Between({ side, sign, on_press }: AreaProps) {
  const { fill, words, mark } = look(sign, side);
  const { x, y, radius } = between;
  const outwards = side === "right" ? -1 : 1;
  const half = `M${x} ${y - radius} A${radius} ${radius} 0 0 ${side === "right" ? 0 : 1} ${x} ${y + radius} Z`;
  return (
    <DrawnButton
      name={`S2 to S4, between the legs, ${side}: ${words}`}
      pressed={sign?.[side] === "reduced"}
      on_press={() => on_press("numb_perineum", side)}
      class_name="clinic-region"
      marks={
        <RegionMark
          x={x + outwards * 18}
          y={y + 4}
          words={mark || (side === "right" ? "R" : "L")}
        />
      }
    >
      <path d={half} fill={fill} className="clinic-region__shape" />
    </DrawnButton>
  );
}
