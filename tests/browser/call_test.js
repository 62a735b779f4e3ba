// Whole calls by keyboard alone: a nurse signs in, asks, is interrupted by a red flag, advises and closes.

import assert from "node:assert/strict";
import { screen_test, sign_in } from "./support/screen_test.js";
import {
  acknowledge, answer_all, answer_standing, assert_no_mouse, banner, begin_call, close_call, forbid_the_mouse,
  go_to_the_list, level, look_for, press_and_wait, revision,
} from "./support/call.js";
import { inspect } from "./support/views.js";

const woman_of_44 = [[/What is your age/, ["4", "4", "Enter"]], [/registered female/, ["y"]]];
const man_of_34 = [[/What is your age/, ["3", "4", "Enter"]], [/registered female/, ["n"]]];

// As apps/samples/lifting_strain.json has it; no to all else.
const strained = [
  [/in your lower back/, ["y"]],
  [/lift or shift something heavy/, ["y"]],
  [/was your back bent or twisted/, ["y"]],
  [/sudden or wrong movement/, ["y"]],
  [/injury, sport or lifting just before/, ["y"]],
  [/c[ao]me on suddenly/, ["y"]],
  [/worse when you move and better/, ["y"]],
  [/tighten or cramp by itself/, ["y"]],
  [/How many days ago/, ["2", "Enter"]],
  [/from nought to ten/, ["5", "Enter"]],
];

screen_test("ACallWithSaddleNumbnessIsStoppedAtOnceAndClosedAsAnEmergency", async ({ person, page }) => {
  await forbid_the_mouse(person);
  await page.goto("/screen/");
  await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
  await inspect(page, "sign_in");
  await sign_in(page);
  await inspect(page, "calls_empty");
  await begin_call(page, { name: "Grace" });
  await answer_standing(page, woman_of_44);
  await answer_standing(page, woman_of_44);
  await inspect(page, "call_question");

  await look_for(page, "numb between", "Numb between the legs");
  await inspect(page, "call_chosen_question");
  await page.keyboard.press("y");
  const alert = page.getByRole("alertdialog");
  await alert.waitFor();
  await inspect(page, "call_red_flag");
  const words = await acknowledge(page);
  assert.match(words, /Emergency department/i);
  assert.match(words, /Numb between the legs/);
  assert.match(words, /rf_ces_major/);
  assert.equal(await level(page), "emergency_department");

  await answer_all(page);
  await page.getByText("Act now: nothing more needs asking").waitFor();
  await inspect(page, "call_emergency");

  await page.keyboard.press("s");
  const summary = page.getByLabel("Summary", { exact: true });
  await summary.waitFor();
  for (const part of [/^S  Situation/m, /^B  Background/m, /^A  Assessment/m, /^R  \w+/m, /Numb between the legs/]) {
    assert.match(await summary.textContent(), part);
  }
  await inspect(page, "call_summary");
  await page.keyboard.press("Escape");

  await close_call(page, "ambulance car on its way");
  await page.getByRole("heading", { name: "Closed in the last 24 hours" }).waitFor();
  await page.getByRole("row", { name: /Grace.*Emergency department/ }).waitFor();
  await inspect(page, "calls_closed");
  await assert_no_mouse(page);
});

screen_test("ACallAboutAStrainEndsInCareAtHomeWhenAllDangersAreDenied", async ({ person, page }) => {
  await forbid_the_mouse(person);
  await sign_in(page);
  await begin_call(page, { name: "Piotr" });
  await answer_standing(page, man_of_34);
  await answer_standing(page, man_of_34);
  await look_for(page, "lift something heavy", /lift/i);
  await press_and_wait(page, "y");
  const asked = await answer_all(page, strained, 60);
  assert.ok(asked.length >= 5, `only ${asked.length} questions were asked`);
  assert.equal(await level(page), "self_care");
  assert.doesNotMatch(await banner(page).textContent(), /provisional/i);
  await page.getByRole("heading", { name: "Enough is asked" }).waitFor();
  await inspect(page, "call_nothing_to_ask");

  await page.keyboard.press("q");
  await page.getByRole("dialog", { name: "Close the call" }).waitFor();
  await inspect(page, "call_close");
  await page.keyboard.press("Escape");
  await close_call(page);
  await page.getByRole("row", { name: /Piotr/ }).waitFor();
  await assert_no_mouse(page);
});

screen_test("WhatIsHeardInANoteIsAskedAndOnlyThenAnswered", async ({ page }) => {
  await sign_in(page);
  await begin_call(page, { name: "Ines" });
  await answer_standing(page, woman_of_44);
  await answer_standing(page, woman_of_44);
  const before = await level(page);
  await page.keyboard.press("f");
  await page.getByRole("dialog", { name: "Note" }).waitFor();
  await inspect(page, "call_note");
  await page.keyboard.type("since yesterday she is numb between the legs");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("dialog", { name: "Is this what was meant?" }).waitFor();
  await inspect(page, "call_heard");
  assert.equal(await level(page), before);
  await page.keyboard.press("y");
  await acknowledge(page);
  assert.equal(await level(page), "emergency_department");
});

