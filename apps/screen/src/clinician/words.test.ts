import { describe, expect, it } from "vitest";
import {
  decibans_of,
  in_people,
  interval_in_people,
  odds_words,
  probability_of,
  signed,
} from "./words";

describe("a probability in people", () => {
  it.each([
    [0.1097, "11 in 100"],
    [0.95, "95 in 100"],
    [0.999, "more than 99 in 100"],
    [0.01, "1 in 100"],
    [0.0094, "9 in 1,000"],
    [0.0018, "2 in 1,000"],
    [0.0002, "2 in 10,000"],
    [0.00001, "fewer than 1 in 10,000"],
    [0, "fewer than 1 in 10,000"],
  ])("%d is %s", (probability, words) => expect(in_people(probability)).toBe(words));

  it("shortens an interval whose ends are out of the same number", () =>
    expect(interval_in_people(0.13, 0.61)).toBe("13 to 61 in 100"));
  it("says both ends where they are not", () =>
    expect(interval_in_people(0.008, 0.37)).toBe("8 in 1,000 to 37 in 100"));
  it("says a point once", () => expect(interval_in_people(0.2, 0.2)).toBe("20 in 100"));
});

describe("decibans", () => {
  it("are 0 at even odds and 10 at odds of ten", () => {
    expect(decibans_of(0.5)).toBeCloseTo(0, 12);
    expect(decibans_of(10 / 11)).toBeCloseTo(10, 12);
  });
  it("go back to the probability they came from", () =>
    expect(probability_of(decibans_of(0.037))).toBeCloseTo(0.037, 12));
  it("stay finite at certainty", () =>
    expect(Number.isFinite(decibans_of(1)) && Number.isFinite(decibans_of(0))).toBe(true));
  it("are written with their sign, and nothing is minus nought", () => {
    expect(signed(9.92)).toBe("+9.9");
    expect(signed(-0.44)).toBe("\u22120.4");
    expect(signed(-0.01)).toBe("+0.0");
  });
  it("are said as what they do to the odds", () => {
    expect(odds_words(10)).toBe("odds times 10");
    expect(odds_words(-3.0103)).toBe("odds divided by 2.0");
    expect(odds_words(0.1)).toBe("hardly any change");
  });
});
