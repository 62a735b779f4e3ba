// Whether somebody is at this page: it is in view, and a key, a pointer or a touch came within the last
// ten minutes. What only looks for news asks nothing otherwise: each request keeps the session alive,
// and a session that nobody uses has to end.

const away_after_ms = 10 * 60_000;
const signs = ["keydown", "pointerdown", "pointermove", "touchstart", "wheel"];

let last_sign = Date.now();
const waiting = new Set<() => void>();

export function is_attended(): boolean {
  return document.visibilityState === "visible" && Date.now() - last_sign < away_after_ms;
}

function noticed(): void {
  const was_away = Date.now() - last_sign >= away_after_ms;
  last_sign = Date.now();
  if (was_away) waiting.forEach((told) => told());
}

function came_into_view(): void {
  if (is_attended()) waiting.forEach((told) => told());
}

// Calls `told` when somebody comes back to the page; returns how to stop that.
export function on_attended(told: () => void): () => void {
  if (waiting.size === 0) {
    signs.forEach((sign) => window.addEventListener(sign, noticed, { capture: true, passive: true }));
    document.addEventListener("visibilitychange", came_into_view);
  }
  waiting.add(told);
  return () => waiting.delete(told);
}
