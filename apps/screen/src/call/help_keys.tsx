import { useState } from "react";
import { keys_are_on, switch_keys } from "../shell/keys";
import { Overlay } from "../shell/overlay";

const groups: [string, [string, string][]][] = [
  [
    "Answer",
    [
      ["Y N", "yes, no; to several in one breath: N is no to all, Y asks each by itself"],
      ["U", "cannot say (X too, and only X where U is the name of a state)"],
      ["R", "refused"],
      [
        "1-9",
        "a state, or marks a line of several in one breath; Enter then takes the marked as yes",
      ],
      ["0-9 Enter", "a number or date"],
      ["T", "who answers: the person, somebody else, the record"],
    ],
  ],
  [
    "Understand",
    [
      ["P", "plainer words"],
      ["M", "what it means"],
      ["W", "why this question now"],
    ],
  ],
  [
    "Go",
    [
      ["/", "search any finding"],
      ["F", "note in free text"],
      ["E", "the answers: Enter changes one, Delete takes it back"],
      ["C", "ask on, when enough is asked"],
      ["Z", "undo the last answers"],
      ["Esc", "leave what lies over the page, or go back to the suggestion"],
    ],
  ],
  [
    "Act",
    [
      ["O", "override the urgency"],
      ["B", "promise a call-back"],
      ["S", "summary: SBAR, FHIR, print"],
      ["Ctrl P", "print the summary"],
      ["Q", "close the call"],
    ],
  ],
  [
    "Calls",
    [
      ["Alt 1-9", "another open call; or G, then its number"],
      ["G L", "the list of calls"],
      ["N", "in the list: a new call"],
    ],
  ],
];

// Every key of a call, and the switch that turns single keys off.
export function HelpKeys({ on_leave }: { on_leave: () => void }) {
  const [is_on, set_on] = useState(keys_are_on);
  return (
    <Overlay title="Keys" on_leave={on_leave} wide>
      <label className="switch">
        <input
          type="checkbox"
          checked={is_on}
          onChange={(event) => {
            set_on(event.target.checked);
            switch_keys(event.target.checked);
          }}
        />
        Single keys act (off: only buttons, Enter and Esc do)
      </label>
      <div className="key-groups">
        {groups.map(([title, keys]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl className="key-list">
              {keys.map(([key, does]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="quiet">Keys never act while you type in a field.</p>
    </Overlay>
  );
}
