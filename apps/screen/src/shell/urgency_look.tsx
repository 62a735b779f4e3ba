// How an urgency looks: always its words and a shape of its own beside the colour, so that it can be
// told without seeing colours.

import type { UrgencyLevel } from "../service/urgency";

const shapes: Record<UrgencyLevel, JSX.Element> = {
  ambulance: (
    <>
      <path d="M9 2h14l7 7v14l-7 7H9l-7-7V9z" />
      <path className="mark" d="M9 14h5V9h4v5h5v4h-5v5h-4v-5H9z" />
    </>
  ),
  emergency_department: (
    <>
      <path d="M9 2h14l7 7v14l-7 7H9l-7-7V9z" />
      <path className="mark" d="M14 7h4v12h-4zM14 21h4v4h-4z" />
    </>
  ),
  urgent_care: (
    <>
      <path d="M16 2l15 27H1z" />
      <path className="mark" d="M14.5 11h3v9h-3zM14.5 22h3v3h-3z" />
    </>
  ),
  same_day: <path d="M16 1l15 15-15 15L1 16z" />,
  within_3_days: <path d="M3 3h26v26H3z" />,
  within_2_weeks: <circle cx="16" cy="16" r="14" />,
  self_care: (
    <>
      <circle cx="16" cy="16" r="14" />
      <path className="mark" d="M8 16l3-3 4 4 7-8 3 3-10 11z" />
    </>
  ),
};

// Where no urgency can be given.
const no_level = (
  <>
    <path d="M8 2h16l7 14-7 14H8L1 16z" />
    <path
      className="mark"
      d="M11 13a5 5 0 1 1 7 4.6V20h-4v-5h2a1.6 1.6 0 1 0-1.6-2zM14 22h4v4h-4z"
    />
  </>
);

export function UrgencyShape({ level }: { level: UrgencyLevel | null }) {
  return (
    <svg className="urgency-shape" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      {level ? shapes[level] : no_level}
    </svg>
  );
}

// The class that colours an element by urgency; see style/urgency.scss.
export const urgency_class = (level: UrgencyLevel | null) =>
  `urgency urgency--${(level ?? "none").replace(/_/g, "-")}`;

interface BadgeProps {
  level: UrgencyLevel;
  name: string;
  provisional?: boolean;
}

// An urgency in a list: shape, words, and "provisional" said in words.
export function UrgencyBadge({ level, name, provisional }: BadgeProps) {
  return (
    <span className={`urgency-badge ${urgency_class(level)}`}>
      <UrgencyShape level={level} />
      <span>
        {name}
        {provisional ? ", provisional" : ""}
      </span>
    </span>
  );
}
