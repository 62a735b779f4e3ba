// How long a nurse waits: from the key to the banner of the new revision, and to a red flag, in the page's
// own measurement. Prints the figures and asserts no time: the machine may be busy with other things.

import assert from "node:assert/strict";
import { screen_test, sign_in } from "./support/screen_test.js";
import { acknowledge, answer_all, begin_call, go_to_the_list, look_for } from "./support/call.js";
import { delays, measure_delays, quantile } from "./support/delay.js";

const people = [
  ["Grace", [[/What is your age/, ["4", "4", "Enter"]], [/registered female/, ["y"]]]],
  ["Piotr", [[/What is your age/, ["3", "4", "Enter"]], [/registered female/, ["n"]]]],
  ["Noor", [[/What is your age/, ["6", "7", "Enter"]], [/registered female/, ["y"]]]],
  ["Tomas", [[/What is your age/, ["5", "2", "Enter"]], [/registered female/, ["n"]]]],
];

const wanted = 60;

const line = (name, sorted) =>
  `${name}: p50 ${Math.round(quantile(sorted, 0.5))} ms, p95 ${Math.round(quantile(sorted, 0.95))} ms, ` +
  `longest ${Math.round(sorted[sorted.length - 1])} ms, of ${sorted.length}`;

screen_test("FromTheKeyToTheBannerItIsMeasuredOverSixtyAnswers", async ({ person, page }) => {
  await measure_delays(person);
  await sign_in(page);
  let answers = 0;
  for (const [name, said] of people) {
    await begin_call(page, { name });
    answers += (await answer_all(page, said, 25)).length;
    await look_for(page, "numb between", "Numb between the legs");
    await page.keyboard.press("y");
    await acknowledge(page);
    answers += 1;
    if (answers >= wanted) break;
    await go_to_the_list(page);
  }
  const { banner, alert } = await delays(page);
  assert.ok(banner.length >= wanted, `only ${banner.length} answers were measured`);
  console.log(line("key to banner", banner));
  console.log(line("key to red flag", alert));
});
