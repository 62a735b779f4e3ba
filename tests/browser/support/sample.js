// A sample as it would be written now: each date in it is moved by as long as the sample is old, for what a
// chart states of last week says nothing of this one, and a presentation is taken on its own day only.

import { readFileSync } from "node:fs";

const samples = new URL("../../../apps/samples/", import.meta.url);

export function sample(name) {
  const text = readFileSync(new URL(name, samples), "utf8");
  const written = /"(?:timestamp|as_of)":\s*"([^"]+)"/.exec(text)[1];
  const age = Date.now() - Date.parse(written);
  return text.replace(/"(\d{4}-\d\d-\d\d)(T[\d:]+Z)?"/g, (_date, day, time) => {
    const moved = new Date(Date.parse(`${day}${time ?? "T12:00:00Z"}`) + age).toISOString();
    return time ? `"${moved.slice(0, 19)}Z"` : `"${moved.slice(0, 10)}"`;
  });
}
