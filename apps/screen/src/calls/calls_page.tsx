// What is open, what is to be called back, what was closed; N begins a call.

import { useState } from "react";
import { Button } from "nhsuk-react-components";
import { HelpKeys } from "../call/help_keys";
import type { Call } from "../service/types";
import { urgency_levels } from "../service/urgency";
import { use_keys, type KeyMap } from "../shell/keys";
import { Link } from "../shell/link";
import { Page, Waiting } from "../shell/page";
import { address, go } from "../shell/router";
import { duration_words, time_words } from "../shell/times";
import { UrgencyBadge } from "../shell/urgency_look";
import { use_now } from "../shell/use_now";
import { caller_words, page_of } from "./call_tabs";
import { NewCallForm } from "./new_call_form";
import { Unsent } from "./unsent";
import { is_late, use_calls, use_tabs } from "./open_calls";

function CallRow({ call, number, now }: { call: Call; number: number | null; now: Date }) {
  const since = now.getTime() - new Date(call.opened_at).getTime();
  return (
    <tr>
      <td data-head="Key">{number !== null && <kbd>{number}</kbd>}</td>
      <th scope="row" data-head="Caller">
        <Link href={page_of(call)}>{caller_words(call)}</Link>
        {!call.caller.is_the_person && <span className="quiet"> calls for somebody else</span>}
      </th>
      <td data-head="Urgency">
        {call.urgency ? (
          <UrgencyBadge {...call.urgency} />
        ) : (
          <strong>None can be given: look why</strong>
        )}
      </td>
      <td data-head={call.is_open ? "Open for" : "Closed"}>
        {call.is_open || !call.closed_at ? duration_words(since) : time_words(call.closed_at, now)}
      </td>
      <td data-head="Contact">
        {call.is_repeat_contact ? (
          <strong className="repeat">Repeat contact: {call.contacts_7_days} in 7 days</strong>
        ) : (
          <span className="quiet">
            {call.contacts_7_days === 1 ? "first in 7 days" : `${call.contacts_7_days} in 7 days`}
          </span>
        )}
      </td>
      <td data-head="Opened by">{call.opened_by}</td>
    </tr>
  );
}

interface CallTableProps {
  calls: Call[];
  caption: string;
  are_open: boolean;
  keyed: Call[]; // those that a number goes to, in order
  now: Date;
}

function CallTable({ calls, caption, are_open, keyed, now }: CallTableProps) {
  return (
    <table className="list">
      <caption className="nhsuk-u-visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Key</th>
          <th scope="col">Caller</th>
          <th scope="col">Urgency</th>
          <th scope="col">{are_open ? "Open for" : "Closed"}</th>
          <th scope="col">Contact</th>
          <th scope="col">Opened by</th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <CallRow key={call.id} call={call} number={keyed.indexOf(call) + 1 || null} now={now} />
        ))}
      </tbody>
    </table>
  );
}

// Those without an urgency, which have to be handed over or put right, then the most urgent; of these
// the one that is open longest.
function by_urgency(calls: Call[]): Call[] {
  const rank = (call: Call) => 
    call.urgency ? urgency_levels.indexOf(call.urgency.level) : urgency_levels.length;
  return [...calls].sort(
    (one, other) => rank(other) - rank(one) || one.opened_at.localeCompare(other.opened_at),
  );
}

export function CallsPage() {
  const { list, due, problem } = use_calls();
  const now = use_now(20_000);
  const [is_new, set_new] = useState(false);
  const [is_help, set_help] = useState(false);
  const late = (due ?? []).filter((one) => is_late(one, now)).length;
  const tabs = use_tabs();
  const open = by_urgency(list?.open ?? []);
  const keyed = [...tabs, ...open.filter((call) => !tabs.includes(call))].slice(0, 9);
  const closed = list?.closed ?? [];

  const keys: KeyMap = {
    n: () => set_new(true),
    b: () => go(address.call_backs),
    "?": () => set_help(true),
  };
  keyed.forEach((call, index) => {
    keys[String(index + 1)] = () => go(page_of(call));
  });
  use_keys(keys);

  return (
    <Page title="Calls" heading={<h1 className="nhsuk-heading-l page-title">Calls</h1>}>
      <div className="row">
        <Button type="button" onClick={() => set_new(true)}>
          New call <kbd>N</kbd>
        </Button>
        <Link className="nhsuk-button nhsuk-button--secondary" href={address.call_backs}>
          Call-backs: {due?.length ?? 0}
          {late > 0 && <strong>, {late} late</strong>} <kbd>B</kbd>
        </Link>
        <button type="button" className="tools__one" onClick={() => set_help(true)}>
          <kbd aria-hidden="true">?</kbd> Keys
        </button>
      </div>
      <Unsent open={list?.open ?? []} />
      {problem && (
        <p className="problem" role="status">
          {problem} What is shown may be old.
        </p>
      )}
      <h2 className="nhsuk-heading-m">Open</h2>
      {list === null ? (
        !problem && <Waiting words="Reading the calls" />
      ) : open.length === 0 ? (
        <p>No call is open.</p>
      ) : (
        <CallTable calls={open} caption="Open calls" are_open keyed={keyed} now={now} />
      )}
      {closed.length > 0 && (
        <>
          <h2 className="nhsuk-heading-m">Closed in the last 24 hours</h2>
          <CallTable calls={closed} caption="Closed calls" are_open={false} keyed={[]} now={now} />
        </>
      )}
      {is_help && <HelpKeys on_leave={() => set_help(false)} />}
      {is_new && <NewCallForm on_leave={() => set_new(false)} />}
    </Page>
  );
}
