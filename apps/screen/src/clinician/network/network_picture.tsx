// The active part of the network as a picture: layers from left to right. An arc is as thick as its
// start is probable; what is observed is hatched and says so. A node is a button that shows its
// neighbours and sources.

import { DrawnButton } from "../drawn_button";
import { gap, layout_of, node_size, type Placed } from "./network_layout";
import { node_words, strength } from "./network_words";
import { is_observed, layers, type Network, type NetworkNode } from "./network_types";

interface Props {
  network: Network;
  chosen: string | null;
  on_choose: (id: string) => void;
}

const most_thick = 7;

export function NetworkPicture({ network, chosen, on_choose }: Props) {
  const { placed, width, height } = layout_of(network);
  const touches = (from: string, to: string) => chosen === from || chosen === to;
  const columns = layers.filter(({ kind }) => network.nodes.some((node) => node.kind === kind));
  return (
    <div
      className="clinic-network"
      role="region"
      aria-label="Picture of the network, scrolls sideways"
      tabIndex={0}
    >
      <svg
        viewBox={`-4 -2 ${width + 8} ${height + 6}`}
        width={width + 8}
        height={height + 6}
        role="group"
        aria-label="Active part of the network"
      >
        <defs>
          <pattern
            id="network-observed"
            width="7"
            height="7"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="7" height="7" fill="#ffffff" />
            <rect width="2.5" height="7" fill="#c8d8e8" />
          </pattern>
        </defs>
        {columns.map(({ kind, name }, at) => (
          <text
            key={kind}
            x={at * (node_size.width + gap.x)}
            y="16"
            className="clinic-network__layer"
          >
            {name}
          </text>
        ))}
        {network.arcs.map(({ from, to }) => {
          const [start, end] = [placed.get(from), placed.get(to)];
          return start && end ? (
            <path
              key={`${from} ${to}`}
              d={curve(start, end)}
              className={
                touches(from, to)
                  ? "clinic-network__arc clinic-network__arc--chosen"
                  : "clinic-network__arc"
              }
              strokeWidth={thickness(start.node)}
            />
          ) : null;
        })}
        {[...placed.values()].map((place) => (
          <NodeBox
            key={place.node.id}
            place={place}
            chosen={chosen === place.node.id}
            on_choose={on_choose}
          />
        ))}
      </svg>
    </div>
  );
}

function thickness(start: NetworkNode): number {
  return 0.8 + strength(start) * (most_thick - 0.8);
}

function curve(start: Placed, end: Placed): string {
  const [x1, y1] = [start.x + node_size.width, start.y + node_size.height / 2];
  const [x2, y2] = [end.x, end.y + node_size.height / 2];
  if (start.x === end.x) return `M${x1} ${y1} C${x1 + 40} ${y1} ${x1 + 40} ${y2} ${x1} ${y2}`;
  const half = (x2 - x1) / 2;
  return `M${x1} ${y1} C${x1 + half} ${y1} ${x2 - half} ${y2} ${x2} ${y2}`;
}

function NodeBox({
  place: { node, x, y },
  chosen,
  on_choose,
}: {
  place: Placed;
  chosen: boolean;
  on_choose: (id: string) => void;
}) {
  const observed = is_observed(node);
  const words = node_words(node);
  return (
    <DrawnButton
      name={`${node.name}: ${words}`}
      pressed={chosen}
      on_press={() => on_choose(node.id)}
      class_name="clinic-network__node"
      marks={
        <>
          <text x={x + 10} y={y + 19} className="clinic-network__name">
            {shortened(node.name, 31)}
          </text>
          <text x={x + 10} y={y + 36} className="clinic-network__words">
            {words}
          </text>
        </>
      }
    >
      <rect
        x={x}
        y={y}
        width={node_size.width}
        height={node_size.height}
        rx={node.kind === "finding" ? 4 : 14}
        fill={observed ? "url(#network-observed)" : "#ffffff"}
      />
    </DrawnButton>
  );
}

// The whole name stands in the title and the list.
function shortened(name: string, most: number): string {
  return name.length <= most ? name : `${name.slice(0, most - 1).trimEnd()}\u2026`;
}
