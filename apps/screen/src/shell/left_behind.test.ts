import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { User } from "../service/types";

const amina: User = { name: "amina", shown_as: "Amina N.", role: "nurse" };
const bela: User = { name: "bela", shown_as: "Dr Bela C.", role: "clinician" };

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

beforeEach(() => vi.stubGlobal("localStorage", new Storage()));
afterEach(() => vi.unstubAllGlobals());

test("what was not sent is set aside, told of without its words, and given back to whom it belongs", async () => {
  const { forget_everything, keep, kept, kept_names } = await import("./kept");
  const { give_back, set_aside, waits_for_others, waits_words } = await import("./left_behind");
  keep("wish.c1.r1", { words: "Fever: yes" });
  keep("call.c1", { state: "of the call" });
  set_aside(amina);
  forget_everything();
  give_back(bela);
  expect(kept_names("wish.")).toEqual([]);
  expect(kept("call.c1")).toBeNull();
  const [one] = waits_for_others(bela);
  expect(one).toEqual({ of: amina, count: 1 });
  expect(one && waits_words(one)).toBe(
    "1 entry of Amina N. is kept on this computer and not sent yet. Only Amina N. can send it, by signing in here.",
  );
  give_back(amina);
  expect(kept("wish.c1.r1")).toEqual({ words: "Fever: yes" });
  expect(waits_for_others(bela)).toEqual([]);
});
