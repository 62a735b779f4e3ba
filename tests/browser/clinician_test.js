// The clinician's screen: a chart pasted in, what it may be and why, the body in step with its list, and
// the figure that follows the posture.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { acknowledge, tab_to } from "./support/call.js";
import { screen_test, sign_in } from "./support/screen_test.js";
import { people } from "./support/service.js";
import { inspect } from "./support/views.js";

const samples = new URL("../../apps/samples/", import.meta.url);
const sample = (name) => readFileSync(new URL(name, samples), "utf8");

// Opens the form of a new consultation and pastes this into it.
async function paste_chart(person, page, chart) {
  await sign_in(page, people.clinician);
  await person.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((text) => navigator.clipboard.writeText(text), chart);
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: "New call" });
  const field = dialog.getByLabel("Or paste it");
  await field.waitFor();
  await tab_to(page, field);
  await page.keyboard.press("Control+V");
  return dialog;
}

async function begin_with(person, page, chart) {
  const dialog = await paste_chart(person, page, chart);
  await dialog.getByText(/A FHIR bundle of \d+ entries|A presentation/).waitFor();
  await tab_to(page, dialog.getByRole("button", { name: /Begin the consultation/ }));
  await page.keyboard.press("Enter");
  await page.getByRole("tablist", { name: "Views of the consultation" }).waitFor();
}

// By the arrow keys, as the pattern of tabs asks.
async function show(page, name) {
  await tab_to(page, page.getByRole("tab", { selected: true }));
  for (let step = 0; step < 6; step++) {
    if ((await page.getByRole("tab", { selected: true }).textContent()) === name) return;
    await page.keyboard.press("ArrowRight");
  }
  throw new Error(`no view "${name}"`);
}

screen_test("AChartIsPastedAndTheAnswerStandsWithItsReasonsAndItsLedger", async ({ person, page }) => {
  await begin_with(person, page, sample("bilateral_sciatica_saddle_numbness.json"));
  assert.match(await acknowledge(page), /Numb between the legs/);
  await page.getByRole("heading", { level: 1, name: /Woman of 44/ }).waitFor();
  await page.getByRole("heading", { level: 2, name: /Emergency department/ }).waitFor();
  const conditions = page.getByRole("table", { name: /Conditions, likeliest first/ });
  const row = conditions.getByRole("row", { name: /Cauda equina syndrome/ });
  await row.waitFor();
  assert.match(await row.textContent(), /in 100/);  // a natural frequency with its interval
  await inspect(page, "consultation_answer");

  await show(page, "Why");
  await page.getByLabel("Condition", { exact: true }).selectOption("cauda_equina_syndrome");
  await page.getByRole("heading", { level: 3, name: /Cauda equina syndrome/ }).waitFor();
  await page.getByText(/Numb between the legs/).locator("visible=true").first().waitFor();
  await inspect(page, "consultation_why");

  await show(page, "Network");
  await page.getByRole("heading", { level: 2, name: "What is active for this person" }).waitFor();
  await inspect(page, "consultation_network");
  await page.getByRole("radio", { name: "list" }).check();
  await page.getByText("Cauda equina syndrome").first().waitFor();
  await inspect(page, "consultation_network_list");

  await show(page, "Record");
  const ledger = page.getByRole("table", { name: /What was sent/ });
  await ledger.getByRole("row", { name: /hay-fever.*inactive/ }).waitFor();
  await inspect(page, "consultation_record");
});

screen_test("AChartThatIsPastedIsNotLostOnTheWayWhoeverPressesWhatever", async ({ person, page }) => {
  await sign_in(page, people.nurse);
  await page.getByRole("button", { name: /New call/ }).click();
  const dialog = page.getByRole("dialog", { name: "New call" });
  await dialog.getByLabel("General practice").check();
  await dialog.getByLabel("Or paste it").fill(sample("bilateral_sciatica_saddle_numbness.json"));
  await dialog.getByRole("button", { name: /Begin the consultation/ }).click();
  await acknowledge(page);
  await page.getByRole("heading", { level: 1, name: /Woman of 44/ }).waitFor();
});

screen_test("APasteThatIsNoChartSaysWhatWasExpected", async ({ person, page }) => {
  const dialog = await paste_chart(person, page, "<Bundle/>");
  await dialog.getByRole("status").filter({ hasText: /It is not JSON/ }).waitFor();
  await inspect(page, "consultation_new");
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText('{"resourceType": "Patient"}');
  await dialog.getByText("It is a FHIR Patient: expected a Bundle.").waitFor();
});

screen_test("TheBodyMapAndItsListAreInStep", async ({ person, page }) => {
  await begin_with(person, page, sample("lifting_strain.json"));
  await show(page, "Body and nerves");
  const neck = page.getByRole("button", { name: /^Neck:/ });
  await neck.waitFor();
  assert.equal(await neck.getAttribute("aria-label"), "Neck: not asked");
  await inspect(page, "consultation_body_map");
  await tab_to(page, neck);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 3, name: "Neck" }).waitFor();
  const answer = page.getByRole("group", { name: /^Answer: .*neck/i }).first();
  const name = await answer.getAttribute("aria-label");
  await tab_to(page, answer.getByRole("button", { name: "Yes", exact: true }));
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Neck: yes" }).waitFor();

  await page.getByRole("radio", { name: "lists" }).check();
  await page.getByText("Neck: yes").waitFor();
  await inspect(page, "consultation_body_list");
  const listed = page.getByRole("group", { name, exact: true });
  await listed.getByRole("button", { name: "No", exact: true }).press("Enter");
  await page.getByText("Neck: no", { exact: true }).waitFor();
  await page.getByRole("radio", { name: "maps of the body" }).check();
  await page.getByRole("button", { name: "Neck: no", exact: true }).waitFor();
});

screen_test("TheNervesOfTheLegsNameTheRootThatExplainsThem", async ({ person, page }) => {
  await begin_with(person, page, sample("lifting_strain.json"));
  await show(page, "Body and nerves");
  await page.getByRole("heading", { level: 2, name: /Feeling, strength and reflexes/ }).waitFor();
  await page.getByRole("button", { name: /S1/i }).first().press("Enter");
  await page.getByText(/Fewest roots that explain the signs/).waitFor();
});

screen_test("TheDrawnFigureFollowsThePostureAndTheScoreWithIt", async ({ person, page }) => {
  await begin_with(person, page, sample("lifting_strain.json"));
  await show(page, "Posture and scores");
  const figure = page.getByRole("img", { name: /Figure from the side/ });
  await figure.waitFor();
  const drawn = () => figure.locator("path").evaluateAll((paths) => paths.map((path) => path.getAttribute("d")).join());
  const upright = await drawn();
  assert.match(await figure.getAttribute("aria-label"), /Trunk not entered/);
  await inspect(page, "consultation_posture");

  await tab_to(page, page.getByLabel("Trunk", { exact: true }));
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
  await page.waitForFunction(() => !/Trunk not entered/.test(document.querySelector("svg[role=img]")?.getAttribute("aria-label") ?? ""));
  assert.notEqual(await drawn(), upright);
  await page.getByRole("group", { name: "Result" }).getByText(/between \d+ and 7|^\d+$/).first().waitFor();
  await inspect(page, "consultation_posture_bent");

  for (const score of ["reba", "niosh_lifting", "gestation", "hydration"]) {
    await page.getByLabel("Score", { exact: true }).selectOption(score);
    await page.getByRole("group", { name: "Result" }).filter({ hasText: /\w/ }).waitFor();
    await inspect(page, `consultation_${score}`);
  }
});
