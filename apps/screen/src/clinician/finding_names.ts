// The names of findings by their ids. What the call's state names is taken from there; the rest is
// asked of the service once each and kept as long as the page is open.

import { useCallback, useEffect, useState } from "react";
import { finding } from "../service/client";
import type { FoundFinding } from "../service/questions";
import type { State } from "../service/types";

export type NameOf = (id: string) => string;

const known = new Map<string, Promise<FoundFinding>>();

// One finding as it may be asked. A failure is not kept, so that it is asked again.
export function known_finding(id: string): Promise<FoundFinding> {
  const before = known.get(id);
  if (before) return before;
  const asked = finding(id);
  known.set(id, asked);
  asked.catch(() => known.delete(id));
  return asked;
}

// Until the service has told a name, the id stands for it with its underscores as spaces.
export function use_finding_names(ids: string[], state: State | null): NameOf {
  const [names, set_names] = useState<Record<string, string>>({});
  const wanted = [...new Set(ids)].sort().join(" ");

  useEffect(() => {
    if (!state) return;
    const stated: Record<string, string> = {};
    for (const answer of state.answers) stated[answer.finding] = answer.name;
    for (const question of state.inquiry?.questions ?? []) stated[question.finding] = question.name;
    set_names((before) => ({ ...before, ...stated }));
  }, [state]);

  useEffect(() => {
    let current = true;
    for (const id of wanted.split(" ").filter((each) => each !== "")) {
      known_finding(id).then(
        ({ name }) =>
          current &&
          set_names((before) => (before[id] === name ? before : { ...before, [id]: name })),
        () => undefined,
      );
    }
    return () => {
      current = false;
    };
  }, [wanted]);

  return useCallback((id: string) => names[id] ?? id.replaceAll("_", " "), [names]);
}

// Words of the service that name findings by their ids, with their names instead where an answer
// knows them.
export function with_names(words: string, state: State): string {
  const names = new Map(state.answers.map(({ finding, name }) => [finding, name]));
  return words
    .replace(/\b[a-z][a-z0-9]*(_[a-z0-9]+)+\b/g, (id) => names.get(id) ?? id)
    .replace(/ = present\b/g, ": yes")
    .replace(/ = absent\b/g, ": no");
}

export type Findings = Record<string, FoundFinding>;

// The findings of these ids that the service knows; those it does not know, or not yet, are left
// out.
export function use_findings(ids: string[]): Findings {
  const [found, set_found] = useState<Findings>({});
  const wanted = ids.join(" ");
  useEffect(() => {
    let current = true;
    const all = wanted.split(" ").filter((id) => id !== "");
    void Promise.allSettled(all.map(known_finding)).then((answers) => {
      if (!current) return;
      const those = answers.flatMap((answer) =>
        answer.status === "fulfilled" ? [answer.value] : [],
      );
      set_found(Object.fromEntries(those.map((each) => [each.id, each])));
    });
    return () => {
      current = false;
    };
  }, [wanted]);
  return found;
}
