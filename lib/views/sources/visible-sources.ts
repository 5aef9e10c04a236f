import type pg from 'pg';
import type { Source } from '@/lib/api/contracts/sources';
import type { Reach } from '@/lib/domain/access';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import { findPlacesWithin } from '@/lib/store/inventory/places-within';
import { readScopeCells } from '@/lib/store/inventory/scope-cells';
import { readSources } from './read-sources';

/**
 * The sources a person may know of. Whose reach is bounded knows of those through which something within it is read,
 * and of gaps only in the accounts where it stands.
 */
export async function readVisibleSources(
  pool: pg.Pool,
  state: CollectionState,
  reach: Reach,
  now: Date,
): Promise<Source[]> {
  const sources = await readSources(pool, state, now);
  if (reach.everything) return sources;
  const accounts = findPlacesWithin(await readScopeCells(pool, state), reach);
  return sources.flatMap((source) => {
    const visible = accounts.get(source.connectionId);
    if (visible === undefined) return [];
    return [{ ...source, gaps: source.gaps.filter(({ account }) => account === undefined || visible.has(account)) }];
  });
}

/** Whether a source leaves something out: never or too long not read, or not listed to the end. */
export function isMissing({ freshness, gaps }: Source): boolean {
  return freshness === 'never' || freshness === 'expired' || gaps.some(({ detailOnly }) => !detailOnly);
}

/** Whether figures from these sources are floors. No source at all leaves everything out. */
export function isFloor(sources: Source[]): boolean {
  return sources.length === 0 || sources.some(isMissing);
}
