// Where the step of each part is written on the figure of a posture: beside its limb, and clear of the
// other limbs and steps however the arm is bent.

import { distance, middle, towards, type Joints, type Point } from "./figure_geometry";

export const step_radius = 11;

// A place so far from another, at right angles to the line of a limb.
function beside(place: Point, from: Point, to: Point, far: number): Point {
  const along = towards({ x: 0, y: 0 }, { x: to.x - from.x, y: to.y - from.y }, 1);
  return { x: place.x - along.y * far, y: place.y + along.x * far };
}

// How far a point is from the nearest point of a limb.
export function distance_to_limb(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const square = dx * dx + dy * dy || 1;
  const part = ((point.x - from.x) * dx + (point.y - from.y) * dy) / square;
  const at = Math.min(1, Math.max(0, part));
  return distance(point, { x: from.x + at * dx, y: from.y + at * dy });
}

// Along a limb and at both sides of it, nearest to its middle first.
function around(from: Point, to: Point): Point[] {
  const length = distance(from, to);
  return [19, 26, 34, 44].flatMap((far) =>
    [0.5, 0.7, 0.3, 0.9, 0.1].flatMap((part) => {
      const place = towards(from, to, part * length);
      return [beside(place, from, to, far), beside(place, from, to, -far)];
    }),
  );
}

// How much room a place has: to the limbs and the head, and to the steps written before.
function room_at(place: Point, joints: Joints, written: readonly Point[]): number {
  const { ankle, knee, hip, shoulder, head, elbow, wrist, hand } = joints;
  const limbs = [
    [ankle, knee],
    [knee, hip],
    [hip, shoulder],
    [shoulder, head],
    [shoulder, elbow],
    [elbow, wrist],
    [wrist, hand],
  ] as const;
  return Math.min(
    ...limbs.map(([from, to]) => distance_to_limb(place, from, to) - step_radius),
    distance(place, head) - step_radius - 17,
    ...written.map((other) => distance(place, other) - 2 * step_radius),
  );
}

export function step_places(joints: Joints): Record<string, Point> {
  const { knee, hip, shoulder, head, elbow, wrist, hand } = joints;
  const places: Record<string, Point> = {
    legs: { x: knee.x - 28, y: knee.y },
    trunk: beside(middle(hip, shoulder), hip, shoulder, -24),
    neck: beside(head, shoulder, head, -30),
  };
  const limbs = [
    ["wrist", wrist, hand],
    ["lower_arm", elbow, wrist],
    ["upper_arm", shoulder, elbow],
  ] as const;
  for (const [input, from, to] of limbs) {
    const written = Object.values(places);
    const offered = around(from, to).map((place) => ({
      place,
      room: room_at(place, joints, written),
    }));
    const best = offered.find(({ room }) => room >= 2) ??
      offered.reduce((one, other) => (other.room > one.room ? other : one));
    places[input] = best.place;
  }
  return places;
}
