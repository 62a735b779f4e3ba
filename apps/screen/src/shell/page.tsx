// The frame of every page: skip link, header with who is signed in, main part with its heading, and
// what the page is not. A call's page puts its own banner above the main part.

import { useEffect, type ReactNode } from "react";
import { CallTabs } from "../calls/call_tabs";
import { is_late, use_calls } from "../calls/open_calls";
import { Link } from "./link";
import { address } from "./router";
import { use_session } from "./session";
import { SignOut } from "./sign_out";
import { use_now } from "./use_now";

interface PageProps {
  title: string; // of the browser's tab, and of the heading unless `heading` is another
  heading?: ReactNode;
  banner?: ReactNode;
  children: ReactNode;
  shown_call?: string; // its tab is marked
}

function Header({ shown_call }: { shown_call: string | undefined }) {
  const { user } = use_session();
  const { due } = use_calls();
  const now = use_now(20_000);
  const late = (due ?? []).filter((one) => is_late(one, now)).length;
  return (
    <header className="top" role="banner">
      <div className="top__row">
        <Link className="top__name" href={address.calls}>
          Paraspinal
        </Link>
        <nav className="top__pages" aria-label="Pages">
          <Link href={address.calls}>Calls</Link>
          <Link href={address.call_backs}>
            Call-backs{late > 0 && <strong> ({late} late)</strong>}
          </Link>
        </nav>
        <div className="top__user">
          <span>{user ? `${user.shown_as || user.name}, ${user.role}` : ""}</span>
          <SignOut />
        </div>
      </div>
      <CallTabs shown_call={shown_call} />
    </header>
  );
}

export function Page({ title, heading, banner, children, shown_call }: PageProps) {
  useEffect(() => {
    document.title = `${title} - Paraspinal`;
  }, [title]);
  return (
    <>
      <a className="nhsuk-skip-link" href="#main">
        Skip to main content
      </a>
      <Header shown_call={shown_call} />
      {banner}
      <main id="main" className="main" tabIndex={-1}>
        {heading ?? <h1 className="nhsuk-heading-l">{title}</h1>}
        {children}
      </main>
      <footer className="foot">
        Supports a clinician or trained nurse. It is not a diagnosis and not an approved medical
        device; no rule in it has been signed off by a clinician yet.
      </footer>
    </>
  );
}

export function Waiting({ words }: { words: string }) {
  return (
    <p className="waiting" role="status">
      {words} ...
    </p>
  );
}
