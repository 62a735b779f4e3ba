import { expect, test } from "vitest";
import {
  bundle_answers,
  next_without_line,
  no_to,
  raised_without_line,
  shown_answers,
} from "./asking";
import { item, question, queued, state } from "./test_state";

const breath = question("faint", {
  bundle: {
    lead_in: "Any of these?",
    items: [item("faint"), item("alert", { type: "ordinal", states: ["A", "C"], no: "A" })],
  },
  if_present: "ambulance",
});

test("no to a bundle takes the answer that the service names for each", () => {
  expect(no_to(item("alert", { type: "ordinal", states: ["C", "A"], no: "A" }))).toBe("A");
  expect(no_to(item("faint", { no: "absent" }))).toBe("absent");
});

test("no without a named answer is absent, or the first state", () => {
  expect(no_to(item("faint"))).toBe("absent");
  expect(no_to(item("alert", { type: "ordinal", states: ["A", "C"] }))).toBe("A");
});

test("what was named in a breath is present and the rest is denied", () => {
  const { answers, by_itself } = bundle_answers([item("numb"), item("weak")], new Set(["weak"]));
  expect(answers).toEqual([
    { finding: "numb", value: "absent" },
    { finding: "weak", value: "present" },
  ]);
  expect(by_itself).toEqual([]);
});

test("a named one of several states is asked by itself, for a yes does not say which", () => {
  const { answers, by_itself } = bundle_answers(breath.bundle!.items, new Set(["alert"]));
  expect(answers).toEqual([{ finding: "faint", value: "absent" }]);
  expect(by_itself.map((one) => one.finding)).toEqual(["alert"]);
});

test("without a connection the next question is the best one that does not wait", () => {
  const held = state([question("fever"), question("cancer")]);
  expect(next_without_line(held, [])?.finding).toBe("fever");
  expect(next_without_line(held, [queued("r", [["fever", "absent"]])])?.finding).toBe("cancer");
  expect(
    next_without_line(held, [
      queued("r", [
        ["fever", "absent"],
        ["cancer", "unknown"],
      ]),
    ]),
  ).toBeNull();
});

test("without a connection what is left of a breath is asked by itself", () => {
  const next = next_without_line(state([breath]), [queued("r", [["faint", "absent"]])]);
  expect(next?.finding).toBe("alert");
  expect(next?.items).toEqual([]);
});

test("without a question of its own a page goes on with the safety questions of an earlier call", () => {
  const held = state([question("sex_female")]);
  const queue = [queued("r", [["sex_female", "present"]])];
  expect(next_without_line(held, queue, [breath])?.items.length).toBe(2);
  const later = [...queue, queued("s", [["faint", "present"]])];
  expect(next_without_line(held, later, [breath])?.finding).toBe("alert");
  expect(raised_without_line(held, later, [breath])?.level).toBe("ambulance");
});

test("a yes raises by what the service said it would do, and names why", () => {
  const held = state([question("chest_pain", { if_present: "ambulance" })]);
  expect(raised_without_line(held, [queued("r", [["chest_pain", "present"]])])).toEqual({
    level: "ambulance",
    because: ["chest_pain"],
  });
});

test("a yes to one of a breath raises by the breath's word", () => {
  expect(raised_without_line(state([breath]), [queued("r", [["faint", "present"]])])?.level).toBe(
    "ambulance",
  );
});

test("a state beyond the first raises, the first does not", () => {
  const held = state([breath]);
  expect(raised_without_line(held, [queued("r", [["alert", "C"]])])?.level).toBe("ambulance");
  expect(raised_without_line(held, [queued("r", [["alert", "A"]])])).toBeNull();
});

test("no answer ever lowers what the service said last", () => {
  const held = state(
    [question("fever", { if_present: "self_care", if_absent: "self_care" })],
    "same_day",
  );
  expect(raised_without_line(held, [queued("r", [["fever", "present"]])])).toBeNull();
  expect(raised_without_line(held, [queued("r", [["fever", "absent"]])])).toBeNull();
});

test("no, cannot say and refused raise nothing", () => {
  const held = state([question("chest_pain", { if_present: "ambulance" })]);
  for (const value of ["absent", "unknown", "refused"]) {
    expect(raised_without_line(held, [queued("r", [["chest_pain", value]])])).toBeNull();
  }
});

test("an answer that was taken back before it was sent raises nothing", () => {
  const held = state([question("chest_pain", { if_present: "ambulance" })]);
  const undo = queued("u", [], { wish: { kind: "undo" }, undoes: "r" });
  expect(raised_without_line(held, [queued("r", [["chest_pain", "present"]]), undo])).toBeNull();
});

test("what waits stands over what the service knows, and says that it waits", () => {
  const held = state([question("fever")]);
  held.answers = [
    {
      finding: "fever",
      name: "Fever",
      wording: "",
      value: "absent",
      unit: "",
      shown: "no",
      said_by: "caller",
      at: "",
      by: "",
      revision: 1,
      origin: "",
    },
  ];
  const shown = shown_answers(held, [queued("r", [["fever", "present"]])]);
  expect(shown.map(({ name, shown: words, is_waiting }) => [name, words, is_waiting])).toEqual([
    ["Fever", "yes", true],
  ]);
});
