import { describe, expect, it } from "vitest";
import { distance, joints_of } from "./figure_geometry";
import { rula_parts } from "./posture_parts";
import { distance_to_limb, step_places, step_radius } from "./step_places";

const angles = (input: string) =>
  rula_parts.find((part) => part.input === input)?.choices.map(({ angle }) => angle ?? 0) ?? [];

const postures = angles("neck").flatMap((neck) =>
  angles("trunk").flatMap((trunk) =>
    angles("upper_arm").flatMap((upper_arm) =>
      angles("lower_arm").map((lower_arm) => ({
        neck,
        trunk,
        upper_arm,
        lower_arm,
        wrist: 0,
        knee: 0,
      })),
    ),
  ),
);

describe("the steps written on the figure", () => {
  it("lie on no other step and on no limb of the arm, in every posture of RULA", () => {
    expect(postures.length).toBeGreaterThan(150);
    for (const posture of postures) {
      const joints = joints_of(posture, { x: 130, y: 282 });
      const places = Object.entries(step_places(joints));
      const { shoulder, elbow, wrist, hand } = joints;
      for (const [input, place] of places.filter(([name]) => /arm|wrist/.test(name))) {
        const words = `${input} of ${JSON.stringify(posture)}`;
        for (const [from, to] of [
          [shoulder, elbow],
          [elbow, wrist],
          [wrist, hand],
        ] as const)
          expect(distance_to_limb(place, from, to), words).toBeGreaterThan(step_radius);
        for (const [other, there] of places)
          if (other !== input)
            expect(distance(place, there), words).toBeGreaterThan(2 * step_radius);
      }
    }
  });
});
