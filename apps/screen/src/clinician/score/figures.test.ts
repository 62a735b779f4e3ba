import { describe, expect, it } from "vitest";
import { joints_of } from "./figure_geometry";
import { joints_reaching } from "./lift_geometry";

const upright = { neck: 0, trunk: 0, upper_arm: 0, lower_arm: 0, wrist: 0, knee: 0 };
const ankle = { x: 100, y: 300 };

describe("the figure of a posture", () => {
  it("stands straight above its ankle with its arm hanging", () => {
    const joints = joints_of(upright, ankle);
    for (const joint of [joints.hip, joints.shoulder, joints.head, joints.elbow, joints.hand])
      expect(joint.x).toBeCloseTo(100, 9);
    expect(joints.head.y).toBeLessThan(joints.shoulder.y);
    expect(joints.hand.y).toBeGreaterThan(joints.elbow.y);
  });
  it("lets an arm at right angles to a level trunk hang straight down", () => {
    const { shoulder, elbow } = joints_of({ ...upright, trunk: 90, upper_arm: 90 }, ankle);
    expect(elbow.x).toBeCloseTo(shoulder.x, 9);
    expect(elbow.y).toBeGreaterThan(shoulder.y);
  });
  it("bends the trunk forward, to the right", () =>
    expect(joints_of({ ...upright, trunk: 40 }, ankle).shoulder.x).toBeGreaterThan(100));
});

describe("the figure of a lift", () => {
  it("stands upright for a load at its hands", () =>
    expect(joints_reaching({ x: 25, y: 85 }).shoulder.x).toBeCloseTo(0, 9));
  it.each([
    { x: 30, y: 0 },
    { x: 60, y: 100 },
    { x: 25, y: 170 },
  ])("reaches a load at $x cm, $y cm above the floor", (hand) => {
    const { shoulder } = joints_reaching(hand);
    expect(Math.hypot(hand.x - shoulder.x, hand.y - shoulder.y)).toBeLessThanOrEqual(66 + 1e-9);
  });
});
