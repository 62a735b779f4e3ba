// What a call can take back, change, overrule and promise.

import assert from "node:assert/strict";
import { screen_test, sign_in } from "./support/screen_test.js";
import { people } from "./support/service.js";
import {
  acknowledge, answer_standing, banner, begin_call, choose, go_to_the_list, level, look_for, press_and_wait, question, tab_to,
} from "./support/call.js";
import { inspect } from "./support/views.js";

const woman_of_44 = [[/What is your age/, ["4", "4", "Enter"]], [/registered female/, ["y"]]];

// A call in which saddle numbness has fired.
async function emergency(page) {
  await begin_call(page, { name: "Grace" });
  await answer_standing(page, woman_of_44);
  await answer_standing(page, woman_of_44);
  await look_for(page, "numb between", "Numb between the legs");
  await page.keyboard.press("y");
  await acknowledge(page);
}

const said = (page, name) => page.getByRole("button", { name: new RegExp(`^${name}`) });

screen_test("UndoTakesTheLastAnswerBackAndWithItWhatItRaised", async ({ page }) => {
  await sign_in(page);
  await begin_call(page, { name: "Grace" });
  await answer_standing(page, woman_of_44);
  await answer_standing(page, woman_of_44);
  const before = await level(page);
  await look_for(page, "numb between", "Numb between the legs");
  await page.keyboard.press("y");
  await acknowledge(page);
  assert.equal(await level(page), "emergency_department");
  await press_and_wait(page, "z");
  assert.equal(await level(page), before);
  assert.equal(await said(page, "Numb between the legs").count(), 0);
});

screen_test("AnEarlierAnswerIsChangedWithItsQuestionAndTheUrgencyFollows", async ({ page }) => {
  await sign_in(page);
  await emergency(page);
  await page.keyboard.press("e");
  await page.keyboard.press("Enter");
  await page.getByText('Changing an earlier answer, now "yes"').waitFor();
  await inspect(page, "call_change_answer");
  assert.match((await question(page)).words, /numb/i);
  await press_and_wait(page, "n");
  assert.notEqual(await level(page), "emergency_department");
  await page.getByText(/Lowered from emergency department/).waitFor();
});

screen_test("AnAnswerIsTakenBackWithDelete", async ({ page }) => {
  await sign_in(page);
  await emergency(page);
  await page.keyboard.press("e");
  await press_and_wait(page, "Delete");
  assert.equal(await said(page, "Numb between the legs").count(), 0);
  assert.notEqual(await level(page), "emergency_department");
});

screen_test("AnOverrideStandsBesideTheUrgencyWithItsReason", async ({ page }) => {
  await sign_in(page);
  await begin_call(page, { name: "Grace" });
  await answer_standing(page, woman_of_44);
  await answer_standing(page, woman_of_44);
  const concluded = await level(page);
  await page.keyboard.press("o");
  const dialog = page.getByRole("dialog", { name: "Override the urgency" });
  await dialog.getByRole("group", { name: "Reason", exact: true }).getByRole("radio").first().waitFor();
  await inspect(page, "call_override");
  await choose(page, "Urgency", "Urgent care");
  await tab_to(page, dialog.getByRole("group", { name: "Reason", exact: true }).getByRole("radio").first());
  await page.keyboard.press("Space");
  await tab_to(page, dialog.getByRole("textbox"));
  await page.keyboard.type("sounds unwell");
  await tab_to(page, dialog.getByRole("button", { name: "Override", exact: true }));
  await page.keyboard.press("Enter");
  await banner(page).getByText(/Overridden by/).waitFor();
  assert.match(await banner(page).textContent(), /Overridden by.*Urgent care.*sounds unwell/);
  assert.equal(await level(page), concluded);
  await inspect(page, "call_overridden");
});

screen_test("BelowARedFlagASecondClinicianSigns", async ({ page }) => {
  await sign_in(page);
  await emergency(page);
  await page.keyboard.press("o");
  const dialog = page.getByRole("dialog", { name: "Override the urgency" });
  await choose(page, "Urgency", "Within 2 weeks");
  await tab_to(page, dialog.getByRole("group", { name: "Reason", exact: true }).getByRole("radio").first());
  await page.keyboard.press("Space");
  await tab_to(page, dialog.getByRole("textbox", { name: "In words" }));
  await page.keyboard.type("known and examined today");
  await dialog.getByText("A red flag has fired: a second clinician signs").waitFor();
  await inspect(page, "call_override_second");

  const sign = async ({ name, password }) => {
    const field = dialog.getByLabel("Name of the second clinician");
    await tab_to(page, field);
    await page.keyboard.press("Control+A");
    await page.keyboard.type(name);
    await page.keyboard.press("Tab");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
  };
  await sign({ name: people.clinician.name, password: "not the password" });
  await dialog.getByRole("alert").filter({ hasText: /\w/ }).waitFor();
  assert.equal(await banner(page).getByText(/Overridden by/).count(), 0);
  await sign(people.clinician);
  await dialog.waitFor({ state: "hidden" });
  assert.match(await banner(page).textContent(), /Overridden by.*with.*Within 2 weeks/);
  assert.equal(await level(page), "emergency_department");
});

screen_test("ACallBackIsPromisedShownAndDoneAndTheThirdContactIsFlagged", async ({ page }) => {
  await sign_in(page);
  await begin_call(page, { name: "Noor", telephone: "01632 960001" });
  await page.keyboard.press("b");
  const dialog = page.getByRole("dialog", { name: "Promise a call-back" });
  await dialog.waitFor();
  await inspect(page, "call_call_back");
  await tab_to(page, dialog.getByLabel("When"));
  await page.keyboard.type("01012020");
  await tab_to(page, dialog.getByRole("button", { name: "Promise it" }));
  await page.keyboard.press("Enter");
  await dialog.getByText("That time has passed: choose one to come.").waitFor();
  await tab_to(page, dialog.getByRole("button", { name: "In 30 minutes" }));
  await page.keyboard.press("Enter");
  await tab_to(page, dialog.getByLabel("Why"));
  await page.keyboard.type("the result of the urine test");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("heading", { name: "Call-backs promised" }).waitFor();

  await go_to_the_list(page);
  await page.getByText("Call-backs: 1").waitFor();
  await page.keyboard.press("b");
  await page.getByRole("heading", { level: 1, name: "Call-backs" }).waitFor();
  await page.getByText("the result of the urine test").waitFor();
  await inspect(page, "call_backs");
  await tab_to(page, page.getByRole("button", { name: "Reached", exact: true }));
  await page.keyboard.press("Enter");
  await page.getByText("Nobody is to be called back.").waitFor();

  for (const name of ["Noor again", "Noor once more"]) {
    await go_to_the_list(page);
    await begin_call(page, { name, telephone: "01632 960001" });
  }
  await banner(page).getByText("Repeat contact: 3 in 7 days").waitFor();
  await go_to_the_list(page);
  await inspect(page, "calls_open");
});
