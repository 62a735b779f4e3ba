import { useEffect, useMemo, useSyncExternalStore } from "react";
import { use_session } from "../shell/session";
import type { CallStore } from "./call_store";
import { call_store } from "./call_stores";
import type { HeldCall } from "./held_call";

// The call as this page holds it, and the store that changes it. After somebody signed in again,
// what waited is sent.
export function use_call(id: string): { held: HeldCall; store: CallStore } {
  const store = useMemo(() => call_store(id), [id]);
  const held = useSyncExternalStore(store.subscribe, store.get);
  const { standing } = use_session();
  useEffect(() => {
    if (standing === "signed_in") store.look_now();
  }, [standing, store]);
  return { held, store };
}
