/**
 * A peering of a circuit in one word, whether Azure writes `AzurePrivatePeering`, as its documents do, or `Private`, as its
 * metrics do: `private`. What is no such name stays as it is.
 */
export function toPeeringName(told: string): string {
  const [, name] = /^(?:Azure)?(Private|Public|Microsoft)(?:Peering)?$/i.exec(told) ?? [];
  return name?.toLowerCase() ?? told;
}

/** The two ways of every circuit and each of its peerings, which stand in for each other. */
export const circuitPaths = ['primary', 'secondary'] as const;
export type CircuitPath = (typeof circuitPaths)[number];

/** A path as metrics name it, with the family of addresses where they say that too: `Primary-IPv4`. Null: it is none. */
export function toPath(told: string): { path: CircuitPath; family: string | null } | null {
  const [, word, family] = /^(primary|secondary)(?:[- ]?(ipv[46]))?$/i.exec(told) ?? [];
  const path = circuitPaths.find((each) => each === word?.toLowerCase());
  return path === undefined ? null : { path, family: family?.toLowerCase() ?? null };
}
