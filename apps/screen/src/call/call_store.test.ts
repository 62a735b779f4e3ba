// The store against a service of this test's own: what is sent, in which order, and what is kept.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { State, Wish } from "../service/types";
import type { Gate } from "../service/urgency";
import type { HeldCall } from "./held_call";
import { question, state } from "./test_state";

class Storage {
  [name: string]: unknown;
  getItem(name: string) {
    return (this[name] as string | undefined) ?? null;
  }
  setItem(name: string, value: string) {
    this[name] = value;
  }
  removeItem(name: string) {
    delete this[name];
  }
}

interface Sent {
  request: string;
  revision: number;
  gates?: string[];
  answers?: { finding: string }[];
}

let chance = 0; // Node 18 has no crypto of a browser's
let held: State;
let sent: Sent[];
let reply: (body: Sent) => Response | Error;

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
function done(): Response {
  held = { ...held, call: { ...held.call, revision: held.call.revision + 1 }, interrupt: null };
  return json(held);
}

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal("localStorage", new Storage());
  vi.stubGlobal("crypto", { getRandomValues: (bytes: Uint8Array) => bytes.fill((chance += 1)) });
  vi.stubGlobal("document", {
    visibilityState: "visible",
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  });
  vi.stubGlobal("window", {
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  });
  held = state([question("fever"), question("cancer")]);
  sent = [];
  reply = done;
  vi.stubGlobal("fetch", async (_path: string, init: RequestInit) => {
    if (init.method === "GET") return json(held);
    const body = JSON.parse(String(init.body)) as Sent;
    sent.push(body);
    const answer = reply(body);
    if (answer instanceof Error) throw answer;
    return answer;
  });
});
afterEach(async () => {
  await new Promise((done) => setTimeout(done, 5)); // what is kept after it is shown
  vi.unstubAllGlobals();
});

async function opened() {
  const { CallStore } = await import("./call_store");
  const store = new CallStore("c1");
  store.look_now();
  await vi.waitFor(() => expect(store.get().state).not.toBeNull());
  return store;
}

const yes = (finding: string): Wish => ({
  kind: "answers",
  answers: [{ finding, value: "present", said_by: "caller" }],
});
const gate: Gate = {
  id: "g",
  name: "G",
  action: "",
  because: [],
  urgency: "ambulance",
  source: "",
  verified: "",
};
const kept_wishes = () =>
  Object.keys(localStorage).filter((name) => name.startsWith("paraspinal.wish."));

test("an answer is kept before it is sent and forgotten when it is acknowledged", async () => {
  const store = await opened();
  store.wish(yes("fever"), "Fever: yes");
  expect(kept_wishes()).toHaveLength(1);
  await vi.waitFor(() => expect(store.get().queue).toHaveLength(0));
  expect(kept_wishes()).toHaveLength(0);
  expect(store.get().state?.call.revision).toBe(4);
});

test("answers go one after the other, each with the revision that came before", async () => {
  const store = await opened();
  store.wish(yes("fever"), "Fever: yes");
  store.wish(yes("cancer"), "Cancer: yes");
  await vi.waitFor(() => expect(store.get().queue).toHaveLength(0));
  expect(sent.map((one) => one.revision)).toEqual([3, 4]);
});

test("without a connection answers wait, and are sent in order with the same request when it is back", async () => {
  const store = await opened();
  reply = () => new Error("no network");
  store.wish(yes("fever"), "Fever: yes");
  await vi.waitFor(() => expect(store.get().lost_since).not.toBeNull());
  store.wish(yes("cancer"), "Cancer: yes");
  await vi.waitFor(() => expect(store.get().is_sending).toBe(false));
  const [first] = sent;
  reply = done;
  store.look_now();
  await vi.waitFor(() => expect(store.get().queue).toHaveLength(0));
  expect(store.get().lost_since).toBeNull();
  const later = sent.slice(-2);
  expect(later.map((one) => one.answers?.[0]?.finding)).toEqual(["fever", "cancer"]);
  expect(later[0]?.request).toBe(first?.request);
});

test("another page of this browser goes on with what waits", async () => {
  const store = await opened();
  reply = () => new Error("no network");
  store.wish(yes("fever"), "Fever: yes");
  await vi.waitFor(() => expect(store.get().lost_since).not.toBeNull());
  reply = done;
  const other = await opened();
  other.look_now();
  await vi.waitFor(() => expect(other.get().queue).toHaveLength(0));
  expect(kept_wishes()).toHaveLength(0);
});

test("an answer that the service refuses is dropped and said", async () => {
  const store = await opened();
  reply = () => json({ error: { kind: "invalid_argument", message: "fever: expected less" } }, 422);
  store.wish(yes("fever"), "Fever: yes");
  await vi.waitFor(() => expect(store.get().refused).toBe("Fever: yes: fever: expected less"));
  expect(store.get().queue).toHaveLength(0);
});

