// The user's open calls, on every page: Alt with a number goes to one, as do G and then the number.

import { useEffect, useRef } from "react";
import { kept_names } from "../shell/kept";
import { is_field, keys_are_on } from "../shell/keys";
import { Link } from "../shell/link";
import { address, go } from "../shell/router";
import { time_words } from "../shell/times";
import { UrgencyShape, urgency_class } from "../shell/urgency_look";
import { raised_without_line } from "../call/asking";
import { kept_call, kept_wishes } from "../call/kept_call";
import type { Call } from "../service/types";
import { level_names, type UrgencyLevel } from "../service/urgency";
import { use_tabs } from "./open_calls";

export const page_of = (call: Call) =>
  call.setting === "telephone" ? address.call(call.id) : address.consultation(call.id);

// Who it is about; the time stands for who gave no name.
export function caller_words({ caller, setting, opened_at }: Call): string {
  const nobody = setting === "telephone" ? "Caller of" : "Consultation of";
  return caller.name || caller.reference || `${nobody} ${time_words(opened_at)}`;
}

// That of the service, or higher by answers that wait here.
function shown_level(call: Call, has_unsent: boolean): UrgencyLevel | null {
  const state = has_unsent ? kept_call(call.id)?.state : null;
  const raise = state ? raised_without_line(state, kept_wishes(call.id)) : null;
  return raise?.level ?? call.urgency?.level ?? null;
}

function urgency_words({ urgency }: Call, level: UrgencyLevel | null): string {
  if (level !== null && level !== urgency?.level) return `treat as ${level_names[level]}`;
  if (!urgency) return "no urgency can be given";
  return `${urgency.name}${urgency.provisional ? ", provisional" : ""}`;
}

const second_key_within_ms = 1500;

function use_tab_keys(tabs: Call[]): void {
  const latest = useRef(tabs);
  latest.current = tabs;
  useEffect(() => {
    let began = 0; // when G was pressed
    const pressed = (event: KeyboardEvent) => {
      if (document.querySelector("dialog[open]") || event.repeat) return;
      const number = Number(/^Digit([1-9])$/.exec(event.code)?.[1] ?? "0");
      const is_second = performance.now() - began < second_key_within_ms;
      const is_plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      const is_typing = is_field(event.target) || !keys_are_on();
      const is_alt = event.altKey && !event.ctrlKey && !event.metaKey;
      if (is_plain && !is_typing && event.key.toLowerCase() === "g") {
        began = performance.now();
        event.preventDefault();
        return;
      }
      const wanted = latest.current[number - 1];
      const is_list = is_second && is_plain && event.key.toLowerCase() === "l";
      if (is_list || (wanted && (is_alt || (is_second && is_plain && !is_typing)))) {
        event.preventDefault();
        event.stopImmediatePropagation();
        go(is_list || !wanted ? address.calls : page_of(wanted));
      }
      began = 0;
    };
    window.addEventListener("keydown", pressed, true);
    return () => window.removeEventListener("keydown", pressed, true);
  }, []);
}

export function CallTabs({ shown_call }: { shown_call: string | undefined }) {
  const tabs = use_tabs();
  use_tab_keys(tabs);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const shown = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (list.current && shown) list.current.scrollLeft = shown.offsetLeft - 16;
  }, [shown_call, tabs]);
  if (tabs.length === 0) return null;
  return (
    <nav className="tabs" aria-label="Your open calls">
      <ul ref={list}>
        {tabs.map((call, index) => {
          const unsent = kept_names(`wish.${call.id}.`).length;
          const level = shown_level(call, unsent > 0);
          return (
            <li key={call.id}>
              <Link
                href={page_of(call)}
                className="tabs__one"
                aria-current={call.id === shown_call ? "page" : undefined}
              >
                {index < 9 && <kbd aria-hidden="true">Alt {index + 1}</kbd>}
                <span className={`tabs__shape ${urgency_class(level)}`}>
                  <UrgencyShape level={level} />
                </span>
                <span className="tabs__name">{caller_words(call)}</span>
                <span className="tabs__urgency">{urgency_words(call, level)}</span>
                {unsent > 0 && call.id !== shown_call && <span> ({unsent} not sent)</span>}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
