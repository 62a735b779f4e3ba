// What can be done: advised, with care, or withheld and why.

import type { Advice as Piece } from "../service/types";

const status_words: Record<Piece["status"], string> = {
  given: "Advised",
  cautioned: "With care",
  withheld: "Withheld",
};

export function Advice({ advice }: { advice: Piece[] }) {
  if (advice.length === 0) return null;
  return (
    <section aria-labelledby="advice-heading">
      <h2 id="advice-heading" className="nhsuk-heading-m">
        What can be done
      </h2>
      {(["given", "cautioned", "withheld"] as const).map((status) => {
        const pieces = advice.filter((piece) => piece.status === status);
        if (pieces.length === 0) return null;
        return (
          <details
            key={status}
            className="clinic-details"
            open={status === "given" && pieces.length < 4}
          >
            <summary>
              {status_words[status]} ({pieces.length})
            </summary>
            <ul>
              {pieces.map((piece) => (
                <li key={piece.text}>
                  {piece.text}
                  {piece.reason ? <em> {piece.reason}</em> : null}{" "}
                  <span className="clinic-quiet">[{piece.source}]</span>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
}
