// Whose chart was taken in, beside who calls: so that one is never taken for the other's.

import type { ChartPerson, State } from "../service/types";

const known = (words: string | null | undefined): words is string => Boolean(words);

export function chart_words({ name, birth_date, age_years, sex, reference }: ChartPerson): string {
  const age = age_years === null ? "" : `${age_years} years old`;
  return [
    name || "no name",
    age,
    known(birth_date) ? `born ${birth_date}` : "",
    sex ?? "",
    reference ? `reference ${reference}` : "",
  ]
    .filter(Boolean)
    .join(", ");
}

export function ChartPersonWords({ state }: { state: State }) {
  const { chart } = state;
  if (!chart) return null;
  const { caller } = state.call;
  const from = caller.is_the_person ? "Caller" : "Caller for somebody else";
  const conflicts = state.ledger.filter(({ kind, where }) => kind === "conflict" && where === "chart");
  return (
    <section className="whose" aria-label="Whose chart">
      <p>
        <strong>Chart of {chart_words(chart)}</strong>
      </p>
      <p>
        {from}: {[caller.name || "no name given", caller.reference].filter(Boolean).join(", ")}
      </p>
      {conflicts.map(({ words }) => (
        <p key={words} className="problem">
          {words}
        </p>
      ))}
    </section>
  );
}
