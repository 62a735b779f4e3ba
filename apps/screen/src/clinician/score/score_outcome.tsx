// The value of a score, or the range it lies in while inputs are missing; its band and what that
// means; its caution and sources.

import { SourceWords } from "../evidence_table";
import type { ScoreValue } from "./score_types";

export function shown_number(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));
}

// "30.4 wk, 30 weeks and 3 days"
function weeks_words(weeks: number): string {
  const days = Math.round(weeks * 7);
  return `${shown_number(weeks)} wk, ${Math.floor(days / 7)} weeks and ${days % 7} days`;
}

export function value_words({ value, lowest, highest, unit }: ScoreValue): string {
  const of = unit ? ` ${unit}` : "";
  if (value !== null && unit === "wk") return weeks_words(value);
  if (value !== null) return `${shown_number(value)}${of}`;
  if (highest === null) return `${shown_number(lowest)}${of} or more`;
  return `between ${shown_number(lowest)} and ${shown_number(highest)}${of}`;
}

export function ScoreOutcome({ value }: { value: ScoreValue }) {
  const { bands, missing, caution, sources } = value;
  return (
    <div className="clinic-score-outcome">
      <p className="clinic-score-value">
        <strong>{value_words(value)}</strong>
        {missing.length > 0 ? (
          <span className="clinic-quiet"> ({missing.length} not entered)</span>
        ) : null}
      </p>
      {bands.length === 1 && bands[0] ? (
        <p>
          <strong>{bands[0].name}</strong>: {bands[0].action}
        </p>
      ) : (
        <>
          <p className="clinic-label">It may be any of:</p>
          <ul>
            {bands.map((band) => (
              <li key={band.from}>
                <strong>{band.name}</strong>: {band.action}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="clinic-caution">{caution}</p>
      <details className="clinic-figures">
        <summary>Sources</summary>
        {sources.map((source) => (
          <p key={source.id}>
            <SourceWords source={source} />
          </p>
        ))}
      </details>
    </div>
  );
}
