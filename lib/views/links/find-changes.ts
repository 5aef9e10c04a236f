import { advanceTroubles, type LinkNow } from '@/lib/analytics/link-health/advance-troubles';
import type { LinkIdentity, LinkTrouble } from '@/lib/store/links/link-troubles';
import type { StandingLink } from './link-net';

/** The troubles that begin, change or end with a look at every link. `latest`: the newest kept of each link and subject. */
export function findChanges(
  looks: readonly { standing: StandingLink; now: LinkNow }[],
  latest: readonly LinkTrouble[],
): LinkTrouble[] {
  const known = Map.groupBy(latest, toIdentityKey);
  return looks.flatMap(({ standing: { link }, now }) => {
    const [{ resource, facts }] = link.told;
    const identity = { connectionId: resource.connectionId, nativeId: resource.nativeId, key: facts.key };
    const own = known.get(toIdentityKey(identity)) ?? [];
    return advanceTroubles(own, now).map((trouble) => {
      const before = own.find(({ subject }) => subject === trouble.subject);
      const isSame = before !== undefined && (before.closedAt === null || trouble.openedAt <= before.closedAt);
      return { ...trouble, ...identity, id: isSame ? before.id : null };
    });
  });
}

/** One word for what names a link for good. */
export function toIdentityKey({ connectionId, nativeId, key }: LinkIdentity): string {
  return `${connectionId} ${nativeId} ${key}`;
}
