// The signs as a list: each with what was found on testing. The skin areas stand here beside their
// map too, for only here is one said to be normal.

import { sign_words, type Sign, type Signs } from "./signs";

const found: (Sign | "")[] = ["", "no", "left", "right", "both"];

interface Props {
  caption: string;
  rows: { name: string; meaning: string }[];
  signs: Signs;
  on_sign: (sign: string, found: Sign | undefined) => void;
}

export function NerveTable({ caption, rows, signs, on_sign }: Props) {
  return (
    <table className="nhsuk-table clinic-signs">
      <caption className="nhsuk-table__caption nhsuk-table__caption--s">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Sign</th>
          <th scope="col">On testing</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, meaning }) => (
          <tr key={name}>
            <th scope="row">
              <label htmlFor={`sign-${name}`}>{meaning}</label>
            </th>
            <td>
              <select
                id={`sign-${name}`}
                className="nhsuk-select clinic-select"
                value={signs[name] ?? ""}
                onChange={(event) =>
                  on_sign(
                    name,
                    event.target.value === "" ? undefined : (event.target.value as Sign),
                  )
                }
              >
                {found.map((sign) => (
                  <option key={sign} value={sign}>
                    {sign_words(sign === "" ? undefined : sign)}
                  </option>
                ))}
              </select>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
