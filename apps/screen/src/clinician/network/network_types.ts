// What of the network is active for this person, as GET /desk/calls/{id}/network gives it
// (apps/desk/API.md).

export type NodeKind = "risk_factor" | "condition" | "mechanism" | "finding";

export interface NetworkNode {
  id: string;
  name: string;
  kind: NodeKind;
  // Null for what is observed, and for mechanisms where age or sex is not known.
  posterior: number | null;
  // The observed state, empty or absent when it is not observed.
  state?: string | null;
}

export interface NetworkArc {
  from: string;
  to: string;
  sources: string[];
}

export interface Network {
  nodes: NetworkNode[];
  arcs: NetworkArc[];
}

export const layers: { kind: NodeKind; name: string }[] = [
  { kind: "risk_factor", name: "Context and risk" },
  { kind: "condition", name: "Conditions" },
  { kind: "mechanism", name: "Mechanisms" },
  { kind: "finding", name: "Findings" },
];

export function is_observed(node: NetworkNode): boolean {
  return node.state !== undefined && node.state !== null && node.state !== "";
}
