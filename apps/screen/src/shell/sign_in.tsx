import { useEffect, useRef, useState, type FormEvent } from "react";
import { Button } from "nhsuk-react-components";
import { Failure } from "../service/failure";
import { unsent_answers } from "../call/kept_call";
import { Field, Problem } from "./field";
import { Overlay } from "./overlay";
import { kept_user } from "./kept";
import { waits_for_others, waits_words } from "./left_behind";
import { use_session } from "./session";

function words_of(failure: unknown): string {
  if (!(failure instanceof Failure)) return "Something went wrong on this page. Try again.";
  if (failure.kind === "not_signed_in") return "The name or the password is wrong.";
  if (failure.kind === "busy") {
    const minutes = Math.max(1, Math.ceil(failure.retry_after_s / 60));
    return `Too many wrong passwords. Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"} and try again.`;
  }
  if (failure.kind === "no_line") return "The service cannot be reached. Try again in a moment.";
  return failure.message;
}

function SignInForm({ name_before }: { name_before: string }) {
  const { enter } = use_session();
  const [name, set_name] = useState(name_before);
  const [password, set_password] = useState("");
  const [problem, set_problem] = useState("");
  const [is_waiting, set_waiting] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (!name_before) form.current?.querySelector<HTMLInputElement>("#name")?.focus();
  }, [name_before]);

  const submitted = async (event: FormEvent) => {
    event.preventDefault();
    if (!name || !password) {
      set_problem(name ? "Enter your password." : "Enter your name.");
      return;
    }
    set_waiting(true);
    set_problem("");
    try {
      await enter(name, password);
    } catch (failure) {
      set_problem(words_of(failure));
      set_password("");
      set_waiting(false);
    }
  };

  return (
    <form ref={form} onSubmit={(event) => void submitted(event)} noValidate>
      <Problem words={problem} />
      <Field
        id="name"
        label="Name"
        value={name}
        on_change={set_name}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <Field
        id="password"
        label="Password"
        type="password"
        value={password}
        on_change={set_password}
        autoComplete="current-password"
        {...(name_before ? { "data-first": true } : {})}
      />
      <Button type="submit" disabled={is_waiting}>
        {is_waiting ? "Signing in" : "Sign in"}
      </Button>
    </form>
  );
}

// How much was not sent yet and by whom, so that it is known who should sign in.
function WhatWaits() {
  const unsent = unsent_answers();
  const last = kept_user();
  const waiting = waits_for_others(null);
  if (last && unsent > 0) waiting.push({ of: last, count: unsent });
  return waiting.map((one) => (
    <p key={`${one.of.name} ${one.count}`} className="problem">
      {waits_words(one)}
    </p>
  ));
}

export function SignIn() {
  useEffect(() => {
    document.title = "Sign in - Paraspinal";
  }, []);
  return (
    <>
      <header className="top" role="banner">
        <div className="top__row">
          <span className="top__name">Paraspinal</span>
        </div>
      </header>
      <main className="main main--narrow" id="main">
        <h1 className="nhsuk-heading-l">Sign in</h1>
        <SignInForm name_before="" />
        <WhatWaits />
        <p className="quiet">
          Decision support for calls and consultations about back cramps, spasm and pain. It
          supports a clinician or trained nurse; it is not a diagnosis and not an approved medical
          device.
        </p>
      </main>
    </>
  );
}

// Over a page whose session has ended: the page stays, and what was waiting is sent afterwards.
export function SignInAgain() {
  const { user } = use_session();
  const unsent = unsent_answers();
  return (
    <Overlay title="Sign in again">
      <p>
        Your session has ended. The page stays as it is and goes on when you have signed in.
        {unsent > 0 &&
          ` ${unsent} ${unsent === 1 ? "answer waits" : "answers wait"} on this computer; they are sent when ${user?.shown_as ?? "the same person"} signs in, and set aside when somebody else does.`}
      </p>
      <SignInForm name_before={user?.name ?? ""} />
    </Overlay>
  );
}
