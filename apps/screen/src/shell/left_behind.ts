// What somebody did not get sent before somebody else signed in at this browser: set aside under that
// person's name, shown to nobody else, and given back when that person signs in.

import type { User } from "../service/types";
import { forget, keep, kept, kept_names } from "./kept";

interface SetAside {
  of: User;
  name: string; // as it was kept
  value: unknown;
}

const all = () =>
  kept_names("left.").flatMap((as) => {
    const found = kept<SetAside>(as);
    return found ? [{ as, found }] : [];
  });

// Before everything of theirs is forgotten. What this browser cannot keep twice stays where it was.
export function set_aside(of: User): void {
  for (const name of kept_names("wish.")) {
    const put: SetAside = { of, name, value: kept<unknown>(name) };
    if (keep(`left.${of.name}.${name}`, put)) forget(name);
  }
}

export function give_back(to: User): void {
  for (const { as, found } of all()) {
    if (found.of.name === to.name && keep(found.name, found.value)) forget(as);
  }
}

// How much waits for others, by whose it is; never what.
export function waits_for_others(user: User | null): { of: User; count: number }[] {
  const counts = new Map<string, { of: User; count: number }>();
  for (const { found } of all()) {
    if (found.of.name === user?.name) continue;
    const before = counts.get(found.of.name);
    counts.set(found.of.name, { of: found.of, count: (before?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

export const waits_words = ({ of, count }: { of: User; count: number }) =>
  `${count} ${count === 1 ? "entry" : "entries"} of ${of.shown_as || of.name} ${
    count === 1 ? "is" : "are"
  } kept on this computer and not sent yet. Only ${of.shown_as || of.name} can send ${
    count === 1 ? "it" : "them"
  }, by signing in here.`;
