// A figure in the posture that is entered, each part labelled with its step. Parts not entered yet
// are pale and without a number, so that nothing drawn is taken for something entered.

import { joints_of, towards, type Joints, type Point, type Posture } from "./figure_geometry";
import { step_places } from "./step_places";

export interface DrawnPart {
  input: string;
  name: string;
  // Null while the part is not entered.
  points: number | null;
  words: string;
  added: string[];
}

interface Props {
  posture: Posture;
  parts: DrawnPart[];
}

const ankle = { x: 130, y: 282 };

export function PostureFigure({ posture, parts }: Props) {
  const joints = joints_of(posture, ankle);
  const entered = (input: string) => parts.find((part) => part.input === input)?.points !== null;
  const limb = (input: string) =>
    entered(input) ? "clinic-figure__limb" : "clinic-figure__limb clinic-figure__limb--open";
  const said = parts
    .map(
      ({ name, points, words }) =>
        `${name} ${points === null ? "not entered" : `${words}, ${points}`}`,
    )
    .join("; ");
  return (
    <figure className="clinic-figure">
      <svg
        viewBox="0 0 300 310"
        role="img"
        aria-label={`Figure from the side in the posture entered. ${said}.`}
      >
        <line x1="20" y1="292" x2="280" y2="292" className="clinic-figure__floor" />
        <line
          x1={joints.hip.x}
          y1={joints.hip.y}
          x2={joints.hip.x}
          y2={joints.hip.y - 120}
          className="clinic-figure__plumb"
        />
        <path d={path(joints.ankle, joints.knee, joints.hip)} className={limb("legs")} />
        <path d={`M${ankle.x} ${ankle.y} l24 6`} className={limb("legs")} />
        <path
          d={path(joints.hip, joints.shoulder)}
          className={`${limb("trunk")} clinic-figure__trunk`}
        />
        <path
          d={path(joints.shoulder, towards(joints.shoulder, joints.head, 22))}
          className={limb("neck")}
        />
        <circle
          cx={joints.head.x}
          cy={joints.head.y}
          r="17"
          className={
            entered("neck")
              ? "clinic-figure__head"
              : "clinic-figure__head clinic-figure__head--open"
          }
        />
        <Nose joints={joints} />
        <path
          d={path(joints.shoulder, joints.elbow)}
          className={`${limb("upper_arm")} clinic-figure__arm`}
        />
        <path
          d={path(joints.elbow, joints.wrist)}
          className={`${limb("lower_arm")} clinic-figure__arm`}
        />
        <path
          d={path(joints.wrist, joints.hand)}
          className={`${limb("wrist")} clinic-figure__arm`}
        />
        {[joints.knee, joints.hip, joints.shoulder, joints.elbow, joints.wrist].map(
          (joint, place) => (
            <circle key={place} cx={joint.x} cy={joint.y} r="4" className="clinic-figure__joint" />
          ),
        )}
        {parts.map((part) => (
          <Step key={part.input} part={part} joints={joints} />
        ))}
        <Additions parts={parts} />
      </svg>
      <figcaption>
        Facing right. The numbers are the steps of the score; what is pale and without a number is
        not entered yet.
      </figcaption>
    </figure>
  );
}

function path(...points: Point[]): string {
  return points
    .map(({ x, y }, place) => `${place === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join(" ");
}

// The face looks across the line of neck and head.
function Nose({ joints: { shoulder, head } }: { joints: Joints }) {
  const along = towards({ x: 0, y: 0 }, { x: head.x - shoulder.x, y: head.y - shoulder.y }, 1);
  return (
    <circle
      cx={head.x - along.y * 19}
      cy={head.y + along.x * 19}
      r="3.5"
      className="clinic-figure__nose"
    />
  );
}

function Step({ part, joints }: { part: DrawnPart; joints: Joints }) {
  const place = step_places(joints)[part.input];
  if (!place || part.points === null) return null;
  return (
    <g aria-hidden="true">
      <circle cx={place.x} cy={place.y} r="11" className="clinic-figure__step" />
      <text x={place.x} y={place.y + 5} textAnchor="middle" className="clinic-figure__number">
        {part.points}
      </text>
    </g>
  );
}

// What the side view cannot show: twisted, bent to a side, raised.
function Additions({ parts }: { parts: DrawnPart[] }) {
  const lines = parts
    .filter(({ added }) => added.length > 0)
    .map(({ name, added }) => `${name}: ${added.join(", ")}`);
  return (
    <g aria-hidden="true">
      {lines.map((line, at) => (
        <text key={line} x="8" y={16 + at * 15} className="clinic-figure__added">
          {line}
        </text>
      ))}
    </g>
  );
}
