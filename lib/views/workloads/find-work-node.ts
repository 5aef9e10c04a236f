import type { FleetNode } from '@/lib/domain/gpu/fleet';

/**
 * The machine of the fleet that a node is, by the connection that lists the node's work and the name that its scheduler
 * has for it. Clusters of two connections may be called alike, and so may their nodes. Undefined: the fleet lists none.
 */
export function findWorkNode(nodes: readonly FleetNode[], connectionId: string, name: string): FleetNode | undefined {
  return nodes.find(
    (node) =>
      (node.connectionId === connectionId && node.name === name) ||
      (node.clusterConnectionId === connectionId && node.holdings.some((holding) => holding.node === name)),
  );
}
