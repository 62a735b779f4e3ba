// The open calls of this page, one store each, whichever component asks. None is left when what this
// computer keeps is forgotten.

import { on_forgotten } from "../shell/kept";
import { CallStore } from "./call_store";

const stores = new Map<string, CallStore>();
on_forgotten(() => {
  stores.forEach((store) => store.give_up());
  stores.clear();
});

export function call_store(id: string): CallStore {
  const found = stores.get(id) ?? new CallStore(id);
  stores.set(id, found);
  return found;
}
