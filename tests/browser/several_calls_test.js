// Calls beside each other, and what is kept when the line, the service or the page dies.

import assert from "node:assert/strict";
import { screen_test, sign_in } from "./support/screen_test.js";
import {
  acknowledge, answer_standing, banner, begin_call, go_to_the_list, level, look_for, newer_than, press_and_wait,
  question, revision,
} from "./support/call.js";
import { people } from "./support/service.js";
import { inspect } from "./support/views.js";

const woman_of_44 = [[/What is your age/, ["4", "4", "Enter"]], [/registered female/, ["y"]]];
const man_of_34 = [[/What is your age/, ["3", "4", "Enter"]], [/registered female/, ["n"]]];

async function begin_woman(page, name) {
  await begin_call(page, { name });
  await answer_standing(page, woman_of_44);
  await answer_standing(page, woman_of_44);
}

// How many answers the page lists.
const count_of_answers = async (page) =>
  Number(/\d+/.exec(await page.getByRole("heading", { name: /^Answers/ }).textContent())[0]);

screen_test("TwoCallsAtOnceKeepTheirAnswersApart", async ({ page }) => {
  await sign_in(page);
  await begin_woman(page, "Grace");
  await go_to_the_list(page);
  await begin_call(page, { name: "Piotr" });
  await answer_standing(page, man_of_34);
  await page.keyboard.press("Alt+1");
  await page.getByRole("heading", { level: 1, name: "Call with Grace" }).waitFor({ state: "attached" });
  assert.match(await banner(page).textContent(), /female 44/);
  await look_for(page, "numb between", "Numb between the legs");
  await page.keyboard.press("y");
  await acknowledge(page);
  await inspect(page, "call_of_two");
  await page.keyboard.press("Alt+2");
  await page.getByRole("heading", { level: 1, name: "Call with Piotr" }).waitFor({ state: "attached" });
  assert.notEqual(await level(page), "emergency_department");
  assert.equal(await count_of_answers(page), 1);
  assert.match(await banner(page).textContent(), /34/);
});

screen_test("AnswersGivenWithoutAConnectionAreKeptSaidAndSentWhenItIsBack", async ({ person, page }) => {
  await sign_in(page);
  await begin_woman(page, "Grace");
  const last = await revision(page);
  await person.context.setOffline(true);
  await banner(page).getByText(/No connection since/).waitFor();
  for (let step = 0; step < 3; step++) {
    const { kind, words } = await question(page);
    await page.keyboard.press({ yes_no: "n", together: "n", state: "1", typed: "u" }[kind]);
    await page.waitForFunction((old) => document.querySelector("#question-words")?.textContent !== old, words);
  }
  await banner(page).getByText(/\d+ answers kept on this computer; the urgency may be too low/).waitFor();
  await inspect(page, "call_without_connection");
  const given = await count_of_answers(page);
  assert.equal(await revision(page), last);

  await person.context.setOffline(false);
  await newer_than(page, last + 2);
  await banner(page).getByText(/No connection/).waitFor({ state: "hidden" });
  assert.equal(await count_of_answers(page), given);
  await page.reload();
  await banner(page).waitFor();
  assert.equal(await count_of_answers(page), given);
});

screen_test("ARedFlagWithoutAConnectionIsRaisedOnThePageAndConfirmedLater", async ({ person, page }) => {
  await sign_in(page);
  await begin_woman(page, "Grace");
  const last = await revision(page);
  await person.context.setOffline(true);
  await banner(page).getByText(/No connection since/).waitFor();
  // The first question that a yes makes an emergency, by what the service said of each.
  for (let step = 0; step < 10 && (await page.getByRole("alertdialog").count()) === 0; step++) {
    const { kind, words } = await question(page);
    for (const key of kind === "together" ? ["1", "Enter"] : [{ yes_no: "y", state: "2", typed: "u" }[kind]]) {
      await page.keyboard.press(key);
    }
    await page.waitForFunction(
      (old) => document.querySelector("[role=alertdialog]") || document.querySelector("#question-words")?.textContent !== old, words);
  }
  await page.getByRole("alertdialog", { name: /this answer may be a red flag/ }).waitFor();
  await inspect(page, "call_red_flag_without_connection");
  await acknowledge(page);
  await banner(page).getByText(/Not confirmed by the service/).waitFor();
  await person.context.setOffline(false);
  await newer_than(page, last);
  await acknowledge(page);
  assert.ok(["emergency_department", "ambulance"].includes(await level(page)));
});

