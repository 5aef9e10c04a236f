import type pg from 'pg';
import type { TroubleKind } from '@/lib/domain/link/link-trouble';
import { type LinkTrouble, readLatestTroubles } from '@/lib/store/links/link-troubles';
import type { LinkNet, StandingLink } from './link-net';

/** So far back a trouble that is over is still told in lists. */
const toldMs = 30 * 86_400_000;

/** What went wrong with a link and its parts of late. */
export interface ListedTroubles {
  /** What goes wrong now, as was seen and as it stands. */
  kinds: readonly TroubleKind[];
  /** The last time it or a part of it fell, going on or over for less than 30 days; null: it did not. */
  lastFlap: LinkTrouble | null;
  /** Those that go on, the newest first. */
  open: readonly LinkTrouble[];
  /** When the newest of them began, in milliseconds since 1970 UTC; null: nothing went wrong. */
  newestAtMs: number | null;
}

/** What went wrong of late, by link. */
export async function readListedTroubles(
  pool: pg.Pool,
  { links }: LinkNet,
  now: Date,
): Promise<(one: StandingLink) => ListedTroubles> {
  const latest = await readLatestTroubles(pool, new Date(now.getTime() - toldMs));
  const byLink = Map.groupBy(latest, toKey);
  const toTold = ({ link, standing, verdict }: StandingLink): ListedTroubles => {
    const tellings = [link, ...link.parts.flatMap((part) => links.get(part)?.link ?? [])].flatMap(({ told }) => told);
    const own = tellings.flatMap(
      ({ resource: { connectionId, nativeId }, facts: { key } }) =>
        byLink.get(toKey({ connectionId, nativeId, key })) ?? [],
    );
    const newest = own.toSorted((a, b) => b.openedAt.getTime() - a.openedAt.getTime());
    const open = newest.filter(({ closedAt }) => closedAt === null);
    const stands: TroubleKind[] = [
      ...(standing.state === 'down' ? (['down'] as const) : []),
      ...(verdict.finding === 'spare-lost' ? (['spares-lost'] as const) : []),
    ];
    return {
      kinds: [...new Set([...open.map(({ kind }) => kind), ...stands])],
      open,
      lastFlap: newest.find(({ subject }) => subject === 'state') ?? null,
      newestAtMs: newest[0]?.openedAt.getTime() ?? null,
    };
  };
  const told = new Map<StandingLink, ListedTroubles>();
  return (one) => {
    const before = told.get(one) ?? toTold(one);
    told.set(one, before);
    return before;
  };
}

function toKey({ connectionId, nativeId, key }: Pick<LinkTrouble, 'connectionId' | 'nativeId' | 'key'>): string {
  return `${connectionId} ${nativeId} ${key}`;
}
