// A test in a browser: a service and a person's browser of its own, ended in any case; when it fails, a
// picture of what was on the screen stays under build/browser/failures.

import test from "node:test";
import { mkdirSync } from "node:fs";
import { Watched } from "./browser.js";
import { people, Service } from "./service.js";

const failures = new URL("../../../build/browser/failures/", import.meta.url).pathname;

async function keep_pictures(name, pages) {
  mkdirSync(failures, { recursive: true });
  const file = name.replace(/[^A-Za-z0-9]+/g, "_");
  for (const [number, page] of pages.entries()) {
    await page.screenshot({ path: `${failures}${file}_${number}.png`, fullPage: true, timeout: 3000 }).catch(() => undefined);
  }
}

// body({ service, person, page }): `person` is a Watched, `page` its first page.
export function screen_test(name, body, options = {}) {
  test(name, { timeout: 180_000 }, async () => {
    const service = await Service.start();
    const person = await Watched.open(service, options);
    try {
      await body({ service, person, page: person.page });
      person.assert_no_faults();
    } catch (error) {
      await keep_pictures(name, person.context.pages());
      throw error;
    } finally {
      await person.close();
      await service.stop();
    }
  });
}

// At the keyboard, as everything in these tests unless they say otherwise.
export async function sign_in(page, { name, password } = people.nurse) {
  await page.goto("/screen/");
  await page.getByLabel("Name").waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Calls" }).waitFor();
}
