import { describe, expect, it } from "vitest";
import { shown_answers } from "../call/asking";
import { nothing_held, type HeldCall } from "../call/held_call";
import { item, question, queued, state } from "../call/test_state";
import { given_of, is_locked, no_to_others, standing_questions } from "./given";

const items = [item("saddle_anaesthesia"), item("bladder_dysfunction"), item("bowel_dysfunction")];
const bundle = question("saddle_anaesthesia", { bundle: { lead_in: "Any of", items } });
const now = state([bundle, question("fever")]);
const yes = queued("r1", [["saddle_anaesthesia", "present"]]);
const given = given_of(shown_answers(now, [yes]));
const online: HeldCall = { ...nothing_held, state: now, queue: [yes] };
const offline: HeldCall = { ...online, lost_since: "2026-11-26T10:00:00Z" };

describe("no to the others", () => {
  it("leaves a yes that waits to be sent as it is", () =>
    expect(no_to_others(items, given)).toEqual([
      { finding: "bladder_dysfunction", value: "absent" },
      { finding: "bowel_dysfunction", value: "absent" },
    ]));
  it("leaves what the service holds as it is", () => {
    const held = { ...now, answers: shown_answers(now, [yes]) };
    const found = no_to_others(items, given_of(shown_answers(held, [])));
    expect(found.map(({ finding }) => finding)).not.toContain("saddle_anaesthesia");
  });
  it("leaves an answer whose taking back waits to the service", () => {
    const back = given_of(shown_answers(now, [queued("r2", [["saddle_anaesthesia", null]])]));
    expect(no_to_others(items, back)).toHaveLength(2);
  });
});

describe("a question with an answer on its way", () => {
  it("takes nothing more", () => expect(is_locked(bundle, given, online)).toBe(true));
  it("does not hold up another", () =>
    expect(is_locked(question("fever"), given, online)).toBe(false));
  it("can be gone on with without a connection", () =>
    expect(is_locked(bundle, given, offline)).toBe(false));
});

describe("the questions that stand without a connection", () => {
  const of = (...answers: [string, string][]) =>
    standing_questions(
      [bundle, question("fever")],
      given_of(shown_answers(now, [queued("r", answers)])),
      offline,
    ).map(({ finding }) => finding);
  it("are those of which anything is open", () =>
    expect(of(["saddle_anaesthesia", "present"])).toEqual(["saddle_anaesthesia", "fever"]));
  it("are no more those that are answered wholly", () =>
    expect(
      of(
        ["saddle_anaesthesia", "present"],
        ["bladder_dysfunction", "absent"],
        ["bowel_dysfunction", "absent"],
      ),
    ).toEqual(["fever"]));
});
