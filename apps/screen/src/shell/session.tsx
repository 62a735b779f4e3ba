// Who is signed in. When the service says that nobody is any more, the page stays as it is and asks
// for the password over it; what was waiting goes on afterwards.

import { createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { current_session, on_signed_out, sign_in, sign_out } from "../service/client";
import type { Session, User } from "../service/types";
import { forget_everything, kept_user, keep_user } from "./kept";

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

export function SessionProvider({ children }: { children: ReactNode }) {
  const [standing, set_standing] = useState<Standing>("looking");
  const [user, set_user] = useState<User | null>(null);

  const settle = useCallback((session: Session | null) => {
    set_user(session?.user ?? null);
    if (session) keep_user(session.user);
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
    const timer = setInterval(() => void look(), 3000);
    return () => clearInterval(timer);
  }, [standing, look]);

  const value = useMemo<SessionContext>(
    () => ({
      standing,
      user,
      enter: async (name, password) => {
        const session = await sign_in(name, password);
        const other = kept_user();
        if (other && other.name !== session.user.name) forget_everything();
        settle(session);
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
