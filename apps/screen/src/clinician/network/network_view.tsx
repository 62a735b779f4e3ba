// The network picture, or the same as a list; and for the chosen node what leads to it, what it
// leads to, and sources.

import { useEffect, useId, useState } from "react";
import { looked_up, network as network_of } from "../../service/client";
import type { Source } from "../assessment";
import { SourceWords } from "../evidence_table";
import { NetworkPicture } from "./network_picture";
import { node_words } from "./network_words";
import { layers, type Network, type NetworkNode } from "./network_types";

type Mode = "picture" | "list";

export function NetworkView({ call, revision }: { call: string; revision: number }) {
  const [network, set_network] = useState<Network | null>(null);
  const [wrong, set_wrong] = useState("");
  const [mode, set_mode] = useState<Mode>("picture");
  const [chosen, set_chosen] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    network_of<Network>(call).then(
      (found) => current && set_network(found),
      (failure: Error) => current && set_wrong(failure.message),
    );
    return () => {
      current = false;
    };
  }, [call, revision]);
  if (wrong)
    return (
      <p className="nhsuk-error-message" role="alert">
        The network could not be had: {wrong}
      </p>
    );
  if (!network) return <p role="status">Looking what is active ...</p>;
  const node = network.nodes.find(({ id }) => id === chosen);
  return (
    <section aria-labelledby="network-heading">
      <h2 id="network-heading" className="nhsuk-heading-m">
        What is active for this person
      </h2>
      <p className="nhsuk-body-s">
        The likeliest part of the network, {network.nodes.length} nodes: from risk to condition, by
        way of mechanisms, to findings. Lines are as thick as what they start from is likely.
        Hatched boxes are observed; the others say in how many people like this they hold. Choose a
        box for its sources.
      </p>
      <ModeChoice mode={mode} on_change={set_mode} />
      {mode === "picture" ? (
        <NetworkPicture network={network} chosen={chosen} on_choose={set_chosen} />
      ) : (
        <NetworkList network={network} chosen={chosen} on_choose={set_chosen} />
      )}
      <div aria-live="polite">{node ? <NodeSources node={node} network={network} /> : null}</div>
    </section>
  );
}

function ModeChoice({ mode, on_change }: { mode: Mode; on_change: (mode: Mode) => void }) {
  const name = useId();
  return (
    <fieldset className="clinic-choice">
      <legend>Show as</legend>
      {(["picture", "list"] as const).map((choice) => (
        <label key={choice} className="clinic-choice__item">
          <input
            type="radio"
            name={name}
            checked={mode === choice}
            onChange={() => on_change(choice)}
          />
          {choice}
        </label>
      ))}
    </fieldset>
  );
}

interface ListProps {
  network: Network;
  chosen: string | null;
  on_choose: (id: string) => void;
}

function NetworkList({ network, chosen, on_choose }: ListProps) {
  const name_of = (id: string) => network.nodes.find((node) => node.id === id)?.name ?? id;
  return (
    <>
      {layers.map(({ kind, name }) => {
        const nodes = network.nodes.filter((node) => node.kind === kind);
        if (nodes.length === 0) return null;
        return (
          <section key={kind} aria-label={name}>
            <h3 className="nhsuk-heading-s">{name}</h3>
            <ul className="clinic-network-list">
              {nodes.map((node) => {
                const to = network.arcs
                  .filter(({ from }) => from === node.id)
                  .map((arc) => name_of(arc.to));
                return (
                  <li key={node.id}>
                    <button
                      type="button"
                      className="clinic-link-button"
                      aria-pressed={chosen === node.id}
                      onClick={() => on_choose(node.id)}
                    >
                      {node.name}
                    </button>
                    : {node_words(node)}
                    {to.length > 0 ? (
                      <span className="clinic-quiet clinic-block">leads to {to.join("; ")}</span>
                    ) : null}
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function NodeSources({ node, network }: { node: NetworkNode; network: Network }) {
  const arcs = network.arcs.filter(({ from, to }) => from === node.id || to === node.id);
  const name_of = (id: string) => network.nodes.find((each) => each.id === id)?.name ?? id;
  const ids = [...new Set(arcs.flatMap(({ sources }) => sources))];
  return (
    <div className="clinic-node">
      <h3 className="nhsuk-heading-s">
        {node.name}: {node_words(node)}
      </h3>
      <ul>
        {arcs.map(({ from, to, sources }) => (
          <li key={`${from} ${to}`}>
            {from === node.id ? `leads to ${name_of(to)}` : `comes of ${name_of(from)}`}
            {sources.length > 0 ? ` (${sources.join(", ")})` : ""}
          </li>
        ))}
      </ul>
      {ids.map((id) => (
        <Citation key={id} id={id} />
      ))}
    </div>
  );
}

interface SourcePage {
  id: string;
  title: string;
  sections: { entries: { details: { label: string; text: string }[] }[] }[];
}

function Citation({ id }: { id: string }) {
  const [source, set_source] = useState<Source | null>(null);
  useEffect(() => {
    let current = true;
    looked_up<SourcePage>(`/sources/${encodeURIComponent(id)}`).then(
      (page) => current && set_source(source_of(page)),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [id]);
  return source ? (
    <p className="nhsuk-body-s">
      <SourceWords source={source} />
    </p>
  ) : null;
}

// The page says in words how far the work was checked: "seen (the statement itself was read)".
function source_of(page: SourcePage): Source {
  const details = page.sections.flatMap(({ entries }) => entries.flatMap((entry) => entry.details));
  const checked = details.find(({ label }) => label === "checked")?.text ?? "";
  return { id: page.id, citation: page.title, url: "", verified: checked };
}
