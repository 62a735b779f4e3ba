// What became of what was sent: each entry used, left aside or unreadable, and why. Nothing is
// dropped in silence.

import { useState } from "react";
import type { LedgerLine, State } from "../service/types";
import { with_names } from "./finding_names";
import { where_words } from "./where_words";

interface Props {
  lines: LedgerLine[];
  // The state whose answers name the findings.
  state: State;
}

const kind_words: Record<string, string> = {
  used: "Used",
  ignored: "Not used",
  not_used: "Not used",
  unreadable: "Could not be read",
  unmapped: "Unknown code",
  conflict: "Contradicts itself",
  error: "Error",
  warning: "Warning",
  information: "To note",
};

export function ledger_kind_words(kind: string): string {
  return kind_words[kind] ?? kind.replaceAll("_", " ");
}

export function Ledger({ lines, state }: Props) {
  const [kind, set_kind] = useState("");
  const kinds = [...new Set(lines.map((line) => line.kind))];
  const shown = lines.filter((line) => kind === "" || line.kind === kind);
  if (lines.length === 0) return <p>No chart was sent with this consultation.</p>;
  return (
    <>
      <p>
        <label htmlFor="ledger-kind">Show</label>{" "}
        <select
          id="ledger-kind"
          className="nhsuk-select clinic-select"
          value={kind}
          onChange={(event) => set_kind(event.target.value)}
        >
          <option value="">all {lines.length} entries</option>
          {kinds.map((each) => (
            <option key={each} value={each}>
              {ledger_kind_words(each)} ({lines.filter((line) => line.kind === each).length})
            </option>
          ))}
        </select>
      </p>
      <table className="nhsuk-table clinic-ledger">
        <caption className="nhsuk-table__caption nhsuk-table__caption--s">
          What was sent, and what became of it
        </caption>
        <thead>
          <tr>
            <th scope="col">What became of it</th>
            <th scope="col">Entry</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line, place) => (
            <tr key={place}>
              <td>
                <strong>{ledger_kind_words(line.kind)}</strong>
              </td>
              <td className="clinic-where">{where_words(line.where)}</td>
              <td>{with_names(line.words, state)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