test("behind another page: its events are shown, and the own answer waits until that is settled", async () => {
  const store = await opened();
  const event = { revision: 4, kind: "answers", at: "", by: "bea", words: "Cancer: no" };
  held = { ...held, call: { ...held.call, revision: 4 }, events: [event] };
  reply = () => json({ error: { kind: "behind", message: "" }, state: held }, 409);
  store.wish(yes("fever"), "Fever: yes");
  await vi.waitFor(() => expect(store.get().behind).toEqual([event]));
  expect(store.get().queue).toHaveLength(1);
  reply = done;
  store.settle_behind(true);
  await vi.waitFor(() => expect(store.get().queue).toHaveLength(0));
  expect(sent[sent.length - 1]?.revision).toBe(4);
});

test("undo drops what was never sent, and asks the service to undo what may have been", async () => {
  const store = await opened();
  reply = () => new Error("no network");
  store.wish(yes("fever"), "Fever: yes");
  await vi.waitFor(() => expect(store.get().lost_since).not.toBeNull());
  store.wish(yes("cancer"), "Cancer: yes");
  store.undo();
  await vi.waitFor(() => expect(store.get().queue.map((one) => one.words)).toEqual(["Fever: yes"]));
  store.undo();
  expect(store.get().queue.map((one) => [one.wish.kind, one.undoes])).toEqual([
    ["answers", ""],
    ["undo", store.get().queue[0]?.request],
  ]);
});

const standing = async (store: { get: () => HeldCall }) => {
  const { standing_gates } = await import("./held_call");
  return standing_gates(store.get()).map((one) => one.id);
};
const with_gate = () => ({ ...held, interrupt: { gates: [gate] }, gates: [gate] });

test("a red flag that fired while kept answers were sent is shown though later answers followed", async () => {
  const store = await opened();
  reply = () => {
    const answer = done();
    held = with_gate();
    return answer.status === 200 ? json(held) : answer;
  };
  store.wish(yes("fever"), "Fever: yes");
  store.wish(yes("cancer"), "Cancer: yes");
  await vi.waitFor(() => expect(store.get().queue).toHaveLength(0));
  expect(await standing(store)).toEqual(["g"]);
});

test("a red flag that was read is gone at once, and the service is told which", async () => {
  held = with_gate();
  const store = await opened();
  expect(await standing(store)).toEqual(["g"]);
  store.acknowledge([gate]);
  expect(await standing(store)).toEqual([]);
  await vi.waitFor(() => expect(store.get().queue).toHaveLength(0));
  expect(sent.map((one) => [one.gates, one.revision])).toEqual([[["g"], 3]]);
  expect(store.get().seen).toEqual([]);
});

test("a red flag that nobody acknowledged is shown again after a reload", async () => {
  held = with_gate();
  await opened();
  expect(await standing(await opened())).toEqual(["g"]);
});

test("a red flag that was read without a connection stays away after a reload, and is told later", async () => {
  held = with_gate();
  const store = await opened();
  reply = () => new Error("no network");
  store.acknowledge([gate]);
  await vi.waitFor(() => expect(store.get().lost_since).not.toBeNull());
  reply = done;
  const again = await opened();
  expect(await standing(again)).toEqual([]);
  await vi.waitFor(() => expect(again.get().queue).toHaveLength(0));
  expect(sent[sent.length - 1]?.gates).toEqual(["g"]);
});

test("a red flag that another page's answer overtook is acknowledged all the same", async () => {
  held = with_gate();
  const store = await opened();
  held = { ...held, call: { ...held.call, revision: 4 } };
  reply = (body) => {
    if (body.revision === 4) return done();
    return json({ error: { kind: "behind", message: "" }, state: held }, 409);
  };
  store.acknowledge([gate]);
  await vi.waitFor(() => expect(store.get().queue).toHaveLength(0));
  expect(sent.map((one) => one.revision)).toEqual([3, 4]);
  expect(store.get().behind).toBeNull();
});

test("another red flag is shown though one was read, and one that fires anew is shown anew", async () => {
  held = with_gate();
  const store = await opened();
  const other = { ...gate, id: "h" };
  reply = () => {
    const answer = done();
    held = { ...held, interrupt: { gates: [gate, other] } };
    return answer.status === 200 ? json({ ...held, interrupt: { gates: [other] } }) : answer;
  };
  store.acknowledge([gate]);
  await vi.waitFor(() => expect(store.get().queue).toHaveLength(0));
  expect(await standing(store)).toEqual(["h"]);
  held = { ...held, call: { ...held.call, revision: 9 } };
  store.look_now();
  await vi.waitFor(async () => expect(await standing(store)).toEqual(["g", "h"]));
});

test("a form does not fail because a red flag is being acknowledged", async () => {
  held = with_gate();
  const store = await opened();
  store.acknowledge([gate]);
  await store.ask({ kind: "reopen" });
  expect(sent.map((one) => one.revision)).toEqual([3, 4]);
});

test("nothing is kept of a call that is closed", async () => {
  const store = await opened();
  reply = () => json({ ...held, call: { ...held.call, is_open: false, revision: 4 } });
  await store.ask({ kind: "close", repeated_back: true, disposition_accepted: true, text: "" });
  expect(Object.keys(localStorage).filter((name) => name.includes("c1"))).toEqual([]);
});
