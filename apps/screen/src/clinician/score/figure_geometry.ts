// Where the joints of the drawn figure lie, seen from its right, facing right. Angles in degrees:
// trunk and neck forward of upright, arm forward of the trunk, elbow, wrist and knee as bent.

export interface Point {
  x: number;
  y: number;
}

export interface Posture {
  neck: number;
  trunk: number;
  upper_arm: number;
  lower_arm: number;
  wrist: number;
  knee: number;
}

export interface Joints {
  ankle: Point;
  knee: Point;
  hip: Point;
  shoulder: Point;
  head: Point;
  elbow: Point;
  wrist: Point;
  hand: Point;
}

const lengths = {
  shank: 66,
  thigh: 66,
  trunk: 88,
  head: 36,
  upper_arm: 50,
  lower_arm: 44,
  hand: 18,
};

// From a point so far, at an angle from straight up (forward positive) or, for the arm, from
// straight down.
function up(from: Point, length: number, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  return { x: from.x + length * Math.sin(angle), y: from.y - length * Math.cos(angle) };
}

function down(from: Point, length: number, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  return { x: from.x + length * Math.sin(angle), y: from.y + length * Math.cos(angle) };
}

export function joints_of(posture: Posture, ankle: Point): Joints {
  const knee = up(ankle, lengths.shank, posture.knee / 2);
  const hip = up(knee, lengths.thigh, -posture.knee / 2);
  const shoulder = up(hip, lengths.trunk, posture.trunk);
  const head = up(shoulder, lengths.head, posture.trunk + posture.neck);
  const arm = posture.upper_arm - posture.trunk;
  const elbow = down(shoulder, lengths.upper_arm, arm);
  const wrist = down(elbow, lengths.lower_arm, arm + posture.lower_arm);
  const hand = down(wrist, lengths.hand, arm + posture.lower_arm + posture.wrist);
  return { ankle, knee, hip, shoulder, head, elbow, wrist, hand };
}

export function towards(from: Point, to: Point, length: number): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const far = Math.hypot(dx, dy) || 1;
  return { x: from.x + (dx / far) * length, y: from.y + (dy / far) * length };
}

export function middle(from: Point, to: Point): Point {
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
}

export const distance = (one: Point, other: Point) =>
  Math.hypot(one.x - other.x, one.y - other.y);
