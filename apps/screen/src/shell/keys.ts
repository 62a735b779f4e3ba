// Keys without Ctrl or Alt that act on a page. They never act while somebody types in a field, while
// a dialog lies over the page, when a key is held down, or when they were switched off (WCAG 2.1.4).

import { useEffect, useRef } from "react";
import { keep, kept } from "./kept";

// By `event.key` in lower case: "y", "1", "?", "enter", "escape". True when the key was used.
export type KeyMap = Record<string, (event: KeyboardEvent) => void>;

export const keys_are_on = () => kept<boolean>("choice.keys") ?? true;
export const switch_keys = (on: boolean) => keep("choice.keys", on);

export function is_field(element: EventTarget | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (element.isContentEditable || element instanceof HTMLTextAreaElement) return true;
  if (element instanceof HTMLSelectElement) return true;
  const pressed = ["checkbox", "radio", "button", "submit", "reset"];
  return element instanceof HTMLInputElement && !pressed.includes(element.type);
}

// Enter and space belong to the button or link that has the focus, space to a tick too.
function is_for_the_focused(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" && event.key !== " ") return false;
  const element = event.target;
  if (element instanceof HTMLInputElement) return event.key === " ";
  return element instanceof HTMLElement && element.closest("button, a[href], summary") !== null;
}

function is_modified(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}

interface KeyOptions {
  is_on?: boolean;
  in_dialog?: boolean; // the keys of a dialog itself: they act while it is open
}

export function use_keys(map: KeyMap, { is_on = true, in_dialog = false }: KeyOptions = {}): void {
  const latest = useRef(map);
  latest.current = map;
  useEffect(() => {
    if (!is_on) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.isComposing || is_modified(event)) return;
      if (is_field(event.target) || is_for_the_focused(event)) return;
      if (!in_dialog && document.querySelector("dialog[open]")) return;
      const key = event.key.toLowerCase();
      const act = latest.current[key];
      if (!act || (key !== "escape" && key !== "enter" && !keys_are_on())) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [is_on, in_dialog]);
}
