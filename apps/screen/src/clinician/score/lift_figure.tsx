// The lift that is entered, to scale: the load at its height and distance, how far it is moved, and
// from above how far it lies to the side. What is not entered is drawn dashed at a usual place.

import { joints_reaching, type Place } from "./lift_geometry";

interface Props {
  // In cm and degrees; undefined while not entered.
  horizontal: number | undefined;
  vertical: number | undefined;
  distance: number | undefined;
  asymmetry: number | undefined;
}

const usual = { horizontal: 35, vertical: 75 };
const top = 250;
const box = { width: 36, height: 26 };

export function LiftFigure({ horizontal, vertical, distance, asymmetry }: Props) {
  const hand = { x: horizontal ?? usual.horizontal, y: vertical ?? usual.vertical };
  const joints = joints_reaching(hand);
  const open = horizontal === undefined || vertical === undefined;
  const load = open ? "clinic-figure__load clinic-figure__load--open" : "clinic-figure__load";
  const words = [
    `hands ${horizontal ?? "not entered"} cm from the ankles`,
    `${vertical ?? "not entered"} cm above the floor`,
    `moved ${distance ?? "not entered"} cm`,
    `${asymmetry ?? "not entered"} degrees to the side`,
  ].join(", ");
  return (
    <figure className="clinic-figure">
      <svg viewBox="-55 0 260 276" role="img" aria-label={`The lift entered: ${words}.`}>
        <line x1="-50" y1={top} x2="200" y2={top} className="clinic-figure__floor" />
        <path d={line({ x: 0, y: 0 }, joints.knee, joints.hip)} className="clinic-figure__limb" />
        <path d={`M0 ${top} h16`} className="clinic-figure__limb" />
        <path
          d={line(joints.hip, joints.shoulder)}
          className="clinic-figure__limb clinic-figure__trunk"
        />
        <circle
          cx={joints.head.x}
          cy={top - joints.head.y}
          r="12"
          className="clinic-figure__head"
        />
        <path
          d={line(joints.shoulder, joints.elbow, hand)}
          className="clinic-figure__limb clinic-figure__arm"
        />
        <rect
          x={hand.x - 6}
          y={top - hand.y - box.height / 2}
          width={box.width}
          height={box.height}
          className={load}
        />
        {distance ? <Moved hand={hand} distance={distance} /> : null}
        <Measure
          from={{ x: 0, y: -8 }}
          to={{ x: hand.x, y: -8 }}
          words={horizontal === undefined ? "" : `${horizontal} cm`}
        />
        <Measure
          from={{ x: hand.x + 38, y: 0 }}
          to={{ x: hand.x + 38, y: hand.y }}
          words={vertical === undefined ? "" : `${vertical} cm`}
        />
        {asymmetry === undefined ? null : <FromAbove asymmetry={asymmetry} />}
      </svg>
      <figcaption>
        To scale, for a person of about 170 cm; it leans and bends its knees as far as it takes to
        reach. Dashed: where the load goes, or what is not entered yet.
      </figcaption>
    </figure>
  );
}

function line(...places: Place[]): string {
  return places
    .map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x.toFixed(1)} ${(top - y).toFixed(1)}`)
    .join(" ");
}

// Up where there is room for it, else down: the score asks for the distance only.
function Moved({ hand, distance }: { hand: Place; distance: number }) {
  const to = hand.y + distance <= 220 ? hand.y + distance : hand.y - distance;
  const x = hand.x + box.width / 2 - 6;
  const point = to > hand.y ? 6 : -6;
  return (
    <g>
      <rect
        x={hand.x - 6}
        y={top - to - box.height / 2}
        width={box.width}
        height={box.height}
        className="clinic-figure__load clinic-figure__load--open"
      />
      <path
        d={`M${x} ${top - hand.y} V${top - to + point} m-5 ${point} L${x} ${top - to + point} l5 ${point}`}
        className="clinic-figure__arrow"
      />
      <text x={x + 24} y={top - (hand.y + to) / 2} className="clinic-figure__added">
        moved {distance} cm
      </text>
    </g>
  );
}

function Measure({ from, to, words }: { from: Place; to: Place; words: string }) {
  if (words === "") return null;
  const level = from.y === to.y;
  return (
    <g>
      <path d={line(from, to)} className="clinic-figure__measure" />
      <text
        x={level ? (from.x + to.x) / 2 : from.x + 4}
        y={top - (from.y + to.y) / 2 + (level ? 14 : 4)}
        textAnchor={level ? "middle" : "start"}
        className="clinic-figure__added"
      >
        {words}
      </text>
    </g>
  );
}

// The person from above, looking up the page; the load as far round as entered.
function FromAbove({ asymmetry }: { asymmetry: number }) {
  const angle = (asymmetry * Math.PI) / 180;
  const [x, y] = [-22 + 24 * Math.sin(angle), 40 - 24 * Math.cos(angle)];
  return (
    <g>
      <ellipse cx="-22" cy="40" rx="14" ry="7" className="clinic-figure__above" />
      <path d="M-22 40 V14" className="clinic-figure__plumb" />
      <path d={`M-22 40 L${x.toFixed(1)} ${y.toFixed(1)}`} className="clinic-figure__measure" />
      <rect x={x - 5} y={y - 4} width="10" height="8" className="clinic-figure__load" />
      <text x="-22" y="76" textAnchor="middle" className="clinic-figure__added">
        above: {asymmetry}
        {"\u00b0"}
      </text>
    </g>
  );
}
