// The addresses of the screens. They live under /screen/, and a link is an ordinary link, so that it
// opens in a tab of its own too.

import { useSyncExternalStore } from "react";

export type Route =
  | { page: "sign_in" }
  | { page: "calls" }
  | { page: "call_backs" }
  | { page: "call"; id: string }
  | { page: "consultation"; id: string }
  | { page: "not_found" };

export const base = "/screen";

export const address = {
  sign_in: `${base}/`,
  calls: `${base}/calls`,
  call_backs: `${base}/call-backs`,
  call: (id: string) => `${base}/call/${id}`,
  consultation: (id: string) => `${base}/consultation/${id}`,
};

export function route_of(path: string): Route {
  const parts = path
    .replace(base, "")
    .split("/")
    .filter((part) => part !== "");
  const [page, id, ...more] = parts;
  if (more.length > 0) return { page: "not_found" };
  if (page === undefined) return { page: "sign_in" };
  if (page === "calls" && id === undefined) return { page: "calls" };
  if (page === "call-backs" && id === undefined) return { page: "call_backs" };
  const is_id = id !== undefined && /^[\w-]+$/.test(id);
  if ((page === "call" || page === "consultation") && is_id) return { page, id };
  return { page: "not_found" };
}

const moved = new Set<() => void>();

export function go(to: string): void {
  if (to !== location.pathname) history.pushState(null, "", to);
  moved.forEach((told) => told());
  window.scrollTo(0, 0);
}

// As `go`, in the place of the page that is shown.
export function go_instead(to: string): void {
  history.replaceState(null, "", to);
  moved.forEach((told) => told());
}

function subscribe(told: () => void): () => void {
  moved.add(told);
  window.addEventListener("popstate", told);
  return () => {
    moved.delete(told);
    window.removeEventListener("popstate", told);
  };
}

export function use_route(): Route {
  return route_of(useSyncExternalStore(subscribe, () => location.pathname));
}
