import { useState } from "react";
import { Button } from "nhsuk-react-components";
import { unsent_answers } from "../call/kept_call";
import { Failure } from "../service/failure";
import { announce } from "./announce";
import { Overlay } from "./overlay";
import { go, address } from "./router";
import { use_session } from "./session";

// Signs out and forgets what this computer keeps. Answers that were not sent yet are lost by that, so
// it asks first.
export function SignOut() {
  const { leave, standing } = use_session();
  const [unsent, set_unsent] = useState(0);

  const sign_out = async () => {
    try {
      await leave();
      go(address.sign_in);
    } catch (failure) {
      announce(failure instanceof Failure ? failure.message : "Signing out failed.", "assertive");
    }
  };
  const pressed = () => {
    const waiting = unsent_answers();
    if (waiting > 0) set_unsent(waiting);
    else void sign_out();
  };
  return (
    <>
      <button
        type="button"
        className="top__leave"
        disabled={standing === "alone"}
        onClick={pressed}
      >
        Sign out
      </button>
      {unsent > 0 && (
        <Overlay title="Answers are not sent yet" on_leave={() => set_unsent(0)}>
          <p>
            {unsent} {unsent === 1 ? "answer waits" : "answers wait"} on this computer. Signing out
            loses
            {unsent === 1 ? " it" : " them"}.
          </p>
          <Button type="button" onClick={() => set_unsent(0)}>
            Stay signed in
          </Button>{" "}
          <Button type="button" secondary onClick={() => void sign_out()}>
            Sign out and lose {unsent === 1 ? "it" : "them"}
          </Button>
        </Overlay>
      )}
    </>
  );
}
