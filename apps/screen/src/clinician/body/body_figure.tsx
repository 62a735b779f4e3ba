// The body from behind or from the front, with its regions as buttons. The pressed region is the
// one whose findings are being answered; what is answered is shown by its pattern and its words.

import { fill_of } from "./patterns";
import { DrawnButton } from "../drawn_button";
import { RegionMark } from "./region_mark";
import type { Box, Region } from "./regions";
import { box_state, region_words, type Answers, type RegionState } from "./region_state";

// The outline in a drawing of 200 by 412, the head apart.
const outline =
  "M92 44 L92 57 C85 64 70 65 61 69 C53 73 51 84 50 96 L43 150 L36 196 C34 205 36 212 41 213 C46 213 48 206 49 200 L58 156 L65 114 " +
  "L66 150 C63 168 59 180 59 198 L61 250 L63 292 L62 330 L67 378 C63 390 57 398 59 404 L85 404 C89 396 87 388 87 380 L92 330 L94 288 L99 224 " +
  "L101 224 L106 288 L108 330 L113 380 C113 388 111 396 115 404 L141 404 C143 398 137 390 133 378 L138 330 L137 292 L139 250 L141 198 " +
  "C141 180 137 168 134 150 L135 114 L142 156 L151 200 C152 206 154 213 159 213 C164 212 166 205 164 196 L157 150 L150 96 C149 84 147 73 139 69 C130 65 115 64 108 57 L108 44 Z";

interface Props {
  view: Region["view"];
  regions: Region[];
  answers: Answers;
  chosen: string | null;
  on_choose: (region: string) => void;
}

export function BodyFigure({ view, regions, answers, chosen, on_choose }: Props) {
  const words = view === "back" ? "Body from behind" : "Body from the front";
  const clip = `clip-${view}`;
  return (
    <figure className="clinic-body">
      <figcaption>{words}</figcaption>
      <svg viewBox="20 0 160 412" role="group" aria-label={`${words}: regions to choose from`}>
        <clipPath id={clip}>
          <path d={outline} />
        </clipPath>
        <circle cx="100" cy="26" r="21" className="clinic-body__outline" />
        <path d={outline} className="clinic-body__outline" />
        {regions.map((region) => (
          <DrawnButton
            key={region.id}
            name={region_name(region, answers)}
            pressed={chosen === region.id}
            on_press={() => on_choose(region.id)}
            class_name="clinic-region"
            marks={region.boxes.map((box, place) => (
              <RegionMark
                key={place}
                x={box.x + box.width / 2}
                y={box.y + box.height / 2 + 4}
                words={marks[box_state(region, place, answers)]}
              />
            ))}
          >
            <g clipPath={`url(#${clip})`}>
              {region.boxes.map((box, place) => (
                <RegionBox
                  key={place}
                  box={box}
                  fill={fill_of[box_state(region, place, answers)]}
                />
              ))}
            </g>
          </DrawnButton>
        ))}
        <text x="24" y="408" className="clinic-body__side">
          {view === "back" ? "left" : "right"}
        </text>
        <text x="176" y="408" className="clinic-body__side" textAnchor="end">
          {view === "back" ? "right" : "left"}
        </text>
      </svg>
    </figure>
  );
}

function region_name(region: Region, answers: Answers): string {
  return `${region.name}: ${region_words(region, answers)}`;
}

const marks: Record<RegionState, string> = {
  yes: "yes",
  no: "no",
  open: "?",
  partly: "part",
  not_asked: "",
};

function RegionBox({ box, fill }: { box: Box; fill: string }) {
  return (
    <rect
      x={box.x}
      y={box.y}
      width={box.width}
      height={box.height}
      rx={box.round}
      fill={fill}
      className="clinic-region__shape"
    />
  );
}
