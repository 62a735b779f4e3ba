// Every test, one after the other in one Chromium: they measure times, and the machine has two cores.

import { after } from "node:test";
import { close_browser } from "./support/browser.js";

import "./call_test.js";
import "./changes_test.js";
import "./several_calls_test.js";
import "./clinician_test.js";
import "./standing_test.js";
import "./delay_test.js";

after(close_browser);
