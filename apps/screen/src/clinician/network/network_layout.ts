// Places for the nodes: a column for each layer, and within it an order that keeps arcs from
// crossing much: each node goes to the mean place of its neighbours in the column before, then in
// the one after (the barycentre method of Sugiyama, Tagawa & Toda 1981), a few times over.

import { layers, type Network, type NetworkNode } from "./network_types";

export interface Placed {
  node: NetworkNode;
  x: number;
  y: number;
}

export interface Layout {
  placed: Map<string, Placed>;
  width: number;
  height: number;
}

export const node_size = { width: 250, height: 44 };
export const gap = { x: 64, y: 12 };
const head = 34;
const sweeps = 6;
const alone = 2; // after all that have neighbours, whose means are 1 at most

export function layout_of({ nodes, arcs }: Network): Layout {
  const columns = layers
    .map(({ kind }) => nodes.filter((node) => node.kind === kind))
    .filter((column) => column.length > 0);
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of arcs) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  for (let sweep = 0; sweep < sweeps; ++sweep) {
    const forwards = sweep % 2 === 0;
    for (let step = 1; step < columns.length; ++step) {
      const at = forwards ? step : columns.length - 1 - step;
      const [column, beside] = [columns[at], columns[forwards ? at - 1 : at + 1]];
      if (column && beside) columns[at] = by_barycentre(column, beside, neighbours);
    }
  }
  return place(columns);
}

function by_barycentre(
  column: NetworkNode[],
  beside: NetworkNode[],
  neighbours: Map<string, string[]>,
): NetworkNode[] {
  const rank = new Map(beside.map(({ id }, at) => [id, at / Math.max(1, beside.length - 1)]));
  const mean = (node: NetworkNode, at: number) => {
    const ranks = (neighbours.get(node.id) ?? []).flatMap((id) => rank.get(id) ?? []);
    return ranks.length === 0
      ? alone + at / column.length
      : ranks.reduce((sum, each) => sum + each, 0) / ranks.length;
  };
  return column
    .map((node, at) => ({ node, mean: mean(node, at) }))
    .sort((one, other) => one.mean - other.mean)
    .map(({ node }) => node);
}

function place(columns: NetworkNode[][]): Layout {
  const most = Math.max(1, ...columns.map((column) => column.length));
  const height = head + most * (node_size.height + gap.y);
  const placed = new Map<string, Placed>();
  columns.forEach((column, at) => {
    const free = (height - head) / Math.max(1, column.length);
    column.forEach((node, row) =>
      placed.set(node.id, {
        node,
        x: at * (node_size.width + gap.x),
        y: head + row * free + (free - node_size.height) / 2,
      }),
    );
  });
  return { placed, width: Math.max(1, columns.length) * (node_size.width + gap.x) - gap.x, height };
}
