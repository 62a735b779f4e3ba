// One Chromium for all tests, and pages under watch: a request to another host, a breach of the
// Content-Security-Policy and a script error each fail the test in which they happen.

import assert from "node:assert/strict";
import { chromium } from "playwright-core";

let launched = null;

export async function browser() {
  launched ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
  return launched;
}

export async function close_browser() {
  await launched?.close();
  launched = null;
}

// A person's browser: cookies and storage of its own. `options` as of Playwright's newContext.
export class Watched {
  #service;
  #faults = [];

  static async open(service, options = {}) {
    const watched = new Watched();
    watched.#service = service;
    watched.context = await (await browser()).newContext({
      baseURL: service.address,
      viewport: { width: 1280, height: 900 },
      locale: "en-GB",
      reducedMotion: "reduce",
      ...options,
    });
    watched.context.setDefaultTimeout(20_000);
    watched.context.on("request", (request) => watched.#look_at_request(request));
    watched.context.on("page", (page) => watched.#watch(page));
    watched.page = await watched.context.newPage();
    return watched;
  }

  #look_at_request(request) {
    const url = new URL(request.url());
    if (["data:", "blob:", "about:"].includes(url.protocol)) return;
    if (url.origin !== this.#service.address) this.#faults.push(`a request left the host: ${request.url()}`);
  }

  #watch(page) {
    page.on("pageerror", (error) => this.#faults.push(`a script failed: ${error.stack ?? error}`));
    page.on("console", (message) => {
      if (/Content.Security.Policy/i.test(message.text())) this.#faults.push(`the policy was breached: ${message.text()}`);
    });
  }

  // Another page of the same person.
  async another_page() {
    return this.context.newPage();
  }

  assert_no_faults() {
    assert.deepEqual(this.#faults, []);
  }

  async close() {
    await this.context.close();
  }
}
