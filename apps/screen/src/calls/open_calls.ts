// The calls and the call-backs, asked anew every fifteen seconds while somebody is at the page;
// and which of the open calls stand in tabs here: those that the user opened or looked at.

import { useMemo, useSyncExternalStore } from "react";
import { forget_call, kept_wishes, type KeptCall } from "../call/kept_call";
import { call_backs, calls } from "../service/client";
import { Failure } from "../service/failure";
import type { Call, CallBack, CallList } from "../service/types";
import { is_in_view, on_in_view } from "../shell/attention";
import { keep, kept, kept_names, on_forgotten } from "../shell/kept";
import { use_session } from "../shell/session";

export interface KnownCalls {
  list: CallList | null;
  due: CallBack[] | null; // soonest first
  problem: string;
}

const nothing: KnownCalls = { list: null, due: null, problem: "" };
const every_ms = 15_000;

let known: KnownCalls = nothing;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function set(next: KnownCalls): void {
  known = next;
  listeners.forEach((told) => told());
}

on_forgotten(() => set(nothing));

const kept_tabs = () => kept<string[]>("tabs") ?? [];

// Of calls that were closed elsewhere nothing stays here, unless answers were not sent.
function tidy(list: CallList): void {
  const open = new Set(list.open.map((call) => call.id));
  kept_names("call.")
    .map((name) => name.slice("call.".length))
    .filter((id) => !open.has(id) && kept_wishes(id).length === 0)
    .forEach(forget_call);
  const tabs = kept_tabs();
  if (tabs.some((id) => !open.has(id))) {
    keep(
      "tabs",
      tabs.filter((id) => open.has(id)),
    );
  }
}

export async function look_at_calls(): Promise<void> {
  try {
    const [list, due] = await Promise.all([calls(), call_backs()]);
    tidy(list);
    set({ list, due, problem: "" });
  } catch (failure) {
    const words = failure instanceof Failure ? failure.message : "The list could not be read.";
    set({ ...known, problem: words });
  }
}

// What a call's own page knows of it, which is newer than the list.
export function saw_call(call: Call): void {
  const { list } = known;
  const before = list?.open.find((one) => one.id === call.id);
  if (!list || !before || before.revision >= call.revision) return;
  const open = list.open.map((one) => (one === before ? call : one));
  set({ ...known, list: { ...list, open } });
}

const seen = () => is_in_view() && void look_at_calls();
let stop_waiting: () => void = () => undefined;

function subscribe(told: () => void): () => void {
  listeners.add(told);
  if (listeners.size === 1) {
    void look_at_calls();
    timer = setInterval(seen, every_ms);
    stop_waiting = on_in_view(seen);
  }
  return () => {
    listeners.delete(told);
    if (listeners.size > 0) return;
    clearInterval(timer);
    stop_waiting();
  };
}

export const use_calls = () => useSyncExternalStore(subscribe, () => known);

export const is_late = (one: CallBack, now: Date) =>
  one.is_late || new Date(one.due_at).getTime() < now.getTime();

export function remember_tab(id: string): void {
  const tabs = kept_tabs();
  if (!tabs.includes(id)) keep("tabs", [...tabs, id]);
  if (!known.list?.open.some((call) => call.id === id)) void look_at_calls();
}

// What this computer keeps of open calls, for when the list cannot be read.
const kept_open_calls = () =>
  kept_names("call.").flatMap((name) => kept<KeptCall>(name)?.state.call ?? []);

// Oldest first, so that a call keeps its number while others come.
export function use_tabs(): Call[] {
  const { list } = use_calls();
  const { user } = use_session();
  return useMemo(() => {
    const tabs = kept_tabs();
    return (list?.open ?? kept_open_calls())
      .filter((call) => call.opened_by === user?.name || tabs.includes(call.id))
      .reverse() // those of the same second: the list is newest first
      .sort((one, other) => one.opened_at.localeCompare(other.opened_at));
  }, [list, user]);
}
