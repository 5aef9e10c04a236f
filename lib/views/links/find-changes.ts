import { advanceTroubles, type LinkNow } from '@/lib/analytics/link-health/advance-troubles';
import type { Link } from '@/lib/analytics/links/join-links';
import type { TroubledLink } from '@/lib/domain/link/link-trouble';
import type { LinkIdentity, LinkTrouble } from '@/lib/store/links/link-troubles';
import type { UnlistedLink } from '@/lib/store/links/unlisted-links';
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
      ...twins.map((one) => ({ ...one, closedAt: toEnd(one, now.at), endedBy: 'joined' as const })),
      ...advanceTroubles(own, now).map((trouble) => {
        const before = own.find(({ subject }) => subject === trouble.subject);
        const isSame = before !== undefined && (before.closedAt === null || trouble.openedAt <= before.closedAt);
        const { connectionId, nativeId, key } = isSame ? before : first;
        return { ...trouble, connectionId, nativeId, key, id: isSame ? before.id : null, link: toTroubledLink(link) };
      }),
    ];
  });
}

/** Troubles that go on of links that no look was at: nobody may list these any more. */
export function findUnseen(
  looks: readonly { standing: Pick<StandingLink, 'link'> }[],
  latest: readonly LinkTrouble[],
): LinkTrouble[] {
  const seen = new Set(
    looks.flatMap(({ standing }) =>
      standing.link.told.map(({ resource: { connectionId, nativeId }, facts: { key } }) =>
        toIdentityKey({ connectionId, nativeId, key }),
      ),
    ),
  );
  return latest.filter((one) => one.closedAt === null && !seen.has(toIdentityKey(one)));
}

/** The ends of troubles of links that nobody lists any more: when that was seen, else now. */
export function endUnlisted(
  unseen: readonly LinkTrouble[],
  unlisted: readonly UnlistedLink[],
  at: Date,
): LinkTrouble[] {
  const goneAt = new Map(unlisted.map((one) => [toIdentityKey(one), one.goneAt]));
  return unseen.flatMap((one) => {
    const gone = goneAt.get(toIdentityKey(one));
    return gone === undefined ? [] : [{ ...one, closedAt: toEnd(one, gone ?? at), endedBy: 'not-listed' as const }];
  });
}

function toEnd({ openedAt }: LinkTrouble, at: Date): Date {
  return at > openedAt ? at : openedAt;
}

function toTroubledLink({ id, parent, near, far, told }: Link): TroubledLink {
  const known = (names: readonly (string | null)[]) => [...new Set(names.filter((name) => name !== null))];
  const declared = told.flatMap((one) => (one.declared ? [one.declared.near.site, one.declared.far.site] : []));
  return {
    name: told[0].facts.name,
    ids: known([id, ...told.map((one) => one.id), parent]),
    ends: [near, far].map(({ site, label }) => site ?? label ?? 'a place that is not known'),
    sites: known([near.site, far.site]),
    within: {
      sites: known([...told.map(({ resource }) => resource.site), ...declared]),
      teams: known(told.map(({ resource }) => resource.team)),
    },
  };
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
