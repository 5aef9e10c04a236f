import { requirePermission } from '@/lib/access/authorise';
import type { PriceHistory, PriceHistoryQuery } from '@/lib/api/contracts/prices';
import { formatAmount } from '@/lib/domain/cost/amount';
import { findGpuPrices, type GpuPrice } from '@/lib/domain/cost/find-price';
import { type PriceEdition, priceTerms, sourceOf } from '@/lib/domain/cost/price';
import { toKeptFrom } from '@/lib/store/prices/kept-lists';
import { readPriceHistory as readLists } from '@/lib/store/prices/read-price-history';
import type { ViewContext } from '@/lib/views/view-context';

type Change = PriceHistory['items'][number];

/** What a device cost in a region, from each time on that a list said something new or was confirmed and that changed it, the newest first. */
export async function readPriceHistory(
  { actor, database, now }: ViewContext,
  { gpu: gpuModel, provider, region }: PriceHistoryQuery,
): Promise<PriceHistory> {
  requirePermission(actor, 'cost:read');
  const since = toKeptFrom(now);
  const lists = await readLists(database.pool, { provider, gpuModel, region }, since);
  const inForce = followLists(lists);
  const find = (at: Date) => findGpuPrices(inForce(at), { provider, gpuModel, region, at });
  return { since: since.toISOString(), items: toChanges(toInstants(lists, since, now), find).reverse() };
}

/** Gives the last list of each series that is valid at an instant, of instants in order: a year has thousands of both. */
function followLists(lists: readonly PriceEdition[]): (at: Date) => readonly PriceEdition[] {
  const coming = lists.toSorted((one, other) => other.validFrom.getTime() - one.validFrom.getTime());
  const newest = new Map<string | undefined, PriceEdition>();
  return (at) => {
    for (let next = coming.at(-1); next !== undefined && next.validFrom <= at; next = coming.at(-1)) {
      newest.set(next.series, next);
      coming.pop();
    }
    return [...newest.values()];
  };
}

/**
 * When lists began to be valid and, of several sources, were confirmed, which may put one before another: each time once, the
 * oldest first. What was valid before the first instant begins with it.
 */
function toInstants(lists: readonly PriceEdition[], since: Date, now: Date): Date[] {
  const isOneSource = new Set(lists.map(sourceOf)).size <= 1;
  const told = lists.flatMap(({ validFrom, confirmations = [] }) => [validFrom, ...(isOneSource ? [] : confirmations)]);
  const times = new Set(told.map((time) => Math.max(time.getTime(), since.getTime())));
  return [...times]
    .filter((time) => time <= now.getTime())
    .sort((one, other) => one - other)
    .map((time) => new Date(time));
}

/** The prices at each instant, of each kind of offer, where they differ from those before. */
function toChanges(instants: readonly Date[], find: (at: Date) => readonly GpuPrice[]): Change[] {
  const last = new Map<string, Change>();
  const changes: Change[] = [];
  for (const at of instants) {
    const found = new Map(find(at).map((price) => [toKey(price), toChange(at, price)]));
    for (const [key, known] of last)
      if (!found.has(key))
        found.set(key, {
          ...known,
          validFrom: at.toISOString(),
          sources: [],
          onDemand: null,
          spot: null,
          committed: null,
        });
    for (const [key, change] of found) {
      if (isSame(last.get(key), change)) continue;
      last.set(key, change);
      changes.push(change);
    }
  }
  return changes;
}

function toKey({ variant, includesMachine, currency }: GpuPrice): string {
  return JSON.stringify([variant, includesMachine, currency]);
}

function toChange(at: Date, { variant, includesMachine, currency, prices }: GpuPrice): Change {
  const text = (term: (typeof priceTerms)[number]) => {
    const price = prices[term];
    return price === null ? null : formatAmount(price.amount);
  };
  return {
    validFrom: at.toISOString(),
    variant,
    includesMachine,
    currency,
    sources: [...new Set(priceTerms.flatMap((term) => prices[term]?.source ?? []))],
    onDemand: text('on-demand'),
    spot: text('spot'),
    committed: text('committed'),
  };
}

function isSame(one: Change | undefined, other: Change): boolean {
  return one?.onDemand === other.onDemand && one.spot === other.spot && one.committed === other.committed;
}
