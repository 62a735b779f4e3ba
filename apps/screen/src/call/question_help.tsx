import type { Asking } from "./asking";

export interface HelpShown {
  plainer: boolean;
  meaning: boolean;
  why: boolean;
}

interface HelpProps {
  asking: Asking;
  shown: HelpShown;
  toggle: (part: keyof HelpShown) => void;
}

function meaning_of(asking: Asking) {
  if (asking.items.length === 0) return asking.meaning || "Nothing is noted.";
  return (
    <ul>
      {asking.items.map((item) => (
        <li key={item.finding}>
          {item.name}: {item.meaning || "nothing is noted"}
        </li>
      ))}
    </ul>
  );
}

// Plainer words, the clinical meaning, and why this question now: each on or off until it is changed.
export function Help({ asking, shown, toggle }: HelpProps) {
  return (
    <div className="help">
      <div className="help__buttons">
        <button type="button" aria-expanded={shown.plainer} onClick={() => toggle("plainer")}>
          <kbd>P</kbd> Plainer words
        </button>
        <button type="button" aria-expanded={shown.meaning} onClick={() => toggle("meaning")}>
          <kbd>M</kbd> What it means
        </button>
        <button type="button" aria-expanded={shown.why} onClick={() => toggle("why")}>
          <kbd>W</kbd> Why now
        </button>
      </div>
      {shown.meaning && (
        <div className="help__text">
          <h3>What it means</h3>
          <div>{meaning_of(asking)}</div>
        </div>
      )}
      {shown.why && (
        <div className="help__text">
          <h3>Why now</h3>
          <p>{asking.rationale || "You chose it."}</p>
        </div>
      )}
    </div>
  );
}
