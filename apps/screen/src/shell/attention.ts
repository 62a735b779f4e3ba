// Whether anybody is at this page. For how long nobody has pressed a key, moved a pointer or touched it
// goes with every request: the service ends the session half an hour after the last of these, whatever
// the page asks by itself. What only looks for news asks while the page is in view; once the session is
// over it is told so, and the page asks for the password.

const signs = ["keydown", "pointerdown", "pointermove", "touchstart", "wheel"];

let last_sign = Date.now();

const noticed = (): void => {
  last_sign = Date.now();
};

// Once, when the page is loaded.
export function watch_for_signs(): void {
  signs.forEach((sign) => window.addEventListener(sign, noticed, { capture: true, passive: true }));
}

export function idle_seconds(): number {
  return Math.max(0, Math.floor((Date.now() - last_sign) / 1000));
}

export function is_in_view(): boolean {
  return document.visibilityState === "visible";
}

// Calls `told` when the page comes into view again; returns how to stop that.
export function on_in_view(told: () => void): () => void {
  const changed = () => {
    if (is_in_view()) told();
  };
  document.addEventListener("visibilitychange", changed);
  return () => document.removeEventListener("visibilitychange", changed);
}