screen_test("AfterAKilledServiceAndACrashedPageTheCallGoesOnWithEveryAnswer", async ({ service, person, page }) => {
  await sign_in(page);
  await begin_woman(page, "Grace");
  for (let step = 0; step < 3; step++) await answer_standing(page);
  const acknowledged = await count_of_answers(page);
  const last = await revision(page);
  const address = page.url();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  await service.kill();
  const { kind } = await question(page);
  await page.keyboard.press({ yes_no: "n", together: "n", state: "1", typed: "u" }[kind]);
  await banner(page).getByText(/No connection since .* kept on this computer/).waitFor();
  const crashed = page.waitForEvent("crash");
  await page.goto("chrome://crash").catch(() => undefined);
  await crashed;

  const next = await person.another_page();
  await next.goto(address);  // the page itself comes from what the browser keeps
  await banner(next).getByText(/\d+ answers? kept on this computer/).waitFor();
  await inspect(next, "call_after_a_crash");
  await service.again();
  await newer_than(next, last);
  assert.ok((await count_of_answers(next)) > acknowledged);
  await banner(next).getByText(/No connection/).waitFor({ state: "hidden" });
  assert.match(service.print("audit", "verify"), /\S/);
});

screen_test("WhatANurseDidNotGetSentIsKeptForHerAndNeverSentByAnother", async ({ service, person, page }) => {
  await sign_in(page);
  await begin_woman(page, "Grace");
  const address = page.url();
  const last = await revision(page);
  await person.context.route("**/answers", (route) => route.abort());
  const { kind } = await question(page);
  await page.keyboard.press({ yes_no: "n", together: "n", state: "1", typed: "u" }[kind]);
  await banner(page).getByText(/1?\d answers? kept on this computer/).waitFor();
  await person.context.clearCookies();
  await page.goto("/screen/");
  await page.getByText(/of Amina N. (is|are) kept on this computer and not sent yet/).waitFor();
  await person.context.unroute("**/answers");
  const posted = [];
  person.context.on("request", (request) => request.method() === "POST" && posted.push(request.url()));
  await sign_in(page, people.clinician);
  await page.getByText(/of Amina N. (is|are) kept on this computer and not sent yet/).waitFor();
  await inspect(page, "calls_with_unsent_of_another");
  await page.goto(address);
  await banner(page).waitFor();
  await page.waitForTimeout(500);
  assert.equal(await revision(page), last);
  assert.deepEqual(posted.filter((url) => url.endsWith("/answers")), []);

  await page.getByRole("button", { name: "Sign out" }).click();
  await sign_in(page);
  await page.getByRole("link", { name: /Grace to send/ }).click();
  await newer_than(page, last);
  assert.match(service.print("audit", "verify"), /\S/);
});

screen_test("WhatAnotherPageAddedIsShownBeforeTheOwnAnswerIsSent", async ({ person, page }) => {
  await sign_in(page);
  await begin_woman(page, "Grace");
  const other = await person.another_page();
  await other.goto(page.url());
  await banner(other).waitFor();
  const no = { yes_no: "n", together: "n", state: "1", typed: "u" };
  const { kind } = await question(page);
  await press_and_wait(other, no[kind]);
  const added = await revision(other);
  await page.keyboard.press(no[kind]);
  const dialog = page.getByRole("dialog", { name: "Another page has added to this call" });
  await dialog.getByRole("heading", { name: "What you were about to send" }).waitFor();
  await inspect(page, "another_page_added");
  await page.keyboard.press("y");
  await newer_than(page, added);
  assert.equal(await dialog.count(), 0);
});

screen_test("WhenTheSessionEndsInACallThePasswordIsAskedOverItAndTheAnswerIsSent", async ({ person, page }) => {
  await sign_in(page);
  await begin_woman(page, "Grace");
  const last = await revision(page);
  await person.context.clearCookies();
  const { kind } = await question(page);
  await page.keyboard.press({ yes_no: "n", together: "n", state: "1", typed: "u" }[kind]);
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await dialog.waitFor();
  await inspect(page, "sign_in_again");
  await dialog.getByLabel("Password").fill(people.nurse.password);
  await page.keyboard.press("Enter");
  await newer_than(page, last);
  assert.equal(await dialog.count(), 0);
});

screen_test("WhatAPageAsksByItselfSaysHowLongNobodyTouchedIt", async ({ person, page }) => {
  await page.clock.install();
  await sign_in(page);
  await begin_woman(page, "Grace");
  await page.clock.fastForward("10:30");
  const idle_of = async () =>
    Number((await page.waitForRequest(/\/desk\/calls/, { timeout: 20_000 })).headers()["x-idle-seconds"]);
  const asked = idle_of();
  await page.clock.fastForward("00:10");
  assert.ok((await asked) >= 630, `${await asked} seconds`);
  await page.keyboard.press("Shift");
  const after = idle_of();
  await page.clock.fastForward("00:11");
  assert.ok((await after) <= 11, `${await after} seconds`);
});
