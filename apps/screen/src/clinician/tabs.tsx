// The views of a consultation as tabs: arrow keys move between them (WAI-ARIA, Tabs pattern), and
// the view stands in the address after "#", so that it survives a reload and can be linked to.

import {
  useCallback,
  useRef,
  useSyncExternalStore,
  type KeyboardEvent,
  type ReactNode,
} from "react";

export interface Tab<Id extends string> {
  id: Id;
  name: string;
}

function subscribe(told: () => void): () => void {
  window.addEventListener("hashchange", told);
  return () => window.removeEventListener("hashchange", told);
}

export function use_view<Id extends string>(tabs: Tab<Id>[], first: Id): [Id, (id: Id) => void] {
  const hash = useSyncExternalStore(subscribe, () => location.hash.slice(1));
  const view = tabs.find(({ id }) => id === hash)?.id ?? first;
  const show = useCallback((id: Id) => {
    history.replaceState(null, "", `#${id}`);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  }, []);
  return [view, show];
}

interface Props<Id extends string> {
  label: string;
  tabs: Tab<Id>[];
  view: Id;
  on_show: (id: Id) => void;
  children: ReactNode;
}

export function Tabs<Id extends string>({ label, tabs, view, on_show, children }: Props<Id>) {
  const list = useRef<HTMLDivElement>(null);
  const key_pressed = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ id }) => id === view);
    const moves: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: tabs.length - 1,
    };
    const to = moves[event.key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    on_show(next.id);
    list.current?.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  };
  return (
    <>
      <div
        ref={list}
        className="clinic-tabs"
        role="tablist"
        aria-label={label}
        onKeyDown={key_pressed}
      >
        {tabs.map(({ id, name }) => (
          <button
            key={id}
            id={`tab-${id}`}
            type="button"
            role="tab"
            className="clinic-tabs__tab"
            aria-selected={id === view}
            aria-controls="view"
            tabIndex={id === view ? 0 : -1}
            onClick={() => on_show(id)}
          >
            {name}
          </button>
        ))}
      </div>
      <div
        id="view"
        className="clinic-view"
        role="tabpanel"
        aria-labelledby={`tab-${view}`}
        tabIndex={0}
      >
        {children}
      </div>
    </>
  );
}
