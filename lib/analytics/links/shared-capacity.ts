import type { Link } from './join-links';
import type { LinkValue } from './link-values';

/** What is needed of a link that others may ride on. */
type Carrier = Pick<Link, 'id' | 'carriers'>;

/**
 * What a link without a capacity of its own shares with whatever else rides on the same: the capacity of what it rides on, or
 * of what that rides on in turn, together. Null where it has one of its own, rides on nothing, or one of these is not known.
 */
export function toSharedCapacity(
  link: Carrier,
  linkOf: (id: string) => Carrier | undefined,
  capacityOf: (id: string) => LinkValue | null,
): LinkValue | null {
  if (capacityOf(link.id) !== null) return null;
  return below(link, linkOf, capacityOf, new Set([link.id]));
}

function below(
  { carriers }: Carrier,
  linkOf: (id: string) => Carrier | undefined,
  capacityOf: (id: string) => LinkValue | null,
  seen: Set<string>,
): LinkValue | null {
  const found: LinkValue[] = [];
  for (const id of carriers ?? []) {
    if (seen.has(id)) return null;
    seen.add(id);
    const carrier = linkOf(id);
    if (carrier === undefined) return null;
    const capacity = capacityOf(id) ?? below(carrier, linkOf, capacityOf, seen);
    if (capacity === null) return null;
    found.push(capacity);
  }
  const [first] = found;
  if (first === undefined) return null;
  return {
    ...first,
    value: found.reduce((sum, { value }) => sum + value, 0),
    basis: found.length === 1 ? first.basis : 'derived',
    bound: found.some(({ bound }) => bound !== 'exact') ? 'least' : 'exact',
    at: new Date(Math.min(...found.map(({ at }) => at.getTime()))),
    definitions: [...new Set(found.flatMap(({ definitions }) => definitions))],
  };
}
