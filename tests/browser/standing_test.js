// What stands until a person has looked at it: an urgency that newer knowledge would lower, what a chart and
// an answer say differently, a red flag that fires though nothing can be concluded.

import assert from "node:assert/strict";
import { screen_test, sign_in } from "./support/screen_test.js";
import { acknowledge, answer_standing, banner, begin_call, level, look_for, newer_than, press_and_wait, revision } from "./support/call.js";
import { sample } from "./support/sample.js";
import { people } from "./support/service.js";
import { inspect } from "./support/views.js";

const woman_of = (age) => [[/What is your age/, [...String(age), "Enter"]], [/registered female/, ["y"]]];

async function begin_woman(page, name, age) {
  await begin_call(page, { name });
  await answer_standing(page, woman_of(age));
  await answer_standing(page, woman_of(age));
}

// The row of the rule that breathing 25 times a minute fires.
const slower_sepsis = (rows) =>
  rows.replace(/^(rf_sepsis,.*),ambulance,emergency_ambulance,/m, "$1,within_3_days,general_practice,");

screen_test("WhatNewerKnowledgeWouldLowerStandsUntilAPersonConfirmsIt", async ({ service, page }) => {
  await sign_in(page);
  await begin_woman(page, "Grace", 44);
  await look_for(page, "breaths a minute", "Breaths a minute");
  for (const key of ["3", "0"]) await page.keyboard.press(key);
  await press_and_wait(page, "Enter");
  assert.match(await acknowledge(page), /Breaths a minute: 30/);
  assert.equal(await level(page), "ambulance");

  await service.kill();
  await service.again(service.newer_knowledge("2099.1.0", "red_flag.csv", slower_sepsis));
  await page.reload();
  const notice = page.getByRole("region", { name: "The knowledge base has changed" });
  await notice.waitFor();
  assert.match(await notice.textContent(), /Ambulance was told by version .*now \(2099\.1\.0\) it would be/);
  assert.equal(await level(page), "ambulance");
  await inspect(page, "knowledge_changed");

  const before = await revision(page);
  await notice.getByRole("button", { name: /Confirm/ }).press("Enter");
  await newer_than(page, before);
  await notice.waitFor({ state: "hidden" });
  assert.notEqual(await level(page), "ambulance");
});

// The sample's chart, of somebody with a name, begun for a caller of another.
async function begin_with_chart_of_another(page) {
  const chart = JSON.parse(sample("bilateral_sciatica_saddle_numbness.json"));
  chart.entry.find(({ resource }) => resource.resourceType === "Patient").resource.name = [{ text: "Rosa Vale" }];
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: "New call" });
  await dialog.waitFor();
  await page.keyboard.type("Piotr Kern");
  await dialog.getByLabel("Or paste it").fill(JSON.stringify(chart));
  await dialog.getByRole("button", { name: /Begin the consultation/ }).press("Enter");
  await acknowledge(page);
  await page.getByRole("tablist", { name: "Views of the consultation" }).waitFor();
}

screen_test("WhereAChartAndAnAnswerDifferTheRecordSaysBothAndWhoseChartItIs", async ({ page }) => {
  await sign_in(page, people.clinician);
  await begin_with_chart_of_another(page);
  const whose = page.getByRole("region", { name: "Whose chart" });
  await whose.getByText("the chart is of Rosa Vale, the caller is Piotr Kern: ask whose chart it is").waitFor();

  await page.getByLabel("Find by its words").fill("pain in both legs");
  const other = page.getByRole("region", { name: "Any other finding" });
  await other.getByRole("button", { name: "Pain in both legs", exact: true }).press("Enter");
  await other.getByRole("group", { name: "Answer: Pain in both legs" }).getByRole("button", { name: "No", exact: true }).press("Enter");
  const who = page.getByRole("dialog", { name: "Who does this answer come from?" });
  await who.getByRole("button", { name: "the person", exact: true }).press("Enter");
  await who.waitFor({ state: "hidden" });

  await page.getByRole("tab", { name: "Record" }).click();
  const row = page.getByRole("table", { name: /What was sent/ }).getByRole("row", { name: /Contradicts itself.*Pain in both legs/ });
  await row.waitFor();
  assert.match(await row.textContent(), /the chart says yes .*, the answer says no: the answer stands/);
  await inspect(page, "chart_conflict");
});

screen_test("ARedFlagThatFiresAfterARefusalIsShownThoughNothingCanBeConcluded", async ({ page }) => {
  await sign_in(page);
  await begin_call(page, { name: "Tom" });
  await answer_standing(page, woman_of(15));
  assert.match(await banner(page).textContent(), /Under 16/);
  await look_for(page, "numb between", "Numb between the legs");
  await press_and_wait(page, "y");
  assert.match(await acknowledge(page), /Numb between the legs/);
  assert.equal(await level(page), "emergency_department");
  assert.match(await banner(page).textContent(), /Emergency department.*No assessment beside it.*Under 16/);
  await inspect(page, "red_flag_after_refusal");
});
