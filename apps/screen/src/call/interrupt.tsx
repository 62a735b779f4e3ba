// A red flag has fired: what to do, what to say, because of what, by which source.

import { useEffect } from "react";
import type { State } from "../service/types";
import { level_names, type Gate, type UrgencyLevel } from "../service/urgency";
import { announce } from "../shell/announce";
import { AlertScreen } from "./alert_screen";
import { is_higher } from "./asking";
import { how_soon } from "./words";

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
  gates: Gate[];
  state: State;
  on_acknowledged: (gates: Gate[]) => void;
}

function highest(gates: Gate[]): UrgencyLevel {
  return gates.reduce<UrgencyLevel>(
    (level, gate) => (is_higher(gate.urgency, level) ? gate.urgency : level),
    "emergency_department",
  );
}

// Another set of red flags is another screen, with its own moment in which keys do nothing.
export function InterruptScreen(props: InterruptProps) {
  const key = props.gates.map((gate) => gate.id).join(" ");
  return <Interrupting key={key} {...props} />;
}

// What to say is of the urgency; it is left out where that is below what the red flags ask for.
function Interrupting({ gates, state, on_acknowledged }: InterruptProps) {
  const asked = highest(gates);
  const { urgency } = state;
  const stands = urgency && !is_higher(asked, urgency.level) ? urgency : null;
  const count = gates.length;
  const level = stands?.level ?? asked;
  const level_name = stands ? how_soon(stands, " ") : level_names[level];

  const said = [stands?.contact, stands?.safety_net].filter((words) => words !== undefined);
  const names = gates.map((gate) => gate.name).join("; ");

  useEffect(() => {
    announce(`Stop. A red flag has fired: ${names}. ${level_name}.`, "assertive");
  }, [names, level_name]);

  return (
    <AlertScreen
      title={count > 1 ? `Stop: ${count} red flags have fired` : "Stop: a red flag has fired"}
      level={level}
      level_words={<strong>{level_name}</strong>}
      on_acknowledged={() => on_acknowledged(gates)}
    >
      {said.length > 0 && (
        <div className="stop__say">
          <h3>Say</h3>
          {said.map((words) => (
            <p key={words}>{words}</p>
          ))}
        </div>
      )}
      {gates.map((gate) => (
        <GateWords key={gate.id} gate={gate} />
      ))}
    </AlertScreen>
  );
}
