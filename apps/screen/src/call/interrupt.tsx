// A red flag has fired: what to do, what to say, because of what, by which source.

import { useEffect } from "react";
import type { Gate, Interrupt, State } from "../service/types";
import { announce } from "../shell/announce";
import { AlertScreen } from "./alert_screen";

function GateWords({ gate }: { gate: Gate }) {
  return (
    <dl className="stop__gate">
      <dt>Do</dt>
      <dd className="stop__do">{gate.action}</dd>
      <dt>Red flag</dt>
      <dd>{gate.name}</dd>
      <dt>Because</dt>
      <dd>{gate.because.join("; ")}</dd>
      <dt>Source</dt>
      <dd className="stop__source">
        {gate.source} ({gate.verified}); rule {gate.id}, not signed off by a clinician
      </dd>
    </dl>
  );
}

interface InterruptProps {
  interrupt: Interrupt;
  state: State;
  on_acknowledged: () => void;
}

export function InterruptScreen({ interrupt, state, on_acknowledged }: InterruptProps) {
  const { urgency } = state;
  const count = interrupt.gates.length;
  const level = urgency?.level ?? interrupt.gates[0]?.urgency ?? "emergency_department";

  const said = [urgency?.contact, urgency?.safety_net].filter((words) => words !== undefined);
  const names = interrupt.gates.map((gate) => gate.name).join("; ");

  useEffect(() => {
    announce(`Stop. A red flag has fired: ${names}. ${urgency?.name ?? ""}.`, "assertive");
  }, [names, urgency?.name]);

  return (
    <AlertScreen
      title={count > 1 ? `Stop: ${count} red flags have fired` : "Stop: a red flag has fired"}
      level={level}
      level_words={
        <>
          <strong>{urgency?.name}</strong> {urgency?.contact_within}
        </>
      }
      on_acknowledged={on_acknowledged}
    >
      {said.length > 0 && (
        <div className="stop__say">
          <h3>Say</h3>
          {said.map((words) => (
            <p key={words}>{words}</p>
          ))}
        </div>
      )}
      {interrupt.gates.map((gate) => (
        <GateWords key={gate.id} gate={gate} />
      ))}
    </AlertScreen>
  );
}
