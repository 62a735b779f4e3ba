// The signs as a list: each side with what was found on testing it. The skin areas stand here beside their
// map too, for only here is one said to be normal.

import { found_words, sides, type Found, type Side, type Signs } from "./signs";

const side_names: Record<Side, string> = { left: "Left", right: "Right" };
const found: (Found | "")[] = ["", "normal", "reduced"];

interface Props {
  caption: string;
  rows: { name: string; meaning: string }[];
  signs: Signs;
  on_side: (sign: string, side: Side, found: Found | undefined) => void;
}

export function NerveTable({ caption, rows, signs, on_side }: Props) {
  return (
    <table className="nhsuk-table clinic-signs">
      <caption className="nhsuk-table__caption nhsuk-table__caption--s">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Sign</th>
          {sides.map((side) => (
            <th scope="col" key={side}>
              {side_names[side]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, meaning }) => (
          <tr key={name}>
            <th scope="row">{meaning}</th>
            {sides.map((side) => (
              <td key={side}>
                <span className="clinic-signs__side" aria-hidden="true">
                  {side_names[side]}
                </span>
                <select
                  aria-label={`${meaning}, ${side}`}
                  className="nhsuk-select clinic-select"
                  value={signs[name]?.[side] ?? ""}
                  onChange={({ target: { value } }) =>
                    on_side(name, side, value === "" ? undefined : (value as Found))
                  }
                >
                  {found.map((one) => (
                    <option key={one} value={one}>
                      {found_words(one === "" ? undefined : one)}
                    </option>
                  ))}
                </select>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
