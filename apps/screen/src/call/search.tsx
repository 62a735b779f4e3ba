// Any finding, found while typing, in any order. Without words: what the service would ask next.

import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { findings } from "../service/client";
import { Failure } from "../service/failure";
import type { State } from "../service/types";
import { Overlay } from "../shell/overlay";
import {
  asking_of,
  asking_of_found,
  asking_of_item,
  type Asking,
  type ShownAnswer,
} from "./asking";

interface Hit {
  asking: Asking;
  was: string;
}

interface SearchProps {
  state: State;
  answers: ShownAnswer[];
  on_choose: (asking: Asking, was: string) => void;
  on_leave: () => void;
}

const search_after_ms = 120;

const asked_next = (state: State) =>
  known(state).length > 0 ? "Asked next, best first" : "Type to search";

// The questions that this page knows already, each by itself.
function known(state: State): Asking[] {
  return (state.inquiry?.questions ?? []).flatMap((question) =>
    question.bundle && question.bundle.items.length > 1
      ? question.bundle.items.map((item) => asking_of_item(item, question.rationale))
      : [asking_of(question)],
  );
}

function among_known(words: string, state: State): Asking[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return known(state).filter((asking) => {
    const text = `${asking.name} ${asking.wording} ${asking.plainer}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

export function Search({ state, answers, on_choose, on_leave }: SearchProps) {
  const [words, set_words] = useState("");
  const [found, set_found] = useState<Asking[]>(() => known(state).slice(0, 20));
  const [at, set_at] = useState(0);
  const [note, set_note] = useState(asked_next(state));
  const list = useRef<HTMLUListElement>(null);

  useEffect(() => {
    const trimmed = words.trim();
    set_at(0);
    if (!trimmed) {
      set_found(known(state).slice(0, 20));
      set_note(asked_next(state));
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      findings(trimmed, state.call.id, stop.signal).then(
        (hits) => {
          set_found(hits.map((hit) => asking_of_found(hit, "")));
          set_note(hits.length === 0 ? "Nothing is found by these words" : `${hits.length} found`);
        },
        (failure: unknown) => {
          if (stop.signal.aborted) return;
          const here = among_known(trimmed, state);
          set_found(here);
          const why = failure instanceof Failure ? failure.message : "The search failed.";
          set_note(`${why} ${here.length} found among the questions on this page`);
        },
      );
    }, search_after_ms);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [words, state]);

  const hits: Hit[] = found.map((asking) => ({
    asking,
    was: answers.find((answer) => answer.finding === asking.finding)?.shown ?? "",
  }));
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const pressed = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      set_at((was) => Math.max(0, Math.min(hits.length - 1, was + step)));
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    const hit = hits[at];
    if (hit) on_choose(hit.asking, hit.was);
  };

  return (
    <Overlay title="Search findings" on_leave={on_leave}>
      <label className="nhsuk-label" htmlFor="search-words">
        What the person says, or the name of a finding
      </label>
      <input
        id="search-words"
        className="nhsuk-input"
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls="search-hits"
        aria-activedescendant={hits[at] ? `hit-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        data-first
        value={words}
        onChange={(event) => set_words(event.target.value)}
        onKeyDown={pressed}
      />
      <p className="quiet" role="status">
        {note}
      </p>
      <ul id="search-hits" ref={list} role="listbox" aria-label="Findings" className="hits">
        {hits.map(({ asking, was }, index) => (
          <li
            key={asking.finding}
            id={`hit-${index}`}
            role="option"
            aria-selected={index === at}
            className={index === at ? "hits__one hits__one--on" : "hits__one"}
            onClick={() => on_choose(asking, was)}
          >
            <span className="hits__name">{asking.name}</span>
            {was && <span className="hits__was">answered: {was}</span>}
            <span className="hits__wording">{asking.wording}</span>
          </li>
        ))}
      </ul>
      <p className="quiet">
        <kbd>↑</kbd> <kbd>↓</kbd> choose, <kbd>Enter</kbd> asks it now.
      </p>
    </Overlay>
  );
}
