// A node in words, the same in the picture and in the list.

import { in_people, state_words } from "../words";
import { is_observed, type NetworkNode } from "./network_types";

// "observed: yes", "11 in 100", or that it is not known.
export function node_words(node: NetworkNode): string {
  if (is_observed(node)) return `observed: ${state_words(String(node.state))}`;
  return node.posterior === null ? "not worked out" : in_people(node.posterior);
}

// How sure it is that the node holds, for the thickness of what leads from it.
export function strength(node: NetworkNode): number {
  if (is_observed(node)) return node.state === "absent" ? 0 : 1;
  return node.posterior ?? 0;
}
