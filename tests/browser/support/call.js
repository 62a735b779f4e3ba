// A call as a nurse works it: with keys alone, reading what stands on the screen.

import assert from "node:assert/strict";

export const banner = (page) => page.getByRole("region", { name: "Urgency", exact: true });
export const level = (page) => banner(page).getAttribute("data-level");
export const revision = async (page) => Number(await banner(page).getAttribute("data-revision"));

// Until the banner is of a later revision than this.
export async function newer_than(page, before) {
  await page.waitForFunction(
    (last) => Number(document.querySelector("[data-revision]")?.getAttribute("data-revision")) > last,
    before,
  );
}

// The key, and then the urgency that the service gives for it.
export async function press_and_wait(page, key) {
  const before = await revision(page);
  await page.keyboard.press(key);
  await newer_than(page, before);
}

// What stands on the page: its words, and how it is answered: "yes_no", "together" (with the lines that are
// read in one breath), "state" or "typed"; null when nothing is asked.
export async function question(page) {
  return page.evaluate(() => {
    const card = document.querySelector("section[aria-labelledby='question-words']");
    if (!card) return null;
    const words = card.querySelector("#question-words").textContent;
    const kinds = { together: ".breath", typed: "form.typed", state: ".answers--column" };
    const kind = Object.keys(kinds).find((name) => card.querySelector(kinds[name])) ?? "yes_no";
    const lines = [...card.querySelectorAll(".breath__words")].map((line) => line.textContent);
    return { words, kind, lines };
  });
}

const no_to = { yes_no: "n", together: "n", state: "1", typed: "u" };

// The keys for what is asked: of the first row of `said` whose pattern its words match, `[pattern, keys]`. In
// one breath the lines with a yes are marked, and the others denied.
function keys_for({ words, kind, lines }, said) {
  const row = said.find(([pattern]) => pattern.test(words));
  if (row) return row[1];
  const is_yes = (line) => said.some(([pattern, keys]) => keys[0] === "y" && pattern.test(line));
  const marks = lines.flatMap((line, place) => (is_yes(line) ? [String(place + 1)] : []));
  return marks.length > 0 ? [...marks, "Enter"] : [no_to[kind]];
}

// Answers what stands on the page, keys typed one after the other; a no, the first state or "cannot say" where
// `said` has nothing of it.
export async function answer_standing(page, said = []) {
  const asked = await question(page);
  const keys = keys_for(asked, said);
  for (const key of keys.slice(0, -1)) await page.keyboard.press(key);
  await press_and_wait(page, keys[keys.length - 1]);
  return asked;
}

// Until nothing is asked any more, an alert lies over the page, or `most` questions were answered.
// The questions that were asked, in order.
export async function answer_all(page, said = [], most = 100) {
  const asked = [];
  while (asked.length < most) {
    if ((await page.getByRole("alertdialog").count()) > 0 || !(await question(page))) break;
    asked.push(await answer_standing(page, said));
  }
  return asked;
}

// Finds a finding by words, so that it is the question that stands.
export async function look_for(page, words, name) {
  await page.keyboard.press("/");
  await page.getByRole("dialog", { name: "Search findings" }).waitFor();
  await page.keyboard.type(words);
  await page.getByText(/^\d+ found$/).waitFor();
  const found = page.getByRole("option").filter({ hasText: name });
  await found.first().waitFor();
  for (let step = 0; step < 20 && (await found.first().getAttribute("aria-selected")) !== "true"; step++) {
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await page.getByText(/^(Chosen by you|Changing an earlier answer)/).first().waitFor();
}

// A red flag lies over the page: reads what it says and goes on.
export async function acknowledge(page) {
  const alert = page.getByRole("alertdialog");
  await alert.waitFor();
  const words = await alert.textContent();
  const is_confirmed = !/this answer may be a red flag/.test(words);
  const told = is_confirmed ? page.waitForResponse(/\/acknowledge$/) : null;
  const before = (await banner(page).count()) > 0 ? await revision(page) : null;
  await page.waitForTimeout(350);  // keys typed ahead are swallowed so long
  await page.keyboard.press("Enter");
  await alert.waitFor({ state: "hidden" });
  await told;
  if (told && before !== null) await newer_than(page, before);
  return words;
}

// Fails a test that claims keys alone: put before the first page, read at the end.
export async function forbid_the_mouse(person) {
  await person.context.addInitScript(() => {
    window.pointed = 0;
    for (const kind of ["mousedown", "pointerdown", "touchstart"]) {
      window.addEventListener(kind, () => (window.pointed += 1), true);
    }
  });
}

export async function assert_no_mouse(page) {
  assert.equal(await page.evaluate(() => window.pointed), 0);
}

// Tab until this has the focus.
export async function tab_to(page, target) {
  for (let step = 0; step < 150; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${target}`);
}

// The radio button of these words, with the keys of a group.
export async function choose(page, legend, words) {
  const group = page.getByRole("group", { name: legend, exact: true });
  await tab_to(page, group.getByRole("radio").first());
  await page.keyboard.press("Space");
  const wanted = group.getByRole("radio", { name: words, exact: true });
  for (let step = 0; step < 20 && !(await wanted.isChecked()); step++) await page.keyboard.press("ArrowDown");
  assert.ok(await wanted.isChecked(), `${legend}: no "${words}"`);
}

// From the list of calls: a new one, whose page is shown when this returns.
export async function begin_call(page, { name, telephone = "" }) {
  await page.keyboard.press("n");
  await page.getByRole("dialog", { name: "New call" }).waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press("Tab");
  await page.keyboard.type(telephone);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: `Call with ${name}` }).waitFor({ state: "attached" });
  await banner(page).waitFor();
}

export const go_to_the_list = async (page) => {
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await page.getByRole("heading", { level: 1, name: "Calls" }).waitFor();
};

// Closes the call that is shown; both ticks set, and words where they are asked for.
export async function close_call(page, words = "") {
  await page.keyboard.press("q");
  const dialog = page.getByRole("dialog", { name: "Close the call" });
  for (const tick of [/repeated it back/, /accepts what is to be done/]) {
    await tab_to(page, dialog.getByRole("checkbox", { name: tick }));
    await page.keyboard.press("Space");
  }
  if (words) {
    await tab_to(page, dialog.getByRole("textbox"));
    await page.keyboard.type(words);
  }
  await tab_to(page, dialog.getByRole("button", { name: "Close the call" }));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Calls" }).waitFor();
}
