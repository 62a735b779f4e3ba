// The fills that tell what is answered, apart by pattern: hatched yes, dotted no, crossed unknown,
// thinly striped partly asked, plain not asked.

import type { RegionState } from "./region_state";

export const fill_of: Record<RegionState, string> = {
  yes: "url(#body-yes)",
  no: "url(#body-no)",
  open: "url(#body-open)",
  partly: "url(#body-partly)",
  not_asked: "#ffffff",
};

// Once on a page: patterns are found by their id in the whole document.
export function BodyPatterns() {
  return (
    <svg className="clinic-patterns" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        <pattern
          id="body-yes"
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="7" height="7" fill="#fbe4e6" />
          <rect width="3" height="7" fill="#b10e1e" />
        </pattern>
        <pattern id="body-no" width="7" height="7" patternUnits="userSpaceOnUse">
          <rect width="7" height="7" fill="#eef7f0" />
          <circle cx="3.5" cy="3.5" r="1" fill="#00703c" />
        </pattern>
        <pattern
          id="body-partly"
          width="9"
          height="9"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-45)"
        >
          <rect width="9" height="9" fill="#ffffff" />
          <rect width="1" height="9" fill="#768692" />
        </pattern>
        <pattern id="body-open" width="8" height="8" patternUnits="userSpaceOnUse">
          <rect width="8" height="8" fill="#f7f3e8" />
          <path d="M2 4 H6 M4 2 V6" stroke="#6b5900" strokeWidth="1" />
        </pattern>
      </defs>
    </svg>
  );
}

const key: [RegionState, string][] = [
  ["yes", "yes"],
  ["no", "no to all that is asked there"],
  ["partly", "no so far, partly asked"],
  ["open", "unknown or refused"],
  ["not_asked", "not asked"],
];

export function PatternKey() {
  return (
    <ul className="clinic-pattern-key" aria-label="Key of the map">
      {key.map(([state, words]) => (
        <li key={state}>
          <svg viewBox="0 0 28 18" width="28" height="18" aria-hidden="true" focusable="false">
            <rect x="1" y="1" width="26" height="16" fill={fill_of[state]} stroke="#212b32" />
          </svg>
          {words}
        </li>
      ))}
    </ul>
  );
}
