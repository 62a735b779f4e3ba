// What every view must be: without a fault that axe finds by the rules of WCAG 2.2 AA, usable at 320
// pixels (also 200 % zoom of 640), and looked at: its picture is kept under build/browser/screenshots.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import axe from "axe-core";

const pictures = new URL("../../../build/browser/screenshots/", import.meta.url).pathname;
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

async function faults_of(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), rules);
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target}: ${failureSummary}`).join("; ")}`,
  );
}

// The width that the page wants beyond the window's, and who wants it.
async function overflow(page) {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= room) return null;
    const wide = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > room + 1);
    return wide.slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.className}`.slice(0, 80));
  });
}

// The whole page, or what lies over it.
async function picture(page, name) {
  mkdirSync(pictures, { recursive: true });
  const fullPage = (await page.locator("dialog[open]").count()) === 0;
  await page.screenshot({ path: `${pictures}${name}.png`, fullPage });
}

// `name` becomes the name of its pictures.
export async function inspect(page, name) {
  const wide = page.viewportSize();
  await picture(page, name);
  assert.deepEqual(await faults_of(page), [], `${name}: axe at ${wide.width} px`);
  for (const width of [640, 320]) {
    await page.setViewportSize({ width, height: 720 });
    assert.equal(await overflow(page), null, `${name}: scrolls sideways at ${width} px`);
  }
  assert.deepEqual(await faults_of(page), [], `${name}: axe at 320 px`);
  await picture(page, `${name}_320`);
  await page.setViewportSize(wide);
}