screen_test("ThePlainerWordsTheMeaningAndTheReasonAreAKeyAway", async ({ page }) => {
  await sign_in(page);
  await begin_call(page, { name: "Tomas" });
  for (const key of ["p", "m", "w"]) await page.keyboard.press(key);
  await page.getByText("Plainer:").waitFor();
  await page.getByRole("heading", { name: "What it means" }).waitFor();
  await page.getByRole("heading", { name: "Why now" }).waitFor();
  await inspect(page, "call_question_explained");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await inspect(page, "call_keys");
});

screen_test("KeysTypedAheadOfARedFlagNeitherAcknowledgeItNorAnswerAnything", async ({ page }) => {
  await sign_in(page);
  await begin_call(page, { name: "Grace" });
  await answer_standing(page, woman_of_44);
  await answer_standing(page, woman_of_44);
  await look_for(page, "numb between", "Numb between the legs");
  const before = await revision(page);
  await page.evaluate(() => {
    window.early = [];
    new MutationObserver((_changes, watch) => {
      if (!document.querySelector("[role=alertdialog][open]")) return;
      watch.disconnect();
      // Enter and y in the very moment in which it is shown, as keys that were on their way.
      for (const key of ["Enter", "y"]) {
        const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
        document.activeElement.dispatchEvent(event);
        window.early.push(event.defaultPrevented);
      }
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["open"] });
  });
  for (const key of ["y", "Enter", "y"]) await page.keyboard.press(key);
  await page.getByRole("alertdialog").waitFor();
  await page.waitForTimeout(500);
  assert.equal(await page.getByRole("alertdialog").count(), 1);
  assert.deepEqual(await page.evaluate(() => window.early), [true, true]);
  assert.equal(await revision(page), before + 1);
});

screen_test("ARedFlagIsLeftByAKeyPressedAfterItsMomentAndByNoneBeforeHoweverSlowThePageIs", async ({ page }) => {
  await page.addInitScript(() => {
    // A page whose timer for that moment comes late, and that is busy just when the red flag is shown.
    const in_time = window.setTimeout;
    window.setTimeout = (act, delay = 0, ...more) => in_time(act, delay === 300 ? 30_000 : delay, ...more);
    window.watch = () =>
      new MutationObserver((_changes, watch) => {
        if (!document.querySelector("[role=alertdialog][open]")) return;
        watch.disconnect();
        // Pressed now, and taken up when the moment has passed.
        const early = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
        while (performance.now() < early.timeStamp + 500);
        in_time(() => {
          document.activeElement.dispatchEvent(early);
          window.swallowed = early.defaultPrevented;
        });
      }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  await sign_in(page);
  await begin_call(page, { name: "Grace" });
  await look_for(page, "numb between", "Numb between the legs");
  await page.evaluate(() => window.watch());
  await page.keyboard.press("y");
  await page.waitForFunction(() => window.swallowed !== undefined);
  const alert = page.getByRole("alertdialog");
  assert.equal(await page.evaluate(() => window.swallowed), true);
  assert.equal(await alert.count(), 1);
  await page.keyboard.press("Enter");
  await alert.waitFor({ state: "hidden" });
});

screen_test("ARedFlagThatNobodyAcknowledgedIsShownAgainAfterAReloadAndAnAcknowledgedOneIsNot", async ({ page }) => {
  await sign_in(page);
  await begin_call(page, { name: "Grace" });
  await answer_standing(page, woman_of_44);
  await answer_standing(page, woman_of_44);
  await look_for(page, "numb between", "Numb between the legs");
  await page.keyboard.press("y");
  await page.getByRole("alertdialog").waitFor();
  await page.evaluate(() => localStorage.removeItem(Object.keys(localStorage).find((name) => name.includes("call."))));
  await page.reload();
  await acknowledge(page);
  await page.reload();
  await banner(page).waitFor();
  assert.equal(await page.getByRole("alertdialog").count(), 0);
});

screen_test("AChildIsHandedOverInPlainWordsAndStandsFirstInTheList", async ({ page }) => {
  await sign_in(page);
  await begin_call(page, { name: "Grace" });
  await look_for(page, "numb between", "Numb between the legs");
  await page.keyboard.press("y");
  await acknowledge(page);
  await go_to_the_list(page);
  await begin_call(page, { name: "Kid" });
  await answer_standing(page, [[/What is your age/, ["1", "2", "Enter"]]]);
  await banner(page).getByText(/Under 16 \(age 12\): outside this service/).waitFor();
  assert.doesNotMatch(await page.locator("body").textContent(), /age_years/);
  assert.equal(await level(page), "none");
  await inspect(page, "call_refused");
  await go_to_the_list(page);
  const first = page.getByRole("table", { name: "Open calls" }).getByRole("row").nth(1);
  assert.match(await first.textContent(), /Kid.*None can be given/);
});

screen_test("WhatWasToldBeforeARefusalStaysInTheBanner", async ({ page }) => {
  await sign_in(page);
  await begin_call(page, { name: "Grace" });
  await look_for(page, "numb between", "Numb between the legs");
  await page.keyboard.press("y");
  await acknowledge(page);
  await look_for(page, "age in years", "Age in years");
  await answer_standing(page, [[/What is your age/, ["1", "2", "Enter"]]]);
  await banner(page).getByText(/Under 16/).waitFor();
  assert.match(await banner(page).textContent(), /Emergency department/);
  assert.equal(await level(page), "emergency_department");
});
