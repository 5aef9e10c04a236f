import type { LinkPlace } from './link-place';
import type { ToldLink } from './told-link';

/**
 * Of declared links, which told link each is: the one whose circuit it names, by the id that its provider gives to the line or
 * to its resource. None where several lines that have nothing to do with each other fit. By ids of what was told.
 */
export function findDeclaredTwins(told: readonly ToldLink[], twins: ReadonlyMap<string, string>): Map<string, string> {
  const byCircuit = new Map<string, ToldLink[]>();
  const wholes = told.filter(({ facts, declared }) => declared === undefined && facts.partOf === null);
  for (const one of wholes)
    for (const id of new Set(circuitIdsOf(one))) byCircuit.set(id, [...(byCircuit.get(id) ?? []), one]);
  const found = new Map<string, string>();
  for (const { id, declared } of told) {
    if (declared?.circuitId == null) continue;
    const [first, ...others] = byCircuit.get(fold(declared.circuitId)) ?? [];
    if (first !== undefined && others.every((other) => twins.get(other.id) === first.id)) found.set(id, first.id);
  }
  return found;
}

/** What people may have been told as the line's id: a shared name, the native id or its last part. */
function circuitIdsOf({ resource: { nativeId }, facts: { sharedIds } }: ToldLink): string[] {
  return [...sharedIds, nativeId, nativeId.slice(nativeId.lastIndexOf('/') + 1)].map(fold);
}

const fold = (id: string) => id.trim().toLowerCase();

/** Whether a declared link begins where the link does: what it receives, the link does. */
export function isSameWay({ declared }: ToldLink, near: LinkPlace): boolean {
  return declared !== undefined && declared.near.site !== null && declared.near.site === near.site;
}

/** Where a link ends whose tellers do not say it: at the other end of the one that was declared. */
export function placeByDeclared(near: LinkPlace, far: LinkPlace, told: readonly ToldLink[]): LinkPlace {
  if (far.site !== null) return far;
  for (const { declared } of told) {
    if (declared === undefined || near.site === null) continue;
    const end =
      declared.near.site === near.site ? declared.far : declared.far.site === near.site ? declared.near : null;
    if (end !== null && end.site !== null) return { ...end, label: far.label ?? end.label };
  }
  return far;
}
