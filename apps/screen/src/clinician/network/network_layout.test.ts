import { describe, expect, it } from "vitest";
import { layout_of, node_size } from "./network_layout";
import type { Network, NodeKind } from "./network_types";

const node = (id: string, kind: NodeKind) => ({ id, name: id, kind, posterior: 0.5, state: "" });
const network: Network = {
  nodes: [
    node("c1", "condition"),
    node("c2", "condition"),
    node("f1", "finding"),
    node("f2", "finding"),
    node("alone", "finding"),
  ],
  arcs: [
    { from: "c1", to: "f2", sources: [] },
    { from: "c2", to: "f1", sources: [] },
  ],
};

describe("the layout of the network", () => {
  const { placed, width, height } = layout_of(network);
  const y = (id: string) => placed.get(id)?.y ?? NaN;
  it("orders a layer so that arcs do not cross", () =>
    expect((y("c1") - y("c2")) * (y("f2") - y("f1"))).toBeGreaterThan(0));
  it("puts what has no neighbour last", () =>
    expect(y("alone")).toBeGreaterThan(Math.max(y("f1"), y("f2"))));
  it("leaves out layers without nodes and keeps all inside", () => {
    expect(new Set([...placed.values()].map(({ x }) => x)).size).toBe(2);
    for (const { x, y: top } of placed.values())
      expect(x + node_size.width <= width && top + node_size.height <= height).toBe(true);
  });
  it("is the same for the same network", () =>
    expect(layout_of(network)).toEqual(layout_of(network)));
});
