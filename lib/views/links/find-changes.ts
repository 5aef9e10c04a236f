import { advanceTroubles, type LinkNow } from '@/lib/analytics/link-health/advance-troubles';
import type { LinkIdentity, LinkTrouble } from '@/lib/store/links/link-troubles';
import type { StandingLink } from './link-net';

/**
 * The troubles that begin, change or end with a look at every link. `latest`: the newest kept of each link and subject. What
 * any of a link's tellers is remembered by goes on, so that another teller begins nothing twice; of two that go on, as after
 * two links turned out to be one, the newer ends.
 */
export function findChanges(
  looks: readonly { standing: Pick<StandingLink, 'link'>; now: LinkNow }[],
  latest: readonly LinkTrouble[],
): LinkTrouble[] {
  const known = Map.groupBy(latest, toIdentityKey);
  return looks.flatMap(({ standing: { link }, now }) => {
    const identities = link.told.map(({ resource: { connectionId, nativeId }, facts: { key } }) => ({
      connectionId,
      nativeId,
      key,
    }));
    const [first] = identities;
    if (first === undefined) return [];
    const kept = identities.flatMap((identity) => known.get(toIdentityKey(identity)) ?? []).sort(compareTroubles);
    const own = kept.filter(({ subject }, index) => kept.findIndex((one) => one.subject === subject) === index);
    const twins = kept.filter((one) => one.closedAt === null && !own.includes(one));
    return [
      ...twins.map((one) => ({ ...one, closedAt: new Date(Math.max(one.openedAt.getTime(), now.at.getTime())) })),
      ...advanceTroubles(own, now).map((trouble) => {
        const before = own.find(({ subject }) => subject === trouble.subject);
        const isSame = before !== undefined && (before.closedAt === null || trouble.openedAt <= before.closedAt);
        const { connectionId, nativeId, key } = isSame ? before : first;
        return { ...trouble, connectionId, nativeId, key, id: isSame ? before.id : null };
      }),
    ];
  });
}

/** Those that go on first, the longest first; then the one that began last. */
function compareTroubles(one: LinkTrouble, other: LinkTrouble): number {
  const [isOpen, isOtherOpen] = [one.closedAt === null, other.closedAt === null];
  if (isOpen !== isOtherOpen) return isOpen ? -1 : 1;
  const later = one.openedAt.getTime() - other.openedAt.getTime();
  return isOpen ? later : -later;
}

/** One word for what names a link for good. */
export function toIdentityKey({ connectionId, nativeId, key }: LinkIdentity): string {
  return `${connectionId} ${nativeId} ${key}`;
}
