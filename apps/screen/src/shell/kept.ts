// What this browser keeps beside the service: who is signed in, which calls stand open in tabs, and
// for each open call its last state and the answers not yet acknowledged. In local storage, for its
// writes are done when they return: an answer is kept before it is shown. It is readable to whoever
// can read this browser's profile, and so goes when the call closes and when the user signs out.

import type { User } from "../service/types";

const prefix = "paraspinal.";

export function keep(name: string, value: unknown): boolean {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value));
    return true;
  } catch {
    return false; // full, or forbidden by the browser
  }
}

export function kept<T>(name: string): T | null {
  try {
    const text = localStorage.getItem(prefix + name);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

export function forget(name: string): void {
  try {
    localStorage.removeItem(prefix + name);
  } catch {
    return; // forbidden: then nothing was kept either
  }
}

function names(): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}

// Names that `keep` was given, of those that begin so.
export function kept_names(beginning: string): string[] {
  return names()
    .map((name) => name.slice(prefix.length))
    .filter((name) => name.startsWith(beginning));
}

const forgotten = new Set<() => void>();

// Calls `told` after everything was forgotten, for what is held in memory goes then too.
export function on_forgotten(told: () => void): () => void {
  forgotten.add(told);
  return () => forgotten.delete(told);
}

// All but the choices about this screen itself, and what was set aside for others (left_behind.ts).
export function forget_everything(): void {
  kept_names("")
    .filter((name) => !name.startsWith("choice.") && !name.startsWith("left."))
    .forEach(forget);
  forgotten.forEach((told) => told());
}

export const keep_user = (user: User) => keep("user", user);
export const kept_user = () => kept<User>("user");
