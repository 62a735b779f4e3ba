// The clinician's screen: a chart pasted in, what it may be and why, the body in step with its list, and
// the figure that follows the posture.

import assert from "node:assert/strict";
import { acknowledge, tab_to } from "./support/call.js";
import { sample } from "./support/sample.js";
import { screen_test, sign_in } from "./support/screen_test.js";
import { people } from "./support/service.js";
import { inspect } from "./support/views.js";

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

// Without a chart, in general practice; the part of the page that asks, when this returns.
async function begin_without_chart(page, name) {
  await sign_in(page, people.clinician);
  await page.keyboard.press("n");
  await page.getByRole("dialog", { name: "New call" }).waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  const asking = page.getByRole("region", { name: "Best next question or examination" });
  await asking.getByRole("heading", { level: 3 }).waitFor();
  return asking;
}

// The first answer of a consultation in a room is recorded once it was said who it comes from.
async function say_who(page, words) {
  const dialog = page.getByRole("dialog", { name: "Who does this answer come from?" });
  await dialog.getByRole("button", { name: words, exact: true }).press("Enter");
  await dialog.waitFor({ state: "hidden" });
}

const standing = (asking) => asking.getByRole("heading", { level: 3 });

// Does it, and waits for the question that comes after.
async function and_next(asking, does) {
  const before = await standing(asking).textContent();
  await does();
  await asking.getByRole("heading", { level: 3, name: before, exact: true }).waitFor({ state: "hidden" });
  await standing(asking).waitFor();
}

// Answers age and sex, and no to what stands, until this is asked about.
async function go_to(page, asking, wanted) {
  await asking.getByRole("textbox").fill("44");
  await and_next(asking, async () => {
    await asking.getByRole("button", { name: "Enter", exact: true }).press("Enter");
    await say_who(page, "the person");
  });
  for (let step = 0; step < 8 && !wanted.test(await asking.textContent()); step++) {
    const all = asking.getByRole("button", { name: /^No to all/ });
    const no = (await all.count()) > 0 ? all : asking.getByRole("button", { name: "No", exact: true }).first();
    await and_next(asking, () => no.press("Enter"));
  }
  assert.match(await asking.textContent(), wanted);
}

async function held_answers(page) {
  const id = /consultation\/([^/#?]+)/.exec(page.url())[1];
  const { answers } = await (await page.request.get(`/desk/calls/${id}`)).json();
  return new Map(answers.map((answer) => [answer.finding, answer]));
}

screen_test("AYesThatWaitsStandsThroughANoToTheOthersAndRaisesTheCardWithoutALine", async ({ person, page }) => {
  const asking = await begin_without_chart(page, "Cara");
  await go_to(page, asking, /numbness around genitals/);
  await person.context.setOffline(true);
  const numb = asking.getByRole("group", { name: "Answer: Numb between the legs" });
  await numb.getByRole("button", { name: "Yes", exact: true }).press("Enter");
  await acknowledge(page);
  await page.getByRole("heading", { level: 2, name: /Treat as emergency department/ }).waitFor();
  assert.match(await page.title(), /^Treat as emergency department/);
  assert.equal(await numb.getByRole("button", { pressed: true }).textContent(), "Yes");
  await asking.getByText("waits to be sent").first().waitFor();

  await and_next(asking, () => asking.getByRole("button", { name: "No to the other 4" }).press("Enter"));
  await person.context.setOffline(false);
  await acknowledge(page);
  await page.getByRole("heading", { level: 2, name: /Emergency department/ }).waitFor();
  const held = await held_answers(page);
  assert.equal(held.get("saddle_anaesthesia").value, "present");
  assert.equal(held.get("bladder_dysfunction").value, "absent");
});

screen_test("ADenialInANoteIsAskedInTheFindingsWordingAndTheAnswerIsWhatIsSent", async ({ person, page }) => {
  await begin_without_chart(page, "Dora");
  await page.getByRole("button", { name: "Note", exact: true }).press("Enter");
  await page.getByRole("dialog").getByRole("textbox").fill("no numbness between the legs");
  await page.keyboard.press("Control+Enter");
  const heard = page.getByRole("region", { name: /The note may mean/ });
  await heard.getByText(/sounds like a no to this/).waitFor();
  const numb = heard.getByRole("group", { name: "Answer: Numb between the legs" });
  await numb.getByRole("button", { name: "No", exact: true }).press("Enter");
  const taken = page.waitForResponse((response) => response.url().endsWith("/answers") && response.ok());
  await say_who(page, "the person");
  await taken;
  const { value, said_by } = (await held_answers(page)).get("saddle_anaesthesia");
  assert.deepEqual([value, said_by], ["absent", "caller"]);
  await heard.getByRole("button", { name: /^Leave it as answered/ }).press("Enter");
  await heard.waitFor({ state: "hidden" });
});

screen_test("AFieldIsEmptyAgainWhenItsNumberIsUndone", async ({ person, page }) => {
  await begin_without_chart(page, "Edda");
  await page.getByLabel("Find by its words").fill("age in years");
  await page.getByRole("button", { name: /^Age/ }).first().press("Enter");
  const other = page.getByRole("region", { name: "Any other finding" });
  const field = other.getByLabel(/^Number/);
  await field.fill("44");
  await field.press("Enter");
  await say_who(page, "the record");
  await page.getByRole("heading", { level: 1, name: /of 44/ }).waitFor();
  assert.equal(await field.inputValue(), "44");
  await page.getByRole("button", { name: "Undo", exact: true }).press("Enter");
  await page.getByRole("heading", { level: 1, name: /unknown age/ }).waitFor();
  assert.equal(await field.inputValue(), "");
});

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
  assert.equal(await neck.getAttribute("aria-label"), "Neck: partly asked");  // he has denied a stiff one
  await inspect(page, "consultation_body_map");
  await tab_to(page, neck);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 3, name: "Neck" }).waitFor();
  const answer = page.getByRole("group", { name: /^Answer: .*neck/i }).first();
  const name = await answer.getAttribute("aria-label");
  await tab_to(page, answer.getByRole("button", { name: "Yes", exact: true }));
  await page.keyboard.press("Enter");
  await say_who(page, "my examination");
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
  await page.getByRole("button", { name: /^S1, .*right: less feeling/ }).waitFor();
  await page.getByText(/1 sign is tested on one side only; of the other nothing is said/).waitFor();
  await page.getByRole("button", { name: /^S1, .*left: not tested/ }).press("Enter");
  for (const side of ["left", "right"]) await page.getByRole("button", { name: new RegExp(`^S1, .*${side}: less`) }).press("Enter");
  for (const side of ["left", "right"]) await page.getByRole("button", { name: new RegExp(`^S1, .*${side}: not tested`) }).waitFor();
  await page.getByLabel(/outer edge of the foot.*, left$/).selectOption("normal");
  await page.getByRole("button", { name: /^S1, .*left: normal/ }).waitFor();
  await page.getByRole("button", { name: /^S1, .*right: not tested/ }).waitFor();
  await inspect(page, "consultation_nerves");
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
