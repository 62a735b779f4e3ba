// Who the answers of a consultation come from. By telephone it is the person; in a room nothing is
// taken for found on examination, nor for told, before the clinician has said so once: the first
// answers wait for that and are not lost.

import { useCallback, useState } from "react";
import type { NewAnswer, SaidBy, Setting } from "../service/types";
import { announce } from "../shell/announce";
import type { Said } from "./given";

export interface Saying {
  said_by: SaidBy | null;
  choose: (said_by: SaidBy) => void; // sends what waits for it, too
  answer: (answers: readonly Said[]) => void;
  pending: readonly Said[];
  leave: () => void; // without a choice: what waited is not recorded
}

export const usual_said_by = (setting: Setting | undefined): SaidBy | null =>
  setting === "telephone" ? "caller" : null;

interface Chosen {
  call: string;
  said_by: SaidBy | null;
  pending: readonly Said[];
}

export function use_said_by(
  call: string,
  setting: Setting | undefined,
  send: (answers: NewAnswer[]) => void,
): Saying {
  const [chosen, set_chosen] = useState<Chosen>({ call, said_by: null, pending: [] });
  const is_of_call = chosen.call === call;
  const said_by = (is_of_call ? chosen.said_by : null) ?? usual_said_by(setting);
  const pending = is_of_call ? chosen.pending : [];

  const choose = (choice: SaidBy) => {
    set_chosen({ call, said_by: choice, pending: [] });
    if (pending.length > 0) send(pending.map((one) => ({ ...one, said_by: choice })));
  };
  const answer = useCallback(
    (answers: readonly Said[]) => {
      if (answers.length === 0) return;
      // What is taken back needs no source.
      const source = said_by ?? (answers.every(({ value }) => value === null) ? "record" : null);
      if (source) send(answers.map((one) => ({ ...one, said_by: source })));
      else set_chosen({ call, said_by: null, pending: answers });
    },
    [call, said_by, send],
  );
  const leave = () => {
    set_chosen({ call, said_by: null, pending: [] });
    announce("Not recorded: it was not said who the answer comes from.", "assertive");
  };
  return { said_by, choose, answer, pending, leave };
}
