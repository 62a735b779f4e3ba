// What waits on this computer and was not sent: the user's own, with the way to the call that sends it,
// and that there is some of others.

import { kept_names } from "../shell/kept";
import { waits_for_others, waits_words } from "../shell/left_behind";
import { Link } from "../shell/link";
import { address } from "../shell/router";
import { use_session } from "../shell/session";
import type { Call } from "../service/types";
import { caller_words, page_of } from "./call_tabs";

function calls_with_unsent(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of kept_names("wish.")) {
    const id = name.split(".")[1] ?? "";
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

export function Unsent({ open }: { open: Call[] }) {
  const { user } = use_session();
  const own = [...calls_with_unsent()];
  const others = waits_for_others(user);
  if (own.length === 0 && others.length === 0) return null;
  return (
    <div className="problem" role="status">
      {own.map(([id, count]) => {
        const call = open.find((one) => one.id === id);
        return (
          <p key={id}>
            {count} not sent yet:{" "}
            <Link href={call ? page_of(call) : address.call(id)}>
              open {call ? caller_words(call) : "the call"} to send
            </Link>
          </p>
        );
      })}
      {others.map((one) => (
        <p key={one.of.name}>{waits_words(one)}</p>
      ))}
    </div>
  );
}
