// The knowledge changed while a call was open, and would now lower its urgency. The higher one that
// was told stands until a person confirms the lower.

import { Button } from "nhsuk-react-components";
import type { State } from "../service/types";
import { level_names, level_words } from "../service/urgency";
import type { CallStore } from "./call_store";

export function KnowledgeChanged({ state, store }: { state: State; store: CallStore }) {
  const { knowledge_changed: change, call } = state;
  if (!change) return null;
  const to = change.to ? level_words(change.to) : "no urgency";
  return (
    <section className="whose" aria-labelledby="knowledge-title">
      <h2 id="knowledge-title" className="panel__title">
        The knowledge base has changed
      </h2>
      <p>
        {level_names[change.from]} was told by version {change.version || "before"}. By what is known
        now ({state.knowledge.version}) it would be {to}. The higher one stands until you confirm.
      </p>
      {call.is_open && (
        <Button
          type="button"
          secondary
          onClick={() =>
            store.wish({ kind: "acknowledge", gates: [], knowledge: true }, "Newer knowledge confirmed")
          }
        >
          Confirm: go by the newer knowledge
        </Button>
      )}
    </section>
  );
}
