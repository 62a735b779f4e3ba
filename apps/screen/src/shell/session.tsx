// Who is signed in. When the service says that nobody is any more, the page stays as it is and asks
// for the password over it; what was waiting goes on afterwards.

import { createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { current_session, on_signed_out, sign_in, sign_out } from "../service/client";
import type { Session, User } from "../service/types";
import { is_in_view } from "./attention";
import { forget_everything, kept_user, keep_user } from "./kept";
import { give_back, set_aside } from "./left_behind";

// `looking`: not known yet. `alone`: the service cannot be reached; `user` is who was signed in here
// last, and only what this computer keeps can be shown.
export type Standing = "looking" | "signed_out" | "signed_in" | "expired" | "alone";

interface SessionContext {
  standing: Standing;
  user: User | null;
  enter: (name: string, password: string) => Promise<void>;
  leave: () => Promise<void>;
}

const context = createContext<SessionContext | null>(null);

export function use_session(): SessionContext {
  const found = useContext(context);
  if (!found) throw new Error("use_session: expected a SessionProvider around the page");
  return found;
}

// Who has signed in is not always who was here last: what that one did not get sent is set aside, and
// what was set aside for this one comes back.
function hand_over(to: User): void {
  const before = kept_user();
  if (before && before.name !== to.name) {
    set_aside(before);
    forget_everything();
  }
  give_back(to);
  keep_user(to);
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const [standing, set_standing] = useState<Standing>("looking");
  const [user, set_user] = useState<User | null>(null);

  const settle = useCallback((session: Session | null) => {
    if (session) hand_over(session.user);
    set_user(session?.user ?? null);
    set_standing(session ? "signed_in" : "signed_out");
  }, []);

  const look = useCallback(async () => {
    try {
      settle(await current_session());
    } catch {
      const last = kept_user();
      set_user(last);
      set_standing(last ? "alone" : "signed_out");
    }
  }, [settle]);

  useEffect(() => void look(), [look]);
  useEffect(
    () =>
      on_signed_out(() =>
        set_standing((was) => (was === "signed_in" || was === "alone" ? "expired" : was)),
      ),
    [],
  );
  useEffect(() => {
    if (standing !== "alone") return;
    const timer = setInterval(() => is_in_view() && void look(), 3000);
    return () => clearInterval(timer);
  }, [standing, look]);

  const value = useMemo<SessionContext>(
    () => ({
      standing,
      user,
      enter: async (name, password) => {
        settle(await sign_in(name, password));
      },
      leave: async () => {
        await sign_out();
        forget_everything();
        settle(null);
      },
    }),
    [standing, user, settle],
  );
  return <context.Provider value={value}>{children}</context.Provider>;
}
